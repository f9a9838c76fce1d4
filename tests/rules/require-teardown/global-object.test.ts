import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const declared = 'test/globals.d.ts';
const types = `import type { Pool } from 'pg';
declare global {
  var db: Pool;
  var server: import('node:http').Server | undefined;
}
export {};
`;

const users = `import { expect, test } from 'vitest';
test('select', async () => {
  const { rows } = await db.query('select 1');
  expect(rows).toHaveLength(1);
  expect(await globalThis.db.query('select 2')).toBeDefined();
});
`;

const hook = `
import { Pool } from 'pg';
import { afterAll, beforeAll } from 'vitest';
beforeAll(async () => {
  globalThis.db = new Pool();
  await globalThis.db.query('select 1');
});
`;

describe('what a hook keeps in the global object', () => {
  invalid('is left open where no file does more than use it', {
    filename: 'test/setup.ts',
    others: { [declared]: types, 'test/users.test.ts': users },
    code: `${hook}afterAll(() => {
  console.log('done');
});
`,
    reports: ['5:19 never'],
  });

  valid('is closed by the same file, by either name', {
    filename: 'test/setup.ts',
    others: { [declared]: types, 'test/users.test.ts': users },
    code: `${hook}afterAll(() => db.end());
`,
  });

  valid('is closed by another file', {
    filename: 'test/setup.ts',
    others: {
      [declared]: types,
      'test/users.test.ts': users,
      'test/end.ts': `import { afterAll } from 'vitest';
afterAll(async () => {
  await globalThis.db.end();
});
`,
    },
    code: hook,
  });

  valid('may be closed by what another file hands it to', {
    filename: 'test/setup.ts',
    others: {
      [declared]: types,
      'test/end.ts': `import { endAll } from 'some-package';
endAll([db]);
`,
    },
    code: hook,
  });

  valid('may be closed by who reads it by its name', {
    filename: 'test/setup.ts',
    others: {
      [declared]: types,
      'test/end.ts': `for (const key of ['db', 'server']) {
  await Reflect.get(globalThis, key).end();
}
`,
    },
    code: hook,
  });

  valid('is not followed into a name that is chosen when it runs', {
    filename: 'test/setup.ts',
    others: { [declared]: types },
    code: `
import { Pool } from 'pg';
import { beforeAll } from 'vitest';
const name = \`db\${process.env.WORKER ?? ''}\`;
beforeAll(async () => {
  const all = globalThis as unknown as Record<string, Pool>;
  all[name] = new Pool();
  await all[name].query('select 1');
});
`,
  });
});

describe('what the set-up of a whole run keeps in the global object', () => {
  const code = `
import { createServer } from 'node:http';
import type { Config } from '@jest/types';
export default function globalSetup(config: Config.GlobalConfig) {
  globalThis.server = createServer();
  globalThis.server.listen(config.maxWorkers);
}
`;

  invalid('is left open where the teardown does not name it', {
    filename: 'test/global-setup.ts',
    others: {
      [declared]: types,
      'test/global-teardown.ts': `export default async function globalTeardown() {
  await globalThis.db.end();
}
`,
    },
    code,
    reports: ['6:3 never'],
  });

  valid('is closed by the teardown', {
    filename: 'test/global-setup.ts',
    others: {
      [declared]: types,
      'test/global-teardown.ts': `export default function globalTeardown() {
  globalThis.server?.close();
}
`,
    },
    code,
  });

  valid('may be closed by the teardown under other names', {
    filename: 'test/global-setup.ts',
    others: {
      [declared]: types,
      'test/global-teardown.ts': `export default async function globalTeardown() {
  const { server: open } = globalThis;
  open?.close();
}
`,
    },
    code,
  });

  valid('or through another name of the global object', {
    filename: 'test/global-setup.ts',
    others: {
      [declared]: types,
      'test/global-teardown.ts': `const shared = globalThis as unknown as { server?: import('node:http').Server };
export default async function globalTeardown() {
  shared.server?.close();
}
`,
    },
    code,
  });

  valid('is left to a teardown that the project does not show', {
    filename: 'test/global-setup.ts',
    others: { [declared]: types },
    code,
  });
});
