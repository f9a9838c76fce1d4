import type { ResourceEntry } from '../entry.ts';

export const postgres = [
  {
    id: 'pg/Pool',
    from: ['pg'],
    category: 'pool',
    acquire: [{ via: 'new', export: 'Pool' }],
    holds: 'on-first-use',
    moduleLevel: 'report',
    serverless: 'intended',
    release: [{ method: 'end', returns: 'promise or callback' }],
    checkouts: [{ member: 'connect', resolves: true, release: ['release'], wrong: ['end'] }],
    secondRelease: 'fails',
    keepsAlive: { fresh: false, used: true },
    waits: [{ option: 'connectionTimeoutMillis', default: 0, unbounded: true }],
    type: { name: 'Pool', package: '@types/pg' },
    known: ['types', 'experiment'],
  },
] as const satisfies readonly ResourceEntry[];
