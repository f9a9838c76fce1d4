import { dirname, resolve } from 'node:path';

import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import { type ClassNode, type FunctionNode, isClass, isFunction, unwrap } from '../ast/expressions.ts';
import type { FileView, NamedType, Place } from '../ast/file-view.ts';
import { isGlobalObject, type ModuleOrigin, type Origin, originOf } from '../ast/origin.ts';
import { trailOf } from '../ast/trail.ts';
import type { Acquisition, AcquiringNode } from './acquisition.ts';
import { asToldBy } from './arguments.ts';
import type { AcquireForm, ResourceEntry } from './entry.ts';
import { isExport } from './export-path.ts';
import type { FormIndex, ResourceForm } from './forms.ts';
import { formOfMethod } from './method-forms.ts';
import { isPlainClass, MOST_BASES } from './plain-class.ts';

/**
 * The acquisition that a call or `new` is by itself, as the catalogue knows it: by the import that its callee comes
 * from, else by type.
 *
 * @returns undefined when it is none, or when its arguments make it hold nothing
 */
export function cataloguedAcquisition(place: Place<AcquiringNode>, index: FormIndex): Acquisition | undefined {
  const found = cataloguedForm(place, index);
  const entry = found && found.entry.holds !== 'never' ? asToldBy(place, found.entry) : undefined;
  if (found === undefined || entry === undefined) {
    return undefined;
  }
  const { form } = found;
  return {
    entry,
    made: place,
    resolves: 'resolves' in form && form.resolves,
    holds: typeof entry.holds === 'string',
    within: [],
    through: [],
  };
}

/** The form of the catalogue that a call or `new` has, whatever its arguments make of it. */
export function cataloguedForm(place: Place<AcquiringNode>, index: FormIndex): ResourceForm | undefined {
  const { node } = place;
  const callee = unwrap(node.callee);
  const isNew = node.type === T.NewExpression;
  const origin = originOf({ ...place, node: callee });
  return (
    (origin && formOfOrigin(origin, isNew, index)) ??
    (origin && formOfSource(origin, place.view, isNew, index)) ??
    (callee.type === T.MemberExpression && !isNew ? formOfMethod({ ...place, node: callee }, index) : undefined) ??
    // A proxy has the type of what it stands for, which need not be made yet.
    (isNew && !(origin?.kind === 'global' && origin.path.at(-1) === 'Proxy') ? formOfType(place, index) : undefined)
  );
}

/** By import, through the project's own re-exports. A specifier that leads into the project is never the package. */
function formOfOrigin(origin: Origin, isNew: boolean, index: FormIndex, bases = MOST_BASES): ResourceForm | undefined {
  const trail = trailOf(origin);
  for (const step of trail) {
    const own =
      step.kind === 'module'
        ? [...index.ofFile(fileOf(step)), ...(isOwnSource(step) ? index.ofModule(step.from.node.value) : [])]
        : [];
    const found =
      own.find(({ form }) => isFormOfPath(form, step.kind === 'module' ? step.path : [], isNew)) ??
      (step.kind === 'module' ? formOfOwnFolder(step, isNew, index) : undefined);
    if (found) {
      return found;
    }
  }
  const end = trail.at(-1) ?? origin;
  switch (end.kind) {
    case 'global':
      return index.ofGlobals().find(({ form }) => isFormOfPath(form, withoutGlobalObject(end.path), isNew));
    case 'module':
      return isInProject(end) ? undefined : formOfModule(end, isNew, index);
    case 'value':
      return formOfValue(end.place, isNew, index, bases);
    case 'member':
      return undefined;
  }
}

/** A package's own source, where its own tests import it from: `new Queue()` of `../src/queue` in the package `bullmq`. */
function formOfSource(origin: Origin, from: FileView, isNew: boolean, index: FormIndex): ResourceForm | undefined {
  const end = trailOf(origin).at(-1);
  if (end?.kind !== 'value' || end.place.view === from) {
    return undefined;
  }
  const { node, view } = end.place;
  const name = isClass(node) || isFunction(node) ? nameOfDefinition(node) : undefined;
  const source = name === undefined ? undefined : view.project?.packageName();
  return name === undefined || source === undefined
    ? undefined
    : index.ofModule(source).find(({ form }) => isFormOfPath(form, [name], isNew));
}

/** Its own name, or that of the variable it is the value of: `const createPool = async () => …`. */
function nameOfDefinition({ id, parent }: ClassNode | FunctionNode): string | undefined {
  const variable = parent.type === T.VariableDeclarator && parent.id.type === T.Identifier ? parent.id : undefined;
  return (id ?? variable)?.name;
}

/** `globalThis.setInterval` is `setInterval`. */
function withoutGlobalObject(path: readonly string[]): readonly string[] {
  return path.length > 1 && isGlobalObject(path[0]) ? path.slice(1) : path;
}

/** The path of the file that an import names; only a guess where nothing resolves it. */
function fileOf({ from }: ModuleOrigin): string {
  const module = from.view.project?.moduleBehind(from.node);
  return typeof module === 'object' ? module.path : resolve(dirname(from.view.path), from.node.value);
}

function isInProject({ from }: ModuleOrigin): boolean {
  const module = from.view.project?.moduleBehind(from.node);
  return module !== undefined && module !== 'package';
}

/** A workspace that resolves a package to its source: `drizzle-orm/pg-core` in the repository of `drizzle-orm`. */
function isOwnSource({ from }: ModuleOrigin): boolean {
  const specifier = from.node.value;
  const module = specifier.startsWith('.') ? undefined : from.view.project?.moduleBehind(from.node);
  const source = typeof module === 'object' ? module.project?.packageName() : undefined;
  return source !== undefined && (specifier === source || specifier.startsWith(`${source}/`));
}

/** A package that its own tests ask for by its folder: `require('../')`. */
function formOfOwnFolder(
  { from: { node, view }, path }: ModuleOrigin,
  isNew: boolean,
  index: FormIndex,
): ResourceForm | undefined {
  const folder = /^[./]+$/u.test(node.value) ? resolve(dirname(view.path), node.value) : undefined;
  const source = folder !== undefined && folder === view.project?.packageFolder() && view.project.packageName();
  return source ? index.ofModule(source).find(({ form }) => isFormOfPath(form, path, isNew)) : undefined;
}

function formOfModule({ from, path }: ModuleOrigin, isNew: boolean, index: FormIndex): ResourceForm | undefined {
  const specifier = from.node.value;
  return (
    index.ofModule(specifier).find(({ form }) => isFormOfPath(form, path, isNew)) ??
    (isNew ? generatedForm(specifier, path, index) : undefined)
  );
}

/** A generated client without its types: its class name, imported from a module whose path says what it is. */
function generatedForm(specifier: string, path: readonly string[], index: FormIndex): ResourceForm | undefined {
  const entry = index.generated.find(
    ({ generated }) =>
      generated?.name === path.join('.') && generated.specifierWords.some((word) => specifier.includes(word)),
  );
  return entry && newFormOf(entry);
}

/** A subclass of a known class, or a second call: `pgp()(connection)`. */
function formOfValue(place: Place, isNew: boolean, index: FormIndex, bases: number): ResourceForm | undefined {
  const { node } = place;
  if (isNew && isClass(node) && node.superClass !== null) {
    const base = originOf({ ...place, node: node.superClass });
    return bases > 0 && base ? formOfOrigin(base, true, index, bases - 1) : undefined;
  }
  if (!isNew && node.type === T.CallExpression) {
    const origin = originOf({ ...place, node: node.callee });
    return origin?.kind === 'module'
      ? index
          .ofModule(origin.from.node.value)
          .find(({ form }) => form.via === 'curried' && isExport(form.export, origin.path))
      : undefined;
  }
  return undefined;
}

/** By type alone, where the import does not tell: `new (pick())()`, a generated client. */
function formOfType(place: Place<AcquiringNode>, index: FormIndex): ResourceForm | undefined {
  const { project } = place.view;
  const callee = unwrap(place.node.callee);
  if (project === undefined || isFunction(callee) || isPlainClass({ ...place, node: callee }, index)) {
    return undefined;
  }
  const types = project.typesOf(place.node);
  const generated = index.generated.find(
    (entry) =>
      entry.generated !== undefined &&
      types.some(({ name }) => name === entry.generated?.name) &&
      project.hasMembers(place.node, entry.generated.members),
  );
  if (generated !== undefined) {
    return newFormOf(generated);
  }
  for (const type of types) {
    const found =
      type.package === undefined ? undefined : index.ofModule(type.package).find((one) => isTypeOf(one, type));
    if (found) {
      return found;
    }
  }
  return undefined;
}

function isTypeOf({ entry, form }: ResourceForm, type: NamedType): boolean {
  return form.via === 'new' && (entry.type?.name ?? form.export) === type.name;
}

function newFormOf(entry: ResourceEntry): ResourceForm | undefined {
  const form = entry.acquire.find(({ via }) => via === 'new');
  return form && { entry, form };
}

export function isFormOfPath(form: AcquireForm, path: readonly string[], isNew: boolean): boolean {
  switch (form.via) {
    case 'new':
      return isNew && isExport(form.export, path);
    case 'call':
      return !isNew && isExport(form.export, path);
    case 'static':
      return !isNew && path.at(-1) === form.member && isExport(form.export, path.slice(0, -1));
    case 'method':
    case 'curried':
      return false;
  }
}
