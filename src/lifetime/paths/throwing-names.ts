/** What a function that checks or reads something does, as a word of its name: `triggerAsyncId` has no `sync`. */
const throwingWords: ReadonlySet<string> = new Set([
  'assert',
  'check',
  'decode',
  'deserialize',
  'ensure',
  'exec',
  'execa',
  'execute',
  'expect',
  'invariant',
  'load',
  'open',
  'opendir',
  'parse',
  'read',
  'readdir',
  'require',
  'run',
  'sync',
  'throw',
  'validate',
  'verify',
  'write',
]);

/** Whether the name of a function of a package says that it checks, reads or runs something, at which it may fail. */
export function tellsOfThrowing(name: string): boolean {
  return wordsOf(name).some((word) => throwingWords.has(word));
}

/** `read` and `file` of `readFile`; what is read-only, or a replica to read from, reads nothing. */
function wordsOf(name: string): readonly string[] {
  const words = name.replaceAll(/read(?:Only|Replica)/giu, '').match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/gu) ?? [];
  return words.map((word) => word.toLowerCase());
}
