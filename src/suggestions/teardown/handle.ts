import { DefinitionType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isInside, unwrap } from '../../ast/expressions.ts';
import type { Variable } from '../../ast/file-view.ts';
import { variableOf } from '../../ast/variables.ts';
import type { Slot } from '../../lifetime/fates/fate.ts';
import { isGlobalThis } from '../../lifetime/fates/global-slots.ts';
import { isAmbient } from '../../lifetime/tests/ambient.ts';
import type { ReleaseForm } from '../../resources/entry.ts';
import { admitsNothing, isKnownInClosures } from './declarators.ts';
import { releaseFormOf } from './release-form.ts';
import { repetitionAround } from './repetition.ts';
import type { Unreleased } from './unreleased.ts';

/** An expression through which a resource can be released. */
export interface Handle {
  /** `pool`, `app.server`, `this.pool`, `t.context.pool`; `mongoose` for what the module itself keeps. */
  readonly text: string;
  /** What the expression begins with. A `parameter` goes by another name in another function. */
  readonly root: 'global' | 'module' | 'parameter' | 'this' | 'variable';
  /** The variable that it begins with; undefined for `this` and for a module. */
  readonly variable: Variable | undefined;
  readonly release: ReleaseForm;
  /** Where the resource is put into it; undefined for a module. */
  readonly node: TSESTree.Node | undefined;
  /** The members that lead from there to the resource. */
  readonly path: readonly string[];
  /** Its type says that it may be undefined. */
  readonly admitsNothing: boolean;
  /** It is a list, of which each element is released: all that it has, or what it got since it was emptied last. */
  readonly isEach?: 'all' | 'taken';
  /** The loop in which it gets one resource after the other, so that it has only the last one outside. */
  readonly loop?: TSESTree.Node | undefined;
}

/** Every handle of a resource, those that reach furthest first. */
export function handlesOf(unreleased: Unreleased): readonly Handle[] {
  const own = ownModule(unreleased);
  const handles = unreleased.resource.slots.flatMap((slot) => handleOf(slot, unreleased) ?? []);
  const sorted = handles.sort((a, b) => reachOf(a) - reachOf(b));
  const [best] = unreleased.resource.acquisition.entry.release;
  // Its module closes all that it has, and so comes last where the resource has a closer of its own.
  return own === undefined ? sorted : best !== undefined && 'call' in best ? [own, ...sorted] : [...sorted, own];
}

/** Whether a variable has a value from its declaration on. */
export function isSetAtOnce({ defs: [definition] }: Variable): boolean {
  return definition?.type === DefinitionType.Variable && definition.node.init !== null;
}

/** Whether a name means at some place what it means where the resource is put into it. */
export function isVisibleIn({ loop, variable, root }: Handle, place: TSESTree.Node): boolean {
  if (loop !== undefined && !isInside(place, loop)) {
    return false;
  }
  if (root !== 'variable') {
    return true;
  }
  const block = variable?.scope.block as TSESTree.Node | undefined;
  return block !== undefined && block.range[0] <= place.range[0] && place.range[1] <= block.range[1];
}

/** Whether a call releases through a handle, and not through something that may well release more: `worker.close()`. */
export function isReleasedThroughHandle(release: TSESTree.Node, unreleased: Unreleased): boolean {
  const { view } = unreleased.tests;
  const released = release.type === T.CallExpression ? [release.callee, ...release.arguments] : [];
  return handlesOf(unreleased).some(({ root, text, variable }) =>
    released.some((node) => {
      if (root !== 'variable') {
        return view.text.slice(...node.range).includes(root === 'parameter' ? text.replace(/^[\w$]+/u, '') : text);
      }
      const name = rootOfMembers(node);
      return name.type === T.Identifier && variableOf(view, name) === variable;
    }),
  );
}

/** What a chain of members begins with. */
function rootOfMembers(node: TSESTree.Node): TSESTree.Node {
  const inner = unwrap(node);
  return inner.type === T.MemberExpression ? rootOfMembers(inner.object) : inner;
}

/** The handle as it is written where its parameter has another name. */
export function textIn({ root, text }: Handle, parameter: string): string {
  return root === 'parameter' ? text.replace(/^[\w$]+/u, parameter) : text;
}

/** How deep its variable lies. */
function reachOf({ variable }: Handle): number {
  const block = variable?.scope.block as TSESTree.Node | undefined;
  return block?.range[0] ?? 0;
}

/** `mongoose` of `mongoose.connect(uri)`. */
function ownModule({ resource: { making, acquisition }, file }: Unreleased): Handle | undefined {
  const { entry, made } = acquisition;
  const form = entry.release.find((one) => 'call' in one && entry.from.includes(one.from));
  const callee = unwrap(making.callee);
  if (!isAmbient(entry) || form === undefined || made.node !== making || callee.type !== T.MemberExpression) {
    return undefined;
  }
  return {
    text: file.sourceCode.getText(callee.object),
    root: 'module',
    variable: undefined,
    release: { method: 'call' in form ? form.call : '', returns: form.returns },
    node: undefined,
    path: [],
    admitsNothing: false,
  };
}

function handleOf(slot: Slot, unreleased: Unreleased): Handle | undefined {
  if (slot.within.join() === '*') {
    return listHandle(slot, unreleased);
  }
  const root = rootOf(slot, unreleased);
  const path = slot.within.filter((member) => member !== '?');
  const release = path.some((member) => member === '*' || member === '&')
    ? undefined
    : releaseFormOf(slot, path, unreleased);
  const isUsable = slot.variable === undefined || isKnownInClosures(slot.variable, unreleased.file);
  if (root === undefined || release === undefined || !isUsable || !path.every(isPlainName)) {
    return undefined;
  }
  return {
    ...root,
    text: [slot.name, ...path].join('.'),
    release,
    node: slot.node,
    path,
    admitsNothing: slot.variable === undefined || admitsNothing(slot.variable),
    loop: repetitionAround(unreleased.resource.making),
  };
}

/** `pools`, an array of which each element is closed. */
function listHandle(slot: Slot, unreleased: Unreleased): Handle | undefined {
  const { node, variable } = slot;
  const { services } = unreleased.file;
  const release = services === undefined ? undefined : releaseFormOf(slot, ['*'], unreleased);
  if (variable === undefined || release === undefined || !('method' in release)) {
    return undefined;
  }
  return {
    text: slot.name,
    root: 'variable',
    variable,
    release,
    node,
    path: ['*'],
    admitsNothing: !isSetAtOnce(variable),
    isEach: isFilledOnce(slot, unreleased) ? 'all' : 'taken',
  };
}

/** Whether a list gets its elements before all tests, or is a new one for each. */
function isFilledOnce({ node }: Slot, { resource: { phases } }: Unreleased): boolean {
  const isAdded = node.parent?.type === T.MemberExpression;
  return (
    !isAdded ||
    phases.every(
      (phase) =>
        phase.during === 'loading' ||
        (phase.during === 'hook' && phase.hook.every === 'all') ||
        phase.during === 'global set-up',
    )
  );
}

function rootOf(
  { node, variable }: Slot,
  { tests: { view } }: Unreleased,
): Pick<Handle, 'root' | 'variable'> | undefined {
  if (variable !== undefined) {
    return { root: 'variable', variable };
  }
  const root = rootOfMembers(node);
  if (root.type === T.ThisExpression) {
    return { root: 'this', variable: undefined };
  }
  if (isGlobalThis(root, view)) {
    return { root: 'global', variable: undefined };
  }
  const found = root.type === T.Identifier ? variableOf(view, root) : undefined;
  switch (found?.defs[0]?.type) {
    case DefinitionType.Variable:
      return { root: 'variable', variable: found };
    case DefinitionType.Parameter:
      return { root: 'parameter', variable: found };
    default:
      return undefined;
  }
}

function isPlainName(member: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(member);
}
