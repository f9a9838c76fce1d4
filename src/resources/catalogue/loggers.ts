import type { ResourceEntry } from '../entry.ts';

export const loggers = [
  {
    id: 'pino/transport',
    from: ['pino'],
    category: 'logger',
    acquire: [
      { via: 'call', export: 'transport' },
      { via: 'static', export: 'pino', member: 'transport' },
    ],
    holds: 'at-once',
    moduleLevel: 'intended',
    release: [{ method: 'end', returns: 'nothing' }],
    keepsAlive: { fresh: false, used: false },
    type: { name: 'ThreadStream', package: 'thread-stream' },
    known: ['types', 'experiment'],
  },
  {
    id: 'winston/createLogger',
    from: ['winston'],
    category: 'logger',
    acquire: [{ via: 'call', export: 'createLogger' }],
    holds: 'at-once',
    onlyWhen: [{ option: 'transports' }],
    moduleLevel: 'intended',
    release: [
      { method: 'close', returns: 'nothing' },
      { method: 'end', returns: 'callback' },
    ],
    keepsAlive: { fresh: false, used: false },
    disposable: { symbols: ['asyncDispose'] },
    type: { name: 'Logger', package: 'winston' },
    known: ['types', 'experiment'],
  },
] as const satisfies readonly ResourceEntry[];
