/** Verbs that only closers begin with. */
const verbs =
  'cleanUp|cleanup|close|destroy|disconnect|dispose|end|exit|finali[sz]e|free|halt|kill|quit|release|shutDown|shutdown|stop|tearDown|teardown|terminate|uninstall|unsubscribe';

/** `close`, `stopServer`, `tearDown`, `$disconnect`, `unsafeEnd`, but not `endpoint`, `stopped` or `useNoClose`. */
const closerName = new RegExp(
  `^[$_]?(?:${verbs})(?![a-z])|(?<!No|Not|Never|Without)(?:${verbs.replaceAll(/(?<=^|\|)[a-z]/gu, (letter) => letter.toUpperCase())})$`,
  'u',
);

/** `waitForEnd`, `whenClosed`, `shouldStop`: these ask, or wait for somebody else. A server goes on without idle connections. */
const otherName = /^(?:after|did|has|is|should|until|wait|when|will)(?![a-z])|^closeIdleConnections$/u;

/** Whether a function's name says that it closes something. What the catalogue tells of a resource comes first. */
export function isCloserName(name: string | undefined): boolean {
  return name !== undefined && closerName.test(name) && !otherName.test(name);
}

/** Names that classes give their closers, the most usual first. */
export const usualClosers = [
  'close',
  'destroy',
  'end',
  'stop',
  'disconnect',
  'dispose',
  'shutdown',
  'quit',
  'teardown',
  'cleanup',
  '[Symbol.asyncDispose]',
] as const;

/** Of several closers, the one with the most usual name: `close` before `cleanUpQueues`. */
export function mostUsual<T extends { readonly name: string }>(closers: readonly T[]): T | undefined {
  return usualClosers.map((name) => closers.find((one) => one.name === name)).find((one) => one !== undefined);
}
