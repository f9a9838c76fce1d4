import { describe } from 'vitest';

import rule from '../../../src/rules/no-duplicate-fixture.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-duplicate-fixture', rule);

describe('what makes no difference', () => {
  invalid('names, types, comments, parentheses and quotes', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
let total = 0;
beforeEach(async () => {
  pool = new Pool({ database: 'tests' });
  const { rows } = await pool.query<{ n: number }>('select count(*) as n from users');
  total = rows[0]!.n;
});
test('a', () => pool.query('select 1') && total);
`,
    others: {
      'tests/b.test.ts': `
import { Pool } from "pg";
import { beforeEach, test } from "vitest";
let database: Pool;
let sum = 0;
beforeEach(async function () {
  // A fresh pool for each test.
  database = (new Pool({ "database": "tests" }) as Pool);
  const { rows } = (await database.query("select count(*) as n from users"));
  sum = rows[0].n;
});
test("b", () => database.query("select 1") && sum);
`,
    },
    reports: ['6:1 copied'],
  });

  invalid('whether an export is imported by itself, with its module, or as a member of the default', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(async () => {
  pool = new Pool({ database: 'tests' });
  await pool.query('truncate users');
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/b.test.ts': `
import * as pg from 'pg';
import { beforeEach, test } from 'vitest';
let pool: pg.Pool;
beforeEach(async () => {
  pool = new pg.Pool({ database: 'tests' });
  await pool.query('truncate users');
});
test('b', () => pool.query('select 1'));
`,
      'tests/c.test.ts': `
import pg from 'pg';
import { beforeEach, test } from 'vitest';
const { Pool } = pg;
let pool: pg.Pool;
beforeEach(async () => {
  pool = new Pool({ database: 'tests' });
  await pool.query('truncate users');
});
test('c', () => pool.query('select 1'));
`,
      'tests/d.test.ts': `
import pg from 'pg';
import { beforeEach, test } from 'vitest';
let pool: pg.Pool;
beforeEach(async () => {
  pool = new pg.Pool({ database: 'tests' });
  await pool.query('truncate users');
});
test('d', () => pool.query('select 1'));
`,
    },
    reports: ['5:1 copied'],
  });

  invalid('how a text or a number is written', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(async () => {
  pool = new Pool({ database: 'tests', connectionTimeoutMillis: 1_000 });
  await pool.query('truncate users');
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(async () => {
  pool = new Pool({ database: 'tests', connectionTimeoutMillis: 1000 });
  await pool.query(\`truncate users\`);
});
test('b', () => pool.query('select 1'));
`,
    },
    reports: ['5:1 copied'],
  });

  valid('but a member of the default of a module of the project is no export of it', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
import settings from './settings.js';
let pool: Pool;
beforeEach(async () => {
  pool = new Pool({ database: settings.database });
  await pool.query('truncate users');
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/settings.ts': "export const database = 'a';\nexport default { database: 'b' };\n",
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
import { database } from './settings.js';
let pool: Pool;
beforeEach(async () => {
  pool = new Pool({ database });
  await pool.query('truncate users');
});
test('b', () => pool.query('select 1'));
`,
    },
  });

  invalid('the name under which something is imported, and the way to the module', {
    filename: 'tests/deep/a.test.ts',
    code: `
import pg from 'pg';
import { beforeEach, test } from 'vitest';
import * as settings from '../../src/settings.js';
let pool: pg.Pool;
beforeEach(() => {
  pool = new pg.Pool({ database: settings.database });
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'src/settings.ts': "export const database = 'tests';",
      'tests/b.test.ts': `
import postgres from 'pg';
import { beforeEach, test } from 'vitest';
import * as config from '../src/settings.js';
let pool: postgres.Pool;
beforeEach(() => {
  pool = new postgres.Pool({ database: config.database });
});
test('b', () => pool.query('select 1'));
`,
    },
    reports: ['6:1 copied'],
  });

  invalid('whether an export is imported from its module, or from one that hands it on', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
import Store from '../src/store.js';
import { settings } from '../src/settings.js';
let store: Store;
beforeEach(() => {
  store = new Store(new Pool(settings.database));
});
test('a', () => store.clear());
`,
    others: {
      'src/settings.ts': "export const settings = { database: { database: 'tests' } };",
      'src/store.ts': `
import type { Pool } from 'pg';
export default class Store {
  constructor(readonly pool: Pool) {}
  clear() {
    return this.pool.query('truncate users');
  }
}
`,
      'src/index.ts': `
export * from './settings.js';
export { default as UserStore } from './store.js';
`,
      'src/all.ts': "export * as source from './index.js';",
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
import { settings, UserStore } from '../src/index.js';
let store: UserStore;
beforeEach(() => {
  store = new UserStore(new Pool(settings.database));
});
test('b', () => store.clear());
`,
      'tests/c.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
import { source } from '../src/all.js';
let store: { clear(): unknown };
beforeEach(() => {
  store = new source.UserStore(new Pool(source.settings.database));
});
test('c', () => store.clear());
`,
    },
    reports: ['7:1 copied'],
  });

  valid('but not what another module has under that name, and what a module adds to it', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
import { settings } from '../src/settings.js';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ ...settings, max: 1 });
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'src/settings.ts': "export const settings = { database: 'a' };\nexport const others = { database: 'b' };\n",
      'src/index.ts': "export { others as settings } from './settings.js';",
      'src/more.ts': `
import { settings as own } from './settings.js';
export const settings = { ...own, host: 'localhost' };
`,
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
import { settings } from '../src/index.js';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ ...settings, max: 1 });
});
test('b', () => pool.query('select 1'));
`,
      'tests/c.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
import { settings } from '../src/more.js';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ ...settings, max: 1 });
});
test('c', () => pool.query('select 1'));
`,
    },
  });

  invalid('constants of the file, when they are the same themselves', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
const prefix = process.env['PREFIX'] ?? 'test';
const nameOf = (part: string) => prefix + '-' + part;
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: nameOf('users') });
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
const start = process.env['PREFIX'] ?? 'test';
const database = (name: string) => start + '-' + name;
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: database('users') });
});
test('b', () => pool.query('select 1'));
`,
    },
    reports: ['7:1 copied'],
  });
});

describe('what does', () => {
  valid('a literal', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'a' });
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'b' });
});
test('b', () => pool.query('select 1'));
`,
    },
  });

  valid('a constant of the file with another value', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
const database = 'a';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database, max: 1 });
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
const database = 'b';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database, max: 1 });
});
test('b', () => pool.query('select 1'));
`,
    },
  });

  valid('a class of the file that is another class there', {
    filename: 'tests/a.test.ts',
    code: `
import { Sequelize, Model } from 'sequelize';
import { beforeAll, test } from 'vitest';
class User extends Model {
  name = '';
}
let sequelize: Sequelize;
beforeAll(async () => {
  sequelize = new Sequelize('sqlite::memory:');
  User.init({}, { sequelize });
  await sequelize.sync();
});
test('a', () => sequelize.close());
`,
    others: {
      'tests/b.test.ts': `
import { Sequelize, Model } from 'sequelize';
import { beforeAll, test } from 'vitest';
class User extends Model {
  mail = '';
}
let sequelize: Sequelize;
beforeAll(async () => {
  sequelize = new Sequelize('sqlite::memory:');
  User.init({}, { sequelize });
  await sequelize.sync();
});
test('b', () => sequelize.close());
`,
    },
  });

  valid('an import of the same name from another module', {
    filename: 'tests/a/users.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
import { settings } from './settings.js';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ ...settings, max: 1 });
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/a/settings.ts': "export const settings = { database: 'a' };",
      'tests/b/settings.ts': "export const settings = { database: 'b' };",
      'tests/b/users.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
import { settings } from './settings.js';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ ...settings, max: 1 });
});
test('b', () => pool.query('select 1'));
`,
    },
  });

  valid('a property, an operator, or await', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(async () => {
  pool = new Pool({ database: 'tests' });
  await pool.query('select 1');
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(async () => {
  pool = new Pool({ database: 'tests' });
  void pool.query('select 1');
});
test('b', () => pool.query('select 1'));
`,
      'tests/c.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(async () => {
  pool = new Pool({ user: 'tests' });
  await pool.query('select 1');
});
test('c', () => pool.query('select 1'));
`,
    },
  });
});

describe('similarity below 1', () => {
  invalid('literals may differ, and the message says which', {
    filename: 'tests/a.test.ts',
    options: [{ similarity: 0.7 }],
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'a', port: 5432, max: 1 });
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'b', port: 5433, max: 1 });
});
test('b', () => pool.query('select 1'));
`,
    },
    reports: ['5:1 almostCopied'],
  });

  valid('not more of them than that', {
    filename: 'tests/a.test.ts',
    options: [{ similarity: 0.9 }],
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'a', port: 5432, max: 1 });
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'b', port: 5433, max: 1 });
});
test('b', () => pool.query('select 1'));
`,
    },
  });
});

describe('a component that each file has of its own', () => {
  const specOf = (title: string) => `
import { render } from '@testing-library/react';
import { Header } from './Header.js';
const defaults = { label: 'Name', tooltip: 'What it is called' };
const renderHeader = (props: object = {}) => {
  const shown = render(<Header {...defaults} {...props} />);
  shown.rerender(<Header {...defaults} {...props} />);
  return shown;
};
test('${title}', () => {
  expect(renderHeader({ label: 'Price' })).toBeDefined();
});
`;
  const header = `
export function Header(_: object): undefined {
  return undefined;
}
`;

  valid('is not the same', {
    filename: 'src/list/Header.test.tsx',
    code: specOf('list'),
    others: {
      'src/list/Header.tsx': header,
      'src/form/Header.tsx': header,
      'src/form/Header.test.tsx': specOf('form'),
      'src/menu/Header.tsx': header,
      'src/menu/Header.test.tsx': specOf('menu'),
    },
  });

  invalid('but the same where the files have one', {
    filename: 'src/list/Header.test.tsx',
    code: specOf('list'),
    others: {
      'src/list/Header.tsx': header,
      'src/list/Header.narrow.test.tsx': specOf('narrow'),
      'src/list/Header.wide.test.tsx': specOf('wide'),
    },
    reports: ['5:7 copied'],
  });
});

describe('the order of the properties of an object', () => {
  const suite = (options: string): string => `
import { Worker } from 'bullmq';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { now, resize } from './resize';
let worker: Worker;
beforeEach(() => {
  worker = new Worker('thumbs', resize, ${options});
});
afterEach(() => worker.close());
test('runs', () => {
  expect([worker.isRunning(), now]).toBeDefined();
});
`;
  const resize =
    'export const resize = async (): Promise<number> => 1;\nexport const now = (): number => Date.now();\n';

  invalid('makes no difference', {
    filename: 'tests/a.test.ts',
    code: suite("{ connection: { host: 'localhost', port: 6379 }, autorun: false, prefix: 'test' }"),
    others: {
      'tests/resize.ts': resize,
      'tests/b.test.ts': suite("{ prefix: 'test', autorun: false, connection: { port: 6379, host: 'localhost' } }"),
    },
    reports: ['6:1 copied'],
  });

  valid('makes one where two of them run something', {
    filename: 'tests/a.test.ts',
    code: suite("{ autorun: false, drainDelay: now(), lockDuration: now() + 1, connection: { host: 'localhost' } }"),
    others: {
      'tests/resize.ts': resize,
      'tests/b.test.ts': suite(
        "{ autorun: false, lockDuration: now() + 1, drainDelay: now(), connection: { host: 'localhost' } }",
      ),
    },
  });
});

describe('what says something to TypeScript alone', () => {
  const harness = (field: string): string => `
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
class Harness {
  private ${field};
  open() {
    this.server = createServer().listen(0, '127.0.0.1');
  }
  close() {
    this.server?.close();
  }
}
const harness = new Harness();
beforeAll(() => harness.open());
afterAll(() => harness.close());
test('opens', () => {
  expect(harness).toBeDefined();
});
`;

  invalid('a field that is optional', {
    filename: 'tests/a.test.ts',
    code: harness('server?: Server'),
    others: { 'tests/b.test.ts': harness('server: Server | undefined') },
    reports: ['4:7 copied'],
  });
});
