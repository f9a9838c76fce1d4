import type { ReleaseForm } from '../resources/entry.ts';
import type { NamedLazyBinding } from './accessor-names.ts';
import { braced } from './layout.ts';
import { isReleaseAwaited, releaseLines } from './release-code.ts';
import type { SourceFile } from './source-file.ts';
import { copiedSource, type TextEdit } from './text-edits.ts';

/** What a getter does: it makes the value unless that has been made, and gives it. */
export function getterBody(one: NamedLazyBinding, uses: readonly TextEdit[], file: SourceFile): readonly string[] {
  const { state, maker } = one;
  const { semicolon, indent } = file.layout;
  const value = maker === undefined ? copiedSource(file.sourceCode, one.value.range, uses, indent) : `${maker}()`;
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
export function closerCode(
  one: NamedLazyBinding,
  release: ReleaseForm,
  dependents: readonly NamedLazyBinding[],
  file: SourceFile,
): string {
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
  return braced(`${isAsync ? 'async ' : ''}function ${one.closer ?? ''}()${returns}`, body, file.layout);
}
