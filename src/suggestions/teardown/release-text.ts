import { plainMethodsOf } from '../../types/closing-methods.ts';
import { isReleaseAwaited, releaseCall, releaseLines } from '../release-code.ts';
import type { SourceFile } from '../source-file.ts';
import type { Handle } from './handle.ts';

/**
 * A statement that releases a resource, and waits until it is released.
 *
 * @param mayBeUnset whether it may run although the resource was never acquired
 * @param text the handle as it is written there
 */
export function releaseStatement(
  { release, admitsNothing, text: ownText }: Handle,
  mayBeUnset: boolean,
  file: SourceFile,
  text = ownText,
): string {
  const { semicolon } = file.layout;
  if (release.returns !== 'callback') {
    const [line = ''] = releaseLines(release, { name: text, mayBeUndefined: mayBeUnset }, file);
    return line;
  }
  // In the closure TypeScript no longer knows what was asked before it.
  const name = { name: text, mayBeUndefined: mayBeUnset && admitsNothing };
  const wait = `await new Promise((resolve) => ${releaseCall(release, name, 'resolve', file)})${semicolon}`;
  return mayBeUnset ? `if (${text}) ${wait}` : wait;
}

/** A function that releases a resource, as the argument of a call; its lines. */
export function releaseFunctionLines(handle: Handle, mayBeUnset: boolean, file: SourceFile): readonly string[] {
  const { release, text } = handle;
  if (givesNothing(handle, file)) {
    return [`() => ${releaseCall(release, { name: text, mayBeUndefined: mayBeUnset }, '', file)}`];
  }
  return [
    `${isReleaseAwaited(release) ? 'async ' : ''}() => {`,
    file.layout.indent + releaseStatement(handle, mayBeUnset, file),
    '}',
  ];
}

/** Whether what a release gives fits a runner that expects nothing, or a promise of nothing. */
function givesNothing({ release, node, path, root }: Handle, { services, isTyped }: SourceFile): boolean {
  if (release.returns === 'callback' || 'call' in release) {
    return false;
  }
  if (!isTyped) {
    return release.returns !== 'nothing';
  }
  const method = 'method' in release ? release.method.split('.') : [];
  return (
    services !== undefined &&
    node !== undefined &&
    root !== 'module' &&
    plainMethodsOf(node, [...path, ...method.slice(0, -1)], (name) => name === method.at(-1), services).some(
      (closer) => closer.givesNothing,
    )
  );
}
