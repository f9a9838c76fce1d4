import { describe } from 'vitest';

import rule from '../../../../src/rules/require-teardown.ts';
import { casesOf } from '../../../support/rule-cases.ts';

const { invalid } = casesOf('require-teardown', rule);

const filename = 'tests/tenants.test.ts';

describe('a list of resources', () => {
  invalid('that a hook makes of promises', {
    filename,
    code: `import { Pool } from 'pg';
import { beforeAll, expect, it } from 'vitest';

let pools: Pool[] = [];

beforeAll(async () => {
  pools = await Promise.all(
    ['a', 'b'].map(async (database) => {
      const pool = new Pool({ database });
      await pool.query('select 1');
      return pool;
    }),
  );
});

it('has two', () => {
  expect(pools).toHaveLength(2);
});
`,
    reports: ['9:20 never'],
  });

  invalid('that a test makes of each element', {
    filename,
    code: `import { Pool } from 'pg';
import { expect, it } from 'vitest';

it('answers', async () => {
  const pools = ['a', 'b'].map((database) => new Pool({ database }));
  expect(await Promise.all(pools.map((pool) => pool.query('select 1')))).toHaveLength(2);
});
`,
    reports: ['5:46 never'],
  });

  invalid('that a hook fills in a loop, and that may not be there', {
    filename,
    code: `import { Pool } from 'pg';
import { after, before, test } from 'node:test';

let pools: Pool[];

before(() => {
  pools = [];
  for (const database of ['a', 'b']) {
    pools.push(new Pool({ database }));
  }
});

after(() => {
  console.log('done');
});

test('answers', () => pools[0]?.query('select 1'));
`,
    reports: ['9:16 never'],
  });

  invalid('of what is closed by a callback', {
    filename,
    code: `import { createServer, type Server } from 'node:http';
import { beforeEach, expect, it } from 'vitest';

const servers: Server[] = [];

beforeEach(() => {
  servers.push(createServer().listen(0));
});

it('listens', () => {
  expect(servers[0]?.listening).toBe(true);
});
`,
    reports: ['7:16 never'],
  });

  invalid('of what is closed at once', {
    filename,
    code: `import Database from 'better-sqlite3';
import { beforeAll, expect, it } from 'vitest';

const databases: Database.Database[] = [];

beforeAll(() => {
  for (const name of ['a', 'b']) {
    databases.push(new Database(name));
  }
});

it('are open', () => {
  expect(databases.every(({ open }) => open)).toBe(true);
});
`,
    reports: ['8:20 never'],
  });

  invalid('that gets one more before each test', {
    filename,
    code: `import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';

const pools: Pool[] = [];

beforeEach(() => {
  pools.push(new Pool());
});

test('selects', async () => {
  await Promise.all(pools.map((pool) => pool.query('select 1')));
});
`,
    reports: ['7:14 never'],
  });

  invalid('but not a map, for which no edit is offered', {
    filename,
    code: `import { Pool } from 'pg';
import { beforeAll, expect, it } from 'vitest';

const pools = new Map<string, Pool>();

beforeAll(() => {
  for (const database of ['a', 'b']) {
    pools.set(database, new Pool({ database }));
  }
});

it('has two', async () => {
  await pools.get('a')?.query('select 1');
  expect(pools.size).toBe(2);
});
`,
    reports: ['8:25 never'],
  });
});

describe('a variable that gets one resource after the other', () => {
  invalid('is no way to close them all', {
    filename,
    code: `import { Pool } from 'pg';
import { beforeAll, it } from 'vitest';

beforeAll(async () => {
  for (const database of ['a', 'b']) {
    const pool = new Pool({ database });
    await pool.query('select 1');
  }
});

it('has tables', () => undefined);
`,
    reports: ['6:18 never'],
  });

  invalid('in a test, each is closed when it ends', {
    filename,
    code: `import { Pool } from 'pg';
import { it } from 'vitest';

it('has tables', async () => {
  for (const database of ['a', 'b']) {
    const pool = new Pool({ database });
    await pool.query('select 1');
  }
});
`,
    reports: ['6:18 never'],
  });
});
