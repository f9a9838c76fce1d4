import { plainMethodsOf } from '../../types/closing-methods.ts';
import { isReleaseAwaited, releaseCall, releaseLines } from '../release-code.ts';
import { FreeNames } from '../names.ts';
import type { SourceFile } from '../source-file.ts';
import type { Handle } from './handle.ts';
import { releasingMembers } from './releasing-members.ts';

/**
 * A statement that releases a resource, and waits until it is released.
 *
 * @param mayBeUnset whether it may run although the resource was never acquired
 * @param text the handle as it is written there
 */
export function releaseStatement(
  handle: Handle,
  mayBeUnset: boolean,
  file: SourceFile,
  text: string = handle.text,
): string {
  const { release, admitsNothing } = handle;
  const { semicolon } = file.layout;
  if (handle.isEach) {
    return releaseOfEach(handle, mayBeUnset && admitsNothing, file);
  }
  const guarded = mayBeUnset ? guardedText(handle, text) : text;
  if (release.returns !== 'callback') {
    const [line = ''] = releaseLines(release, { name: guarded, mayBeUndefined: mayBeUnset && guarded === text }, file);
    return line;
  }
  // In the closure TypeScript no longer knows what was asked before it.
  const isAskedAgain = mayBeUnset && admitsNothing;
  const name = isAskedAgain ? guarded : text;
  const wait = waitForCallback({ name, mayBeUndefined: isAskedAgain && guarded === text }, handle, file);
  return mayBeUnset ? `if (${guarded}) await ${wait}${semicolon}` : `await ${wait}${semicolon}`;
}

/** `await Promise.all(pools.map((pool) => pool.end()));` */
function releaseOfEach({ isEach, release, text }: Handle, mayBeUnset: boolean, file: SourceFile): string {
  const { semicolon } = file.layout;
  const name = new FreeNames(file.sourceCode).take(text.replace(/s$/u, ''), 'one') ?? 'each';
  const taken = isEach === 'taken' ? `${text}${mayBeUnset ? '?' : ''}.splice(0)` : text;
  const element = { name, mayBeUndefined: false };
  if (release.returns === 'nothing') {
    return `for (const ${name} of ${taken}${mayBeUnset ? ' ?? []' : ''}) ${releaseCall(release, element, '', file)}${semicolon}`;
  }
  const call =
    release.returns === 'callback'
      ? `new Promise((resolve) => ${releaseCall(release, element, 'resolve', file)})`
      : releaseCall(release, element, '', file);
  const all = `${taken}${mayBeUnset ? '?' : ''}.map((${name}) => ${call})${mayBeUnset ? ' ?? []' : ''}`;
  return `await Promise.all(${all})${semicolon}`;
}

/** `await app?.pool.end()` where `app` may not be there: the resource is, if that is. */
function guardedText({ path }: Handle, text: string): string {
  if (path.length === 0) {
    return text;
  }
  const members = path.join('.');
  return `${text.slice(0, -members.length - 1)}?.${members}`;
}

/** What the caller of a function does with what it gives. */
export type Taken =
  /** It waits for it, whatever it is. */
  | 'anything'
  /** The same, but its type wants nothing, or a promise of nothing, which a `new Promise()` is taken for. */
  | 'any promise'
  /** Its type wants nothing, or a promise of nothing. */
  | 'nothing';

/** A function that releases a resource; its lines. */
export function releaseFunctionLines(
  handle: Handle,
  mayBeUnset: boolean,
  taken: Taken,
  file: SourceFile,
): readonly string[] {
  const expression = releaseExpression(handle, mayBeUnset, taken, file);
  return expression === undefined
    ? [
        `${isReleaseAwaited(handle.release) ? 'async ' : ''}() => {`,
        file.layout.indent + releaseStatement(handle, mayBeUnset, file),
        '}',
      ]
    : [`() => ${expression}`];
}

function releaseExpression(handle: Handle, mayBeUnset: boolean, taken: Taken, file: SourceFile): string | undefined {
  const { release, text } = handle;
  const guarded = mayBeUnset ? guardedText(handle, text) : text;
  if (handle.isEach || (taken === 'nothing' && !givesNothing(handle, file))) {
    return undefined;
  }
  if (release.returns === 'callback') {
    return mayBeUnset || taken === 'any promise'
      ? undefined
      : waitForCallback({ name: text, mayBeUndefined: false }, handle, file);
  }
  const isGuarded = mayBeUnset && guarded === text;
  return isGuarded && 'call' in release
    ? undefined
    : releaseCall(release, { name: guarded, mayBeUndefined: isGuarded }, '', file);
}

function waitForCallback(name: Parameters<typeof releaseCall>[1], { release }: Handle, file: SourceFile): string {
  return `new Promise((resolve) => ${releaseCall(release, name, 'resolve', file)})`;
}

/** Whether what a release gives fits a runner that expects nothing, or a promise of nothing. */
function givesNothing({ release, node, path, root }: Handle, { services, isTyped }: SourceFile): boolean {
  if (release.returns === 'callback') {
    return false;
  }
  if ('call' in release) {
    return release.from === '(global)';
  }
  if (!isTyped) {
    return release.returns !== 'nothing';
  }
  const members = releasingMembers(release);
  return (
    services !== undefined &&
    node !== undefined &&
    root !== 'module' &&
    plainMethodsOf(node, [...path, ...members.slice(0, -1)], (name) => name === members.at(-1), services).some(
      (closer) => closer.givesNothing,
    )
  );
}
