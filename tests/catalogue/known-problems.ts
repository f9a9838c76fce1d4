/** What the types of a package say of an entry that is right all the same, and why. */
export interface KnownProblem {
  readonly because: string;
  readonly problems: readonly string[];
}

/** By id. The test expects exactly these problems, so one that is gone must be removed here. */
export const knownProblems: Readonly<Record<string, KnownProblem>> = {
  '@vercel/postgres/createPool': {
    because: 'The types leave out `end`, which the pooled client has at run time.',
    problems: ['@vercel/postgres: call createPool: what connect checks out has no method end'],
  },
  fastify: {
    because: 'The call gives the instance together with a promise of it; whoever hands it on names `FastifyInstance`.',
    problems: ['its type is unnamed, not FastifyInstance of fastify'],
  },
  'mssql/connect': {
    because: 'The types leave out `close`, which the module has and its documentation uses.',
    problems: ['close of mssql: mssql has no such export'],
  },
  'neon/Pool': {
    because: 'The types leave out `end`, which the pooled client has at run time.',
    problems: ['@neondatabase/serverless: new Pool: what connect checks out has no method end'],
  },
  'node-cron/schedule': {
    because:
      'Up to version 3 it begins only when it is told to, if `scheduled` is false; version 4 has no such option.',
    problems: ['no argument has scheduled'],
  },
  'node:dgram/createSocket': {
    because: 'The port is free once `close()` returns; its callback only listens to the event that follows.',
    problems: ['node:dgram: call createSocket: close gives callback, not nothing'],
  },
  'node:fs/watchFile': {
    because: 'The function that `unwatchFile` takes is the listener to remove; nothing is waited for.',
    problems: ['unwatchFile of node:fs gives callback, not nothing'],
  },
  'pg-native/Client': {
    because: 'It comes without types, and nobody has written some.',
    problems: [
      'pg-native: new default: pg-native is not installed or has no types',
      'pg-native: call default: pg-native is not installed or has no types',
    ],
  },
  'playwright/request.newContext': {
    because: 'The fixture `playwright` has it by its type, which is no value that a module exports.',
    problems: [
      'playwright-core: method APIRequest.newContext: playwright-core has no such export',
      'playwright: method APIRequest.newContext: playwright has no such export',
      '@playwright/test: method APIRequest.newContext: @playwright/test has no such export',
    ],
  },
  'undici/Agent': {
    because: 'Only the types of `ProxyAgent` leave out the callback.',
    problems: ['undici: new ProxyAgent: close gives promise, not promise or callback'],
  },
};
