import type { ReleaseForm } from '../resources/entry.ts';
import { closerCode, getterBody } from './accessor-code.ts';
import { type AccessorVerbs, type NamedLazyBinding, namedLazyBinding } from './accessor-names.ts';
import { ofKind, type Use } from './binding-uses.ts';
import { exportedFunctions } from './exported-functions.ts';
import type { Replacement } from './export-forms.ts';
import { isReached, lazyBindings } from './lazy-bindings.ts';
import { functionCode, makingBody, statementEdits } from './making.ts';
import type { ModuleBinding } from './module-binding.ts';
import { FreeNames } from './names.ts';
import { readEdit, typeEdit } from './references.ts';
import { canRelease } from './release-code.ts';
import type { SourceFile } from './source-file.ts';
import type { TextEdit } from './text-edits.ts';

/** An edit that makes a resource on its first use. */
export interface LazyAccessor {
  readonly edits: readonly TextEdit[];
  /** Names of the functions that give the values: of the resource first, then of what is made from it. */
  readonly getters: readonly string[];
  /** Name of the function that releases the resource. */
  readonly closer: string | undefined;
  /** The bindings that the functions take the place of. */
  readonly replaced: readonly { readonly binding: ModuleBinding; readonly uses: readonly Use[] }[];
}

/**
 * `getPool()` and `closePool()` in place of `const pool = new Pool()`.
 *
 * @param release how the resource is released; undefined when the binding holds something that was made from it
 * @param resolves whether the acquisition gives a promise
 * @returns undefined when some use of the binding does not allow it
 */
export function lazyAccessor(
  binding: ModuleBinding,
  release: ReleaseForm | undefined,
  resolves: boolean,
  verbs: AccessorVerbs,
  file: SourceFile,
): LazyAccessor | undefined {
  if (release !== undefined && !canRelease(binding, release, file)) {
    return undefined;
  }
  const bindings = lazyBindings(binding, release, resolves, file);
  const names = new FreeNames(file.sourceCode);
  const all = bindings?.map((one) =>
    namedLazyBinding(one, one.binding === binding && release !== undefined, verbs, names, file),
  );
  if (all?.every((one) => one !== undefined) !== true) {
    return undefined;
  }
  const [first, ...dependents] = all;
  if (first === undefined || !all.every((one) => isReached(one) || (one === first && verbs.give === 'start'))) {
    return undefined;
  }
  const uses = all.flatMap((one) => useEdits(one, first, file));
  const replaced = all.map((one) => one.binding.statement);
  const edits: TextEdit[] = [];
  for (const one of all) {
    const isFirst = one === first && release !== undefined;
    const closing = isFirst ? closerCode(one, release, dependents, file) : undefined;
    const code = bindingEdits(one, closing, uses, replaced, file);
    if (code === undefined) {
      return undefined;
    }
    edits.push(...code);
  }
  return {
    edits: [...edits, ...uses],
    getters: all.map(({ getter }) => getter),
    closer: first.closer,
    replaced: all,
  };
}

function useEdits(one: NamedLazyBinding, first: NamedLazyBinding, file: SourceFile): readonly TextEdit[] {
  const call = `${one.isWaitedFor ? 'await ' : ''}${one.getter}()`;
  return one.uses.flatMap((use): readonly TextEdit[] => {
    switch (use.kind) {
      case 'read':
      case 'dependent':
        return [readEdit(use.node, call, file.sourceCode)];
      case 'type':
        return [typeEdit(use.node, typeGivenBy(one))];
      case 'release':
        return [{ range: use.node.range, text: `${first.closer ?? ''}()` }];
      case 'export':
      case 'set-up':
        return [];
    }
  });
}

function typeGivenBy({ getter, isWaitedFor }: NamedLazyBinding): string {
  return isWaitedFor ? `Awaited<ReturnType<typeof ${getter}>>` : `ReturnType<typeof ${getter}>`;
}

function bindingEdits(
  one: NamedLazyBinding,
  closing: string | undefined,
  uses: readonly TextEdit[],
  replaced: readonly ModuleBinding['statement'][],
  file: SourceFile,
): readonly TextEdit[] | undefined {
  const { binding, making, closer } = one;
  const functions: Replacement[] = [{ name: one.getter, verb: one.verbs.give }];
  if (closer !== undefined) {
    functions.push({ name: closer, verb: one.verbs.release });
  }
  const isCalled = ofKind(one.uses, 'release').length > 0;
  const exported = exportedFunctions(binding, one.uses, functions, closer !== undefined && !isCalled, file);
  // What nothing in the file asks for has to be asked for from elsewhere.
  const isOrphan = !isReached(one);
  if (exported === undefined || (isOrphan && !file.isModule)) {
    return undefined;
  }
  const state = `let ${one.state}${file.isTyped ? `: ${orUndefined(one.type)}` : ''}${file.layout.semicolon}`;
  const code = [
    functionCode(
      { ...plain, export: isOrphan ? 'export ' : exported.first, name: one.getter, returns: one.type },
      getterBody(one, uses, file),
      file,
    ),
  ];
  if (one.maker !== undefined) {
    // The maker's own type is what the other types refer to, where it cannot be written down.
    const returns = making.needsArrow || one.type.includes(one.maker) ? undefined : one.type;
    const head = { ...plain, isAsync: one.isWaitedFor, isArrow: making.needsArrow, name: one.maker, returns };
    code.push(functionCode(head, makingBody(making, file, uses), file));
  }
  if (closing !== undefined) {
    code.push(`${exported.further}${closing}`);
  }
  return [...statementEdits(making, [state], [...code, ...exported.behind], file, replaced), ...exported.edits];
}

const plain = { export: '', isAsync: false, isArrow: false, parameters: '' } as const;

function orUndefined(type: string): string {
  return /\|\s*undefined$/.test(type) ? type : `${type} | undefined`;
}
