import type { ResourceEntry } from '../entry.ts';

export const mongo = [
  {
    id: 'mongodb/ChangeStream',
    from: ['mongodb'],
    category: 'cursor',
    acquire: [
      {
        via: 'method',
        export: 'MongoClient',
        member: 'watch',
        fluent: true,
        receivers: [
          { name: 'Collection', package: 'mongodb' },
          { name: 'Db', package: 'mongodb' },
          { name: 'MongoClient', package: 'mongodb' },
          { name: 'Connection', package: 'mongoose' },
          { name: 'Model', package: 'mongoose' },
        ],
      },
    ],
    holds: 'on-first-use',
    moduleLevel: 'none',
    release: [{ method: 'close', returns: 'promise' }],
    // An error ends it, and so does the client.
    endsItself: true,
    secondRelease: 'harmless',
    keepsAlive: { fresh: false, used: true },
    disposable: { symbols: ['asyncDispose'] },
    type: { name: 'ChangeStream', package: 'mongodb' },
    known: ['types', 'source'],
  },
  {
    id: 'mongodb/MongoClient',
    from: ['mongodb'],
    category: 'pool',
    acquire: [
      { via: 'new', export: 'MongoClient' },
      { via: 'static', export: 'MongoClient', member: 'connect', resolves: true },
    ],
    holds: 'on-first-use',
    moduleLevel: 'report',
    serverless: 'intended',
    release: [{ method: 'close', returns: 'promise' }],
    checkouts: [
      { member: 'startSession', release: ['endSession'], type: { name: 'ClientSession', package: 'mongodb' } },
    ],
    secondRelease: 'harmless',
    // Operations under way fail with `MongoClientClosedError`.
    cutsOff: true,
    keepsAlive: { fresh: false, used: true },
    waits: [
      {
        option: 'waitQueueTimeoutMS',
        default: 0,
        unbounded: true,
        ofPool: { argument: 1, or: ['timeoutMS'], inUrl: true },
      },
      { option: 'serverSelectionTimeoutMS', default: 30000, unbounded: false },
    ],
    disposable: { symbols: ['asyncDispose'] },
    type: { name: 'MongoClient', package: 'mongodb' },
    known: ['types', 'experiment', 'docs'],
  },
  {
    id: 'mongoose/connect',
    from: ['mongoose'],
    category: 'pool',
    acquire: [{ via: 'call', export: 'connect', resolves: true }],
    holds: 'at-once',
    moduleLevel: 'report',
    serverless: 'intended',
    release: [
      { call: 'disconnect', from: 'mongoose', returns: 'promise' },
      { call: 'connection.close', from: 'mongoose', returns: 'promise' },
      { method: 'disconnect', returns: 'promise' },
    ],
    checkouts: [
      {
        member: 'startSession',
        resolves: true,
        release: ['endSession'],
        type: { name: 'ClientSession', package: 'mongodb' },
      },
    ],
    secondRelease: 'harmless',
    keptByModule: true,
    keepsAlive: { fresh: true, used: true },
    waits: [{ option: 'serverSelectionTimeoutMS', default: 30000, unbounded: false }],
    known: ['types', 'experiment'],
  },
  {
    id: 'mongoose/createConnection',
    from: ['mongoose'],
    category: 'pool',
    acquire: [{ via: 'call', export: 'createConnection' }],
    holds: 'at-once',
    onlyWhen: [{ argument: 0 }],
    moduleLevel: 'report',
    serverless: 'intended',
    release: [
      { method: 'close', returns: 'promise' },
      { method: 'destroy', returns: 'promise' },
      { call: 'disconnect', from: 'mongoose', returns: 'promise' },
    ],
    checkouts: [
      {
        member: 'startSession',
        resolves: true,
        release: ['endSession'],
        type: { name: 'ClientSession', package: 'mongodb' },
      },
    ],
    keepsAlive: { fresh: true, used: true },
    type: { name: 'Connection', package: 'mongoose' },
    known: ['types', 'experiment'],
  },
] as const satisfies readonly ResourceEntry[];
