import type { ReleaseForm } from '../resources/entry.ts';
import { ofKind, type Use } from './binding-uses.ts';
import { hasRelease } from './checked-types.ts';
import { exportedFunctions } from './exported-functions.ts';
import type { Replacement } from './export-forms.ts';
import { braced } from './layout.ts';
import { lazyBindings, type LazyBinding } from './lazy-bindings.ts';
import { functionCode, initialiserCode, makingBody, removalEdits, statementEdit } from './making.ts';
import type { ModuleBinding } from './module-binding.ts';
import { asSuffix, FreeNames } from './names.ts';
import { readEdit, typeEdit } from './references.ts';
import { isReleaseAwaited, releaseFunction, releaseLines } from './release-code.ts';
import type { SourceFile } from './source-file.ts';
import type { TextEdit } from './text-edits.ts';
import { writtenType } from './value-type.ts';

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

/** A lazy binding with the names of what is written for it. */
interface Named extends LazyBinding {
  /** The variable that keeps the value. */
  readonly state: string;
  readonly getter: string;
  /** The function that makes the value, where the getter cannot do it in place. */
  readonly maker: string | undefined;
  readonly closer: string | undefined;
  /** What the getter returns, as TypeScript writes it. */
  readonly type: string;
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
  file: SourceFile,
): LazyAccessor | undefined {
  if (release !== undefined && !canRelease(binding, release, file)) {
    return undefined;
  }
  const bindings = lazyBindings(binding, release, resolves, file);
  const names = new FreeNames(file.sourceCode);
  const all = bindings?.map((one) => named(one, one.binding === binding && release !== undefined, names, file));
  if (all === undefined || !all.every((one) => one !== undefined)) {
    return undefined;
  }
  const [first, ...dependents] = all;
  if (first === undefined) {
    return undefined;
  }
  const uses = all.flatMap((one) => useEdits(one, first, file));
  const edits: TextEdit[] = [];
  for (const one of all) {
    const isFirst = one === first && release !== undefined;
    const closing = isFirst ? closerCode(one, release, dependents, file) : undefined;
    const code = bindingEdits(one, closing, uses, file);
    if (code === undefined) {
      return undefined;
    }
    edits.push(...code);
  }
  const elsewhere = uses.filter(({ range }) => !edits.some((one) => contains(one, range)));
  return {
    edits: [...edits, ...elsewhere],
    getters: all.map(({ getter }) => getter),
    closer: first.closer,
    replaced: all,
  };
}

/** Whether the release can be written down in this file, for the type that the binding has. */
export function canRelease(binding: ModuleBinding, release: ReleaseForm, file: SourceFile): boolean {
  if ('call' in release && releaseFunction(release, file.sourceCode) === undefined) {
    return false;
  }
  if (!file.isTyped || 'call' in release) {
    return true;
  }
  if (file.services === undefined) {
    // The annotation may well name an interface without the method.
    return (
      binding.annotation === undefined ||
      file.sourceCode.getText(binding.initialiser).includes(file.sourceCode.getText(binding.annotation))
    );
  }
  const declared = binding.variable?.identifiers[0] ?? binding.initialiser;
  return hasRelease(declared as typeof binding.initialiser, release, file.services);
}

function named(lazy: LazyBinding, hasCloser: boolean, names: FreeNames, file: SourceFile): Named | undefined {
  const { binding, making, isWaitedFor, isPromise } = lazy;
  const suffix = asSuffix(binding.name);
  const state = binding.variable === undefined ? names.take(binding.name, `own${suffix}`) : binding.name;
  const getter = names.take(`get${suffix}`, `getShared${suffix}`);
  const closer = hasCloser ? names.take(`close${suffix}`, `closeShared${suffix}`) : undefined;
  const written = writtenType(binding, file);
  const isInferred = file.isTyped && written === undefined;
  const needsMaker = isInferred || isWaitedFor || isPromise || making.needsArrow || making.setUps.length > 0;
  const maker = needsMaker ? names.take(`make${suffix}`, `build${suffix}`) : undefined;
  if (
    state === undefined ||
    getter === undefined ||
    (hasCloser && closer === undefined) ||
    (needsMaker && maker === undefined) ||
    (isInferred && file.services?.program.getCompilerOptions().isolatedDeclarations === true)
  ) {
    return undefined;
  }
  const type =
    written === undefined ? `ReturnType<typeof ${maker ?? ''}>` : isWaitedFor ? `Promise<${written}>` : written;
  return { ...lazy, state, getter, maker, closer, type };
}

function useEdits(one: Named, first: Named, file: SourceFile): readonly TextEdit[] {
  const call = `${one.isWaitedFor ? 'await ' : ''}${one.getter}()`;
  return one.uses.flatMap((use): readonly TextEdit[] => {
    switch (use.kind) {
      case 'read':
      case 'dependent':
        return [readEdit(use.node, call, file.sourceCode)];
      case 'type':
        return [typeEdit(use.node, one.getter, one.isWaitedFor)];
      case 'release':
        return [{ range: use.node.range, text: `${first.closer ?? ''}()` }];
      case 'export':
      case 'set-up':
        return [];
    }
  });
}

function bindingEdits(
  one: Named,
  closing: readonly string[] | undefined,
  uses: readonly TextEdit[],
  file: SourceFile,
): readonly TextEdit[] | undefined {
  const { binding, making, closer } = one;
  const functions: Replacement[] = [{ name: one.getter, verb: 'get' }];
  if (closer !== undefined) {
    functions.push({ name: closer, verb: 'close' });
  }
  const isCalled = ofKind(one.uses, 'release').length > 0;
  const exported = exportedFunctions(binding, one.uses, functions, closer !== undefined && !isCalled, file);
  if (exported === undefined) {
    return undefined;
  }
  const state = `let ${one.state}${file.isTyped ? `: ${orUndefined(one.type)}` : ''}${file.layout.semicolon}`;
  const code = [
    functionCode(
      { ...plain, export: exported.first, name: one.getter, returns: one.type },
      getterBody(one, uses, file),
      file,
    ),
  ];
  if (one.maker !== undefined) {
    const returns = making.needsArrow || binding.annotation === undefined ? undefined : one.type;
    const head = { ...plain, isAsync: one.isWaitedFor, isArrow: making.needsArrow, name: one.maker, returns };
    code.push(functionCode(head, makingBody(making, file, uses), file));
  }
  if (closing !== undefined) {
    code.push(`${exported.further}${closing.join(file.layout.newline)}`);
  }
  return [
    statementEdit(binding, [state], [...code, ...exported.behind], file),
    ...removalEdits(making.setUps, file),
    ...exported.edits,
  ];
}

const plain = { export: '', isAsync: false, isArrow: false, parameters: '' } as const;

function getterBody(one: Named, uses: readonly TextEdit[], file: SourceFile): readonly string[] {
  const { state, maker } = one;
  const { semicolon, indent } = file.layout;
  const value = maker === undefined ? initialiserCode(one.binding, file, uses) : `${maker}()`;
  if (!one.isWaitedFor && !one.isPromise) {
    return [`${state} ??= ${value}${semicolon}`, `return ${state}${semicolon}`];
  }
  return [
    // The next call tries again after a failure.
    `${state} ??= ${value}.catch((error${file.isTyped ? ': unknown' : ''}) => {`,
    `${indent}${state} = undefined${semicolon}`,
    `${indent}throw error${semicolon}`,
    `})${semicolon}`,
    `return ${state}${semicolon}`,
  ];
}

/** The closer; what was made from the resource is forgotten with it. */
function closerCode(
  one: Named,
  release: ReleaseForm,
  dependents: readonly Named[],
  file: SourceFile,
): readonly string[] {
  const { semicolon } = file.layout;
  const isPromise = one.isWaitedFor || one.isPromise;
  const isAsync = isPromise || isReleaseAwaited(release);
  const closing = one.state === 'closing' ? 'ending' : 'closing';
  const pending = isPromise ? 'pending' : closing;
  const body = [
    `const ${pending} = ${one.state}${semicolon}`,
    ...[one, ...dependents].map(({ state }) => `${state} = undefined${semicolon}`),
    ...(isPromise ? [`const ${closing} = await ${pending}${semicolon}`] : []),
    ...releaseLines(release, { name: closing, mayBeUndefined: true }, file),
  ];
  const returns = file.isTyped ? `: ${isAsync ? 'Promise<void>' : 'void'}` : '';
  return [braced(`${isAsync ? 'async ' : ''}function ${one.closer ?? ''}()${returns}`, body, file.layout)];
}

function orUndefined(type: string): string {
  return /\|\s*undefined$/.test(type) ? type : `${type} | undefined`;
}

function contains(edit: TextEdit, [start, end]: TextEdit['range']): boolean {
  return edit.range[0] <= start && end <= edit.range[1];
}
