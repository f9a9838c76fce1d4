import { describe } from 'vitest';

import rule from '../../../../src/rules/require-teardown.ts';
import { casesOf } from '../../../support/rule-cases.ts';

const { invalid } = casesOf('require-teardown', rule);

describe('by what a resource is reached', () => {
  invalid('a connection of mongoose, which is closed by itself and not with all others', {
    filename: 'tests/users.test.ts',
    code: `import mongoose, { type Connection } from 'mongoose';
import { beforeAll, expect, test } from 'vitest';

let connection: Connection;

beforeAll(async () => {
  connection = await mongoose.createConnection('mongodb://localhost/test').asPromise();
});

test('connects', () => {
  expect(connection.readyState).toBe(1);
});
`,
    reports: ['7:22 never'],
  });

  invalid('an instance of a class of the project, by its own closer', {
    filename: 'tests/app.test.ts',
    others: {
      'src/app.ts': `import { Pool } from 'pg';
export class App {
  readonly #pool = new Pool();
  readonly name = 'app';
  query(text: string): Promise<unknown> {
    return this.#pool.query(text);
  }
  closed(): boolean {
    return this.#pool.ended;
  }
  async shutdown(): Promise<void> {
    await this.#pool.end();
  }
}
`,
    },
    code: `import { beforeAll, test } from 'vitest';
import { App } from '../src/app.js';

let app: App;

beforeAll(async () => {
  app = new App();
  await app.query('select 1');
});

test('answers', async () => {
  await app.query('select 1');
});
`,
    reports: ['7:9 never'],
  });

  invalid('a member of what a function of the project gives', {
    filename: 'tests/app.test.ts',
    others: {
      'src/start.ts': `import { createServer, type Server } from 'node:http';
import { Pool } from 'pg';
export async function start(): Promise<{ pool: Pool; server: Server }> {
  const pool = new Pool();
  await pool.query('select 1');
  const server = createServer().listen(0);
  return { pool, server };
}
`,
    },
    code: `import { afterAll, beforeAll, expect, test } from 'vitest';
import { start } from '../src/start.js';

let app: Awaited<ReturnType<typeof start>>;

beforeAll(async () => {
  app = await start();
});

afterAll(async () => {
  await new Promise((resolve) => app.server.close(resolve));
});

test('answers', async () => {
  expect(app.server.listening).toBe(true);
  await app.pool.query('select 1');
});
`,
    reports: ['7:15 never'],
  });

  invalid('parts of what is destructured', {
    filename: 'tests/app.test.ts',
    others: {
      'src/start.ts': `import { Pool } from 'pg';
export async function start(): Promise<{ pool: Pool; url: string }> {
  const pool = new Pool();
  await pool.query('select 1');
  return { pool, url: 'x' };
}
`,
    },
    code: `import type { Pool } from 'pg';
import { beforeEach, expect, test } from 'vitest';
import { start } from '../src/start.js';

let pool: Pool;
let url: string;

beforeEach(async () => {
  ({ pool, url } = await start());
});

test('answers', async () => {
  await pool.query(url);
});

test('starts one of its own', async () => {
  const { pool: own } = await start();
  expect((await own.query('select 1')).rowCount).toBe(1);
});
`,
    reports: ['9:26 never', '17:31 never'],
  });

  invalid('what a function of the project gives, lifted by the name of its type', {
    filename: 'tests/app.test.ts',
    others: {
      'src/start.ts': `import { Pool } from 'pg';
export async function start(): Promise<Pool> {
  const pool = new Pool();
  await pool.query('select 1');
  return pool;
}
`,
    },
    code: `import { beforeAll, test } from 'vitest';
import { start } from '../src/start.js';

let query: (text: string) => Promise<unknown>;

beforeAll(async () => {
  const pool = await start();
  query = (text) => pool.query(text);
});

test('answers', async () => {
  await query('select 1');
});
`,
    reports: ['7:22 never'],
  });

  invalid('a timer', {
    filename: 'tests/timer.test.ts',
    code: `import { beforeEach, test } from 'vitest';

let ticks = 0;
let timer: NodeJS.Timeout;

beforeEach(() => {
  timer = setInterval(() => (ticks += 1), 10);
});

test('ticks', () => {
  timer.refresh();
  console.log(ticks);
});
`,
    reports: ['7:11 never'],
  });

  invalid('a class with Symbol.asyncDispose', {
    filename: 'tests/db.test.ts',
    code: `import { expect, test } from 'vitest';

class Db {
  open = true;
  async [Symbol.asyncDispose](): Promise<void> {
    await fetch('http://localhost/close');
  }
}

test('opens', async () => {
  const db = new Db();
  expect(db.open).toBe(true);
});
`,
    reports: ['11:14 never'],
  });

  invalid('a property of a context object', {
    filename: 'tests/db.test.ts',
    code: `import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';

const state: { pool?: Pool } = {};

beforeEach(() => {
  state.pool = new Pool();
});

test('selects', async () => {
  await state.pool?.query('select 1');
});
`,
    reports: ['7:16 never'],
  });
});

describe('a resource that is handed on where it is made', () => {
  invalid('in a hook', {
    filename: 'tests/db.test.ts',
    code: `import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import { beforeAll, test } from 'vitest';

let db: NodePgDatabase;

beforeAll(async () => {
  db = drizzle(new Pool({ max: 1 }));
  await db.execute('select 1');
});

test('selects', async () => {
  await db.execute('select 1');
});
`,
    reports: ['8:16 never'],
  });

  invalid('in a file', {
    filename: 'tests/db.test.ts',
    code: `import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { after, test } from 'node:test';

const db = drizzle({ client: new Database(':memory:') });

after(() => console.log('done'));

test('selects', () => {
  db.run('select 1');
});
`,
    reports: ['5:30 never'],
  });

  invalid('in a test', {
    filename: 'tests/db.test.ts',
    code: `import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { test } from 'node:test';

test('selects', () => {
  const db = drizzle(new Database(':memory:')); // in memory
  db.run('select 1');
});
`,
    reports: ['6:22 never'],
  });

  invalid('not before something else', {
    filename: 'tests/db.test.ts',
    code: `import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import { test } from 'node:test';

test('selects', async () => {
  console.log(process.hrtime(), await drizzle(new Pool()).execute('select 1'));
});
`,
    reports: ['6:47 never'],
  });
});

describe('the style of a file', () => {
  invalid('line ends, comments and a hashbang', {
    filename: 'tests/db.test.ts',
    code: [
      '#!/usr/bin/env node',
      '// @vitest-environment node',
      "import { Pool } from 'pg';",
      "import { test /* of Vitest */ } from 'vitest';",
      '',
      'let pool: Pool; // all tests share it',
      '',
      'test.beforeAll(() => { pool = new Pool(); /* not connected */ });',
      '',
      "test('selects', async () => {",
      "\tawait pool.query('select 1');",
      '});',
      '',
    ].join('\r\n'),
    reports: ['8:31 never'],
  });

  invalid('tabs, no semicolons, and a line that would go on', {
    filename: 'tests/db.test.ts',
    compilerOptions: { types: ['node', 'mocha'] },
    code: `import { Pool } from 'pg'

describe('users', () => {
	const names = ['a']
	const pool = new Pool()
	;[...names].sort()

	it('selects', async () => {
		await pool.query('select 1')
	})
})
`,
    reports: ['5:15 never'],
  });
});

describe('without types', () => {
  invalid('a variable with the name of what is made', {
    filename: 'tests/db.test.ts',
    untyped: true,
    code: `import { Pool } from 'pg';
import { Server } from 'node:http';
import { createServer } from 'node:http';
import { beforeAll, test } from 'vitest';

let pool: Pool | undefined;
let server: Server;

beforeAll(() => {
  pool = new Pool();
  server = createServer().listen(0);
});

test('selects', async () => {
  await pool?.query('select 1');
  server.ref();
});
`,
    reports: ['10:10 never', '11:12 never'],
  });

  invalid('what a hook declares can be returned, where its type cannot be written', {
    filename: 'tests/db.test.ts',
    untyped: true,
    code: `import { Pool } from 'pg';
import { beforeAll, test } from 'vitest';
import { share } from './share.js';

beforeAll(() => {
  const query = share;
  const pool = new Pool();
  query.on = pool.query;
});

test('selects', () => {});
`,
    others: { 'tests/share.ts': 'export const share: { on?: unknown } = {};\n' },
    reports: ['7:16 never'],
  });

  invalid('a type that is written', {
    filename: 'tests/db.test.ts',
    untyped: true,
    code: `import { Pool } from 'pg';
import { before, test } from 'node:test';

before(() => {
  const pool: Pool = new Pool();
  test.mock.fn(pool.query);
});

test('selects', async () => {
  const own = new Pool();
  await own.query('select 1');
});
`,
    reports: ['5:22 never', '10:15 never'],
  });
});

describe('where nothing is safe, nothing is offered', () => {
  invalid('a helper that two hooks call', {
    filename: 'tests/db.test.ts',
    code: `import { Pool } from 'pg';
import { beforeAll, beforeEach, test } from 'vitest';

let pool: Pool;

const setUp = (): void => {
  pool = new Pool();
};

beforeAll(setUp);
beforeEach(setUp);

test('selects', async () => {
  await pool.query('select 1');
});
`,
    reports: ['7:10 never'],
  });

  invalid('a name that means something else outside of the hook', {
    filename: 'tests/db.test.ts',
    code: `import { Pool } from 'pg';
import { before, test } from 'node:test';

const pool = { size: 1 };

before(() => {
  const pool = new Pool();
  test.mock.fn(pool.query);
});

test('selects', () => {
  console.log(pool.size);
});
`,
    reports: ['7:16 never'],
  });

  invalid('a variable whose type TypeScript does not know in a closure', {
    filename: 'tests/db.test.ts',
    code: `import { Pool } from 'pg';
import { expect, test } from 'vitest';

test('selects', async () => {
  let pool;
  pool = new Pool();
  expect((await pool.query('select 1')).rowCount).toBe(1);
});
`,
    reports: ['6:10 never'],
  });

  invalid('a name of the runner that the file uses for something else', {
    filename: 'tests/db.test.ts',
    code: `import { Pool } from 'pg';
import { test } from 'vitest';

const pool = new Pool();
const afterAll = (): void => {};

test('selects', async () => {
  afterAll();
  await pool.query('select 1');
});
`,
    reports: ['4:14 never'],
  });

  invalid('a JavaScript file that TypeScript checks', {
    filename: 'tests/db.test.js',
    code: `// @ts-check
import { Pool } from 'pg';
import { test } from 'vitest';

const pool = new Pool();

test('selects', async () => {
  await pool.query('select 1');
});
`,
    reports: ['5:14 never'],
  });
});
