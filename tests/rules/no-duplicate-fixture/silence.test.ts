import { describe } from 'vitest';

import rule from '../../../src/rules/no-duplicate-fixture.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-duplicate-fixture', rule);

describe('what must stay in its file', () => {
  valid('a hook that says where its file lies', {
    filename: 'tests/a/users.test.ts',
    code: `
import { readFileSync } from 'node:fs';
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(async () => {
  pool = new Pool({ database: 'tests' });
  await pool.query(readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'));
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/b/users.test.ts': `
import { readFileSync } from 'node:fs';
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(async () => {
  pool = new Pool({ database: 'tests' });
  await pool.query(readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'));
});
test('b', () => pool.query('select 1'));
`,
    },
  });

  valid('a hook whose constant says where its file lies', {
    filename: 'tests/a/users.test.cts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
const folder = __dirname + '/data';
let pool: Pool;
beforeEach(async () => {
  pool = new Pool({ database: 'tests' });
  await pool.query("copy users from '" + folder + "'");
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/b/users.test.cts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
const folder = __dirname + '/data';
let pool: Pool;
beforeEach(async () => {
  pool = new Pool({ database: 'tests' });
  await pool.query("copy users from '" + folder + "'");
});
test('b', () => pool.query('select 1'));
`,
    },
  });

  invalid('import.meta.env is the same in every file', {
    filename: 'tests/a/users.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: (import.meta as ImportMeta & { env: { DATABASE: string } }).env.DATABASE });
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/b/users.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: (import.meta as ImportMeta & { env: { DATABASE: string } }).env.DATABASE });
});
test('b', () => pool.query('select 1'));
`,
    },
    reports: ['5:1 copied'],
  });

  valid('a module that is loaded relative to the file', {
    filename: 'tests/a/users.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(async () => {
  const { schema } = await import('./schema.js');
  pool = new Pool({ database: schema });
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/a/schema.ts': "export const schema = 'a';",
      'tests/b/schema.ts': "export const schema = 'b';",
      'tests/b/users.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(async () => {
  const { schema } = await import('./schema.js');
  pool = new Pool({ database: schema });
});
test('b', () => pool.query('select 1'));
`,
    },
  });

  valid('what vi.hoisted made, and a module that vi.mock replaces', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeAll, beforeEach, test, vi } from 'vitest';
import { load } from '../src/load.js';
const hoisted = vi.hoisted(() => ({ database: 'tests' }));
vi.mock('../src/load.js', () => ({ load: () => hoisted.database }));
let pool: Pool;
beforeEach(async () => {
  pool = new Pool({ database: hoisted.database });
  await pool.query('select 1');
});
beforeAll(async () => {
  pool = new Pool({ database: load() });
  await pool.query('select 1');
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'src/load.ts': "export const load = (): string => 'real';",
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { beforeAll, beforeEach, test, vi } from 'vitest';
import { load } from '../src/load.js';
const hoisted = vi.hoisted(() => ({ database: 'tests' }));
vi.mock('../src/load.js', () => ({ load: () => hoisted.database }));
let pool: Pool;
beforeEach(async () => {
  pool = new Pool({ database: hoisted.database });
  await pool.query('select 1');
});
beforeAll(async () => {
  pool = new Pool({ database: load() });
  await pool.query('select 1');
});
test('b', () => pool.query('select 1'));
`,
    },
  });
});

describe('what is no fixture', () => {
  valid('mocks and flags that are set up and reset', {
    filename: 'tests/a.test.ts',
    code: `
import { beforeEach, test, vi, type Mock } from 'vitest';
const send: Mock = vi.fn();
beforeEach(() => {
  vi.resetAllMocks();
  vi.stubGlobal('fetch', vi.fn());
  send.mockResolvedValue({ status: 200, body: 'ok' });
  process.env['MODE'] = 'test';
  (globalThis as { quiet?: boolean }).quiet = true;
});
test('a', () => send());
`,
    others: {
      'tests/b.test.ts': `
import { beforeEach, test, vi, type Mock } from 'vitest';
const send: Mock = vi.fn();
beforeEach(() => {
  vi.resetAllMocks();
  vi.stubGlobal('fetch', vi.fn());
  send.mockResolvedValue({ status: 200, body: 'ok' });
  process.env['MODE'] = 'test';
  (globalThis as { quiet?: boolean }).quiet = true;
});
test('b', () => send());
`,
      'tests/c.test.ts': `
import { beforeEach, test, vi, type Mock } from 'vitest';
const send: Mock = vi.fn();
beforeEach(() => {
  vi.resetAllMocks();
  vi.stubGlobal('fetch', vi.fn());
  send.mockResolvedValue({ status: 200, body: 'ok' });
  process.env['MODE'] = 'test';
  (globalThis as { quiet?: boolean }).quiet = true;
});
test('c', () => send());
`,
    },
  });

  valid('a call of a helper that is shared already, whatever it is given', {
    filename: 'tests/a.test.ts',
    code: `
import { beforeAll, test } from 'vitest';
import { startServer } from './start-server.js';
let url: string;
beforeAll(async () => {
  const server = await startServer({ port: 0, quiet: true, database: 'tests', users: ['ada', 'ben'] });
  url = server.url;
});
test('a', () => url);
`,
    others: {
      'tests/start-server.ts': `
import { createServer } from 'node:http';
export async function startServer(options: object): Promise<{ url: string }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return { url: JSON.stringify(options), ...server };
}
`,
      'tests/b.test.ts': `
import { beforeAll, test } from 'vitest';
import { startServer } from './start-server.js';
let url: string;
beforeAll(async () => {
  const server = await startServer({ port: 0, quiet: true, database: 'tests', users: ['ada', 'ben'] });
  url = server.url;
});
test('b', () => url);
`,
      'tests/c.test.ts': `
import { beforeAll, test } from 'vitest';
import { startServer } from './start-server.js';
let url: string;
beforeAll(async () => {
  const server = await startServer({ port: 0, quiet: true, database: 'tests', users: ['ada', 'ben'] });
  url = server.url;
});
test('c', () => url);
`,
    },
  });

  valid('code that a program wrote', {
    filename: 'tests/a.test.ts',
    code: `
// @generated by the schema compiler
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/b.test.ts': `
// @generated by the schema compiler
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('b', () => pool.query('select 1'));
`,
    },
  });

  valid('an example that has to work alone', {
    filename: 'examples/first/a.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'src/index.ts': 'export const first = 1;',
      'examples/second/a.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('a', () => pool.query('select 1'));
`,
    },
  });

  invalid('a project of its own in such a folder is one like any other', {
    filename: 'examples/shop/tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'examples/shop/src/index.ts': 'export const shop = 1;',
      'examples/shop/tests/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('b', () => pool.query('select 1'));
`,
    },
    reports: ['5:1 copied'],
  });

  valid('a release that each test registers for itself', {
    filename: 'tests/a.test.ts',
    code: `
import { test } from 'node:test';
import { build } from '../src/build.js';
test('a', async (t) => {
  const app = await build({ logger: false, port: 0 });
  t.after(async () => {
    const open = await app.connections();
    await Promise.all(open.map((one) => app.drop(one)));
  });
});
`,
    others: {
      'src/build.ts': `
interface App { connections(): Promise<number[]>; drop(one: number): Promise<void> }
export declare function build(options: object): Promise<App>;
`,
      'tests/b.test.ts': `
import { test } from 'node:test';
import { build } from '../src/build.js';
test('b', async (t) => {
  const app = await build({ logger: false, port: 0 });
  t.after(async () => {
    const open = await app.connections();
    await Promise.all(open.map((one) => app.drop(one)));
  });
});
`,
      'tests/c.test.ts': `
import { test } from 'node:test';
import { build } from '../src/build.js';
test('c', async (t) => {
  const app = await build({ logger: false, port: 0 });
  t.after(async () => {
    const open = await app.connections();
    await Promise.all(open.map((one) => app.drop(one)));
  });
});
`,
    },
  });

  valid('files that run no tests', {
    filename: 'src/a.ts',
    code: `
import { Pool } from 'pg';
export async function open(): Promise<Pool> {
  const pool = new Pool({ database: 'app' });
  await pool.query('select 1');
  return pool;
}
`,
    others: {
      'src/b.ts': `
import { Pool } from 'pg';
export async function open(): Promise<Pool> {
  const pool = new Pool({ database: 'app' });
  await pool.query('select 1');
  return pool;
}
`,
    },
  });

  valid('a hook that sets flags and keeps what they were', {
    filename: 'tests/a.test.ts',
    code: `
import { afterEach, beforeEach, test } from 'vitest';
let saved: string | undefined;
let environment: NodeJS.ProcessEnv;
beforeEach(() => {
  saved = process.env['API_KEY'];
  environment = { ...process.env };
  process.env['API_KEY'] = 'test-key';
  process.env['API_URL'] = 'http://localhost';
  delete process.env['API_PROXY'];
});
afterEach(() => {
  process.env = { ...environment, API_KEY: saved };
});
test('a', () => {});
`,
    others: {
      'tests/b.test.ts': `
import { afterEach, beforeEach, test } from 'vitest';
let saved: string | undefined;
let environment: NodeJS.ProcessEnv;
beforeEach(() => {
  saved = process.env['API_KEY'];
  environment = { ...process.env };
  process.env['API_KEY'] = 'test-key';
  process.env['API_URL'] = 'http://localhost';
  delete process.env['API_PROXY'];
});
afterEach(() => {
  process.env = { ...environment, API_KEY: saved };
});
test('b', () => {});
`,
      'tests/c.test.ts': `
import { afterEach, beforeEach, test } from 'vitest';
let saved: string | undefined;
let environment: NodeJS.ProcessEnv;
beforeEach(() => {
  saved = process.env['API_KEY'];
  environment = { ...process.env };
  process.env['API_KEY'] = 'test-key';
  process.env['API_URL'] = 'http://localhost';
  delete process.env['API_PROXY'];
});
afterEach(() => {
  process.env = { ...environment, API_KEY: saved };
});
test('c', () => {});
`,
    },
  });

  valid('a hook that only releases, unless there is nothing to release', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { afterAll, beforeAll, test } from 'vitest';
let pool: Pool;
const isRemote = process.env['REMOTE'] === '1';
beforeAll(() => {
  pool = new Pool();
});
afterAll(async () => {
  if (isRemote) {
    return;
  }
  await pool.end();
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { afterAll, beforeAll, test } from 'vitest';
let pool: Pool;
const isRemote = process.env['REMOTE'] === '1';
beforeAll(() => {
  pool = new Pool();
});
afterAll(async () => {
  if (isRemote) {
    return;
  }
  await pool.end();
});
test('b', () => pool.query('select 1'));
`,
      'tests/c.test.ts': `
import { Pool } from 'pg';
import { afterAll, beforeAll, test } from 'vitest';
let pool: Pool;
const isRemote = process.env['REMOTE'] === '1';
beforeAll(() => {
  pool = new Pool();
});
afterAll(async () => {
  if (isRemote) {
    return;
  }
  await pool.end();
});
test('c', () => pool.query('select 1'));
`,
    },
  });
});
