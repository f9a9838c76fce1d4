import { describe } from 'vitest';

import rule from '../../../src/rules/require-acquire-timeout.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-acquire-timeout', rule);

describe('no option at all', () => {
  invalid('a pool without arguments', {
    code: "import { Pool } from 'pg';\nexport const createDatabase = () => new Pool();\n",
    reports: ['2:37 noLimit'],
  });

  invalid('a pool without parentheses', {
    code: "import { Pool } from 'pg';\nexport function createDatabase() {\n  const pool = new Pool;\n  return pool;\n}\n",
    reports: ['3:16 noLimit'],
  });

  invalid('other options only', {
    code: `import { Pool } from 'pg';

export function createDatabase(connectionString: string) {
  const pool = new Pool({
    connectionString,
    max: 10, // as many as the server allows us
  });
  return pool;
}
`,
    reports: ['4:16 noLimit'],
  });

  valid('a limit', {
    code: `import { Pool } from 'pg';

export function createDatabase(connectionString: string) {
  return new Pool({ connectionString, connectionTimeoutMillis: 5_000 });
}
`,
  });

  invalid('no property in the object', {
    code: "import { Pool } from 'pg';\nexport const createDatabase = () => new Pool({});\n",
    reports: ['2:37 noLimit'],
  });

  invalid('options in a constant of the file: there nothing is offered', {
    code: `import { Pool } from 'pg';

const options = { max: 10 };

export const createDatabase = () => new Pool(options);
`,
    reports: ['5:37 noLimit'],
  });

  valid('a constant that gets the limit later', {
    code: `import { Pool, type PoolConfig } from 'pg';

const options: PoolConfig = { max: 10 };
options.connectionTimeoutMillis = 5_000;

export const createDatabase = () => new Pool(options);
`,
  });

  invalid('in CommonJS, without types', {
    code: "const pg = require('pg');\n\nexports.createDatabase = () => new pg.Pool();\n",
    filename: 'db.cjs',
    sourceType: 'commonjs',
    untyped: true,
    reports: ['3:32 noLimit'],
  });

  invalid('in a test file', {
    code: `import { afterAll, beforeAll } from 'vitest';
import { Pool } from 'pg';

let pool: Pool | undefined;

beforeAll(() => {
  pool = new Pool({ max: 2 });
});

afterAll(async () => {
  await pool?.end();
});
`,
    filename: 'users.test.ts',
    reports: ['7:10 noLimit'],
  });
});

describe('a limit of zero', () => {
  invalid('is none', {
    code: `import { Pool } from 'pg';

export const createDatabase = () => new Pool({ max: 10, connectionTimeoutMillis: 0 });
`,
    reports: ['3:37 noLimit'],
  });

  invalid('of a constant, which may be meant for more: there nothing is offered', {
    code: `import { Pool } from 'pg';

const WAIT_FOR_EVER = 0;

export const createDatabase = () => new Pool({ connectionTimeoutMillis: WAIT_FOR_EVER });
`,
    reports: ['5:37 noLimit'],
  });

  valid('that a later spread may change', {
    code: `import { Pool, type PoolConfig } from 'pg';

export const createDatabase = (options: PoolConfig) => new Pool({ connectionTimeoutMillis: 0, ...options });
`,
  });
});

describe('other pools', () => {
  invalid('MongoDB, whose options are the second argument', {
    code: `import { MongoClient } from 'mongodb';

export const connect = () => MongoClient.connect('mongodb://localhost/app');
export const createClient = () => new MongoClient('mongodb://localhost/app');
`,
    others: {
      'node_modules/mongodb/package.json': '{ "name": "mongodb", "version": "6.0.0", "types": "index.d.ts" }',
      'node_modules/mongodb/index.d.ts':
        'export interface MongoClientOptions { waitQueueTimeoutMS?: number; timeoutMS?: number }\nexport declare class MongoClient {\n  constructor(url: string, options?: MongoClientOptions);\n  static connect(url: string, options?: MongoClientOptions): Promise<MongoClient>;\n  close(): Promise<void>;\n}\n',
    },
    reports: ['3:30 noLimit', '4:35 noLimit'],
  });

  invalid('MongoDB without a limit in so many words, whatever the connection string says', {
    code: `import { MongoClient } from 'mongodb';

export const connect = (url: string) => MongoClient.connect(url, { waitQueueTimeoutMS: 0 });
`,
    others: {
      'node_modules/mongodb/package.json': '{ "name": "mongodb", "version": "6.0.0", "types": "index.d.ts" }',
      'node_modules/mongodb/index.d.ts':
        'export interface MongoClientOptions { waitQueueTimeoutMS?: number; timeoutMS?: number }\nexport declare class MongoClient {\n  constructor(url: string, options?: MongoClientOptions);\n  static connect(url: string, options?: MongoClientOptions): Promise<MongoClient>;\n  close(): Promise<void>;\n}\n',
    },
    reports: ['3:41 noLimit'],
  });

  valid('MongoDB with a limit of another name, in the connection string, or in one that cannot be read', {
    code: `import { MongoClient } from 'mongodb';

export const strict = () => new MongoClient('mongodb://localhost/app', { timeoutMS: 5_000 });
export const byUrl = () => new MongoClient('mongodb://localhost/app?waitQueueTimeoutMS=5000');
export const byEnvironment = () => new MongoClient(process.env['MONGODB_URL'] ?? '');
`,
  });

  valid('pools with a limit by default', {
    code: `import knex from 'knex';
import postgres from 'postgres';

export const createKnex = () => knex({ client: 'pg', connection: 'postgres://localhost/app' });
export const createSql = () => postgres('postgres://localhost/app');
`,
  });

  valid('mysql2, which has no such option', {
    code: `import { createPool } from 'mysql2/promise';

export const createDatabase = () => createPool({ host: 'localhost' });
`,
  });

  valid('a single connection', {
    code: "import { Client } from 'pg';\n\nexport const createClient = () => new Client();\n",
  });
});

describe('what cannot be known', () => {
  valid('options of the caller', {
    code: "import { Pool, type PoolConfig } from 'pg';\n\nexport const createDatabase = (options: PoolConfig) => new Pool(options);\n",
  });

  valid('options with a spread', {
    code: `import { Pool, type PoolConfig } from 'pg';

export const createDatabase = (options: PoolConfig) => new Pool({ ...options, max: 10 });
`,
  });

  valid('arguments with a spread', {
    code: "import { Pool } from 'pg';\n\nexport const createDatabase = (...options: [] | [object]) => new Pool(...options);\n",
  });

  valid('a subclass, which may set the limit', {
    code: `import { Pool } from 'pg';

class AppPool extends Pool {
  constructor() {
    super({ connectionTimeoutMillis: 5_000 });
  }
}

export const createDatabase = () => new AppPool();
`,
  });
});

describe('options of another file', () => {
  const code =
    "import { Pool } from 'pg';\nimport { options } from './options.js';\n\nexport const createDatabase = () => new Pool(options);\nexport const createOther = (user: string) => new Pool({ ...options, user });\n";

  invalid('without a limit', {
    code,
    others: {
      'app/db/options.ts': 'const sizes = { max: 10 } as const;\nexport const options = { ...sizes, min: 1 };\n',
    },
    reports: ['4:37 noLimit', '5:46 noLimit'],
  });

  valid('with a limit, though it is spread into them', {
    code,
    others: {
      'app/db/options.ts':
        'const waits = { connectionTimeoutMillis: 5000 };\nexport const options = { max: 10, ...waits };\n',
    },
  });

  valid('that get the limit later', {
    code,
    others: {
      'app/db/options.ts':
        "import type { PoolConfig } from 'pg';\nexport const options: PoolConfig = { max: 10 };\noptions.connectionTimeoutMillis = 5000;\n",
    },
  });

  valid('that have something which cannot be read', {
    code,
    others: {
      'app/db/options.ts': 'export const options = { max: 10, ...(JSON.parse(process.env.POOL ?? "{}") as object) };\n',
    },
  });
});

describe('resources of the settings', () => {
  const settings = {
    resources: [
      {
        id: 'feed/Pool',
        from: ['@acme/feed'],
        acquire: [{ via: 'call', export: 'createPool' }],
        release: [{ method: 'end', returns: 'promise' }],
        waits: [{ option: 'timeout', default: null, unbounded: true, ofPool: { argument: 1 } }],
      },
    ],
  };

  invalid('without the option', {
    code: "import { createPool } from '@acme/feed';\n\nexport const createFeed = () => createPool('feed://localhost', { size: 2 });\n",
    untyped: true,
    settings,
    reports: ['3:33 noLimit'],
  });

  valid('with it', {
    code: "import { createPool } from '@acme/feed';\n\nexport const createFeed = () => createPool('feed://localhost', { timeout: 200 });\n",
    untyped: true,
    settings,
  });
});
