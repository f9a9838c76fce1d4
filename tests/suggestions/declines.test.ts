import { JsxEmit } from 'typescript';
import { describe, expect, it } from 'vitest';

import { offered } from './offered.ts';

describe('nothing is offered where', () => {
  it('the variable is written again', () => {
    expect(
      offered(`import { Pool } from 'pg';

let pool = new Pool();
export const renew = () => {
  pool = new Pool({ max: 1 });
};
`),
    ).toEqual({});
  });

  it('an exported variable may change', () => {
    expect(
      offered(`import { Pool } from 'pg';

export let pool = new Pool();
`),
    ).toEqual({});
  });

  it('several declarators', () => {
    expect(
      offered(`import { Pool } from 'pg';

export const pool = new Pool(),
  size = 5;
`),
    ).toEqual({});
  });

  it('destructuring', () => {
    expect(
      offered(`import { Pool } from 'pg';

export const { query } = new Pool();
`),
    ).toEqual({});
  });

  it('a static field', () => {
    expect(
      offered(`import { Pool } from 'pg';

export class Repository {
  static readonly pool = new Pool();
}
`),
    ).toEqual({});
  });

  it('nothing keeps it', () => {
    expect(
      offered(`import { Pool } from 'pg';

new Pool();
export {};
`),
    ).toEqual({});
  });

  it('nothing uses it', () => {
    expect(
      offered(`import { Pool } from 'pg';
import { afterAll } from 'vitest';

const pool = new Pool();
afterAll(() => pool.end());
`),
    ).toEqual({});
  });

  it('another statement needs it at load', () => {
    expect(
      offered(`import { Pool } from 'pg';

export const pool = new Pool();
console.log(pool.totalCount);
`),
    ).toEqual({});
  });

  it('a function that runs at load needs it', () => {
    expect(
      offered(`import { Pool } from 'pg';

export const pool = new Pool();
const migrate = () => pool.query('create table users ()');
await migrate();
`),
    ).toEqual({});
  });

  it('a decorator needs it', () => {
    expect(
      offered(`import { Pool } from 'pg';

const pool = new Pool();
const inject =
  (value: unknown) =>
  (_target: unknown, _context: unknown): void => {
    console.log(value);
  };

@inject(pool)
export class Repository {}
`),
    ).toEqual({});
  });

  it('export =', () => {
    expect(
      offered(
        `import { Pool } from 'pg';

const pool = new Pool();
export = pool;
`,
        { filename: 'file.cts', compilerOptions: { verbatimModuleSyntax: false, isolatedModules: false } },
      ),
    ).toEqual({});
  });

  it('a class extends what is made from it at load', () => {
    expect(
      offered(`import { Pool } from 'pg';

const pool = new Pool();
export class Repository {
  static readonly size = pool.totalCount;
}
`),
    ).toEqual({});
  });

  it('a function that cannot wait needs an awaited resource', () => {
    expect(
      offered(`import { createConnection } from 'mysql2/promise';

const connection = await createConnection('mysql://localhost');
export const find = (sql: string) => connection.query(sql);
`),
    ).toEqual({});
  });

  it('a parameter default needs an awaited resource', () => {
    expect(
      offered(`import { createConnection } from 'mysql2/promise';

const connection = await createConnection('mysql://localhost');
export const find = async (sql: string, on = connection) => on.query(sql);
`),
    ).toEqual({});
  });

  it('its type does not show the closer', () => {
    expect(
      offered(`import { Pool } from 'pg';

interface Queries {
  query(sql: string): Promise<unknown>;
}

export const pool: Queries = new Pool();
export const find = () => pool.query('select 1');
`),
    ).toEqual({});
  });

  it('a check in the function narrows it', () => {
    expect(
      offered(`import { Pool } from 'pg';

const pool = process.env['REPLICA'] ? new Pool() : undefined;
export async function find() {
  if (pool) {
    await pool.query('select 1');
  }
}
`),
    ).toEqual({});
  });

  it('what it is made from changes', () => {
    expect(
      offered(`import { Pool } from 'pg';

let max = 5;
export const pool = new Pool({ max });
max = 6;
`),
    ).toEqual({});
  });

  it('what it is made from was narrowed, as a member', () => {
    expect(
      offered(`import { createPool } from 'mysql2/promise';

const settings: { url?: string } = {};
if (!settings.url) {
  throw new Error('no url');
}
export const pool = createPool(settings.url);
`),
    ).toEqual({});
  });

  it('a comment hides its type errors', () => {
    expect(
      offered(`import { Pool } from 'pg';

// @ts-expect-error: there is no such option
export const pool = new Pool({ size: 5 });
`),
    ).toEqual({});
  });

  it('checked JavaScript', () => {
    expect(
      offered(
        `// @ts-check
import { Pool } from 'pg';

export const pool = new Pool();
`,
        { filename: 'file.js' },
      ),
    ).toEqual({});
  });

  it('its names are taken', () => {
    expect(
      offered(`import { Pool } from 'pg';

export const getPool = () => 1;
export const getSharedPool = () => 2;
const pool = new Pool();
export const find = () => pool.query('select 1');
`),
    ).toEqual({});
  });

  it('the function that releases it is not imported', () => {
    expect(
      offered(
        `import { openHandle } from './handles.js';

export const handle = openHandle();
export const id = () => handle.id;
`,
        {
          others: {
            'handles.ts': `export const openHandle = () => ({ id: 1 });
`,
          },
        },
      ),
    ).toEqual({});
  });

  it('isolated declarations leave its type unsaid', () => {
    expect(
      offered(
        `import { Queue } from 'bullmq';

export const jobs = new Queue('jobs', { connection: { host: 'localhost' } });
`,
        { compilerOptions: { isolatedDeclarations: true } },
      ),
    ).toEqual({});
  });

  it('a dependent that is used at load', () => {
    expect(
      offered(`import { Pool } from 'pg';

const pool = new Pool();
const context = { pool };
console.log(context);
export const use = () => context;
`),
    ).toEqual({});
  });

  it('a dependent that nothing asks for', () => {
    expect(
      offered(`import { Pool } from 'pg';

export const pool = new Pool();
const started = pool.query('select 1');
`),
    ).toEqual({});
  });

  it('a namespace', () => {
    expect(
      offered(
        `import { Pool } from 'pg';

export namespace Services {
  export const pool = new Pool();
}
`,
        { filename: 'file.ts' },
      ),
    ).toEqual({});
  });

  it('a member of a JSX tag', () => {
    expect(
      offered(
        `const React = { createElement: (tag: unknown) => tag };
declare global {
  namespace JSX {
    interface Element {}
    interface IntrinsicElements {}
  }
}
class Client {
  Provider = () => React.createElement('x') as JSX.Element;
  async end() {}
}
const client = new Client();
export const view = () => <client.Provider />;
`,
        { filename: 'file.tsx', compilerOptions: { jsx: JsxEmit.React } },
      ),
    ).toEqual({});
  });

  it('a statement that makes something else hold', () => {
    expect(
      offered(
        `import { App } from './app.js';

export const app = new App();
app.connect();
`,
        {
          others: {
            'app.ts': `export class App {
  connect() {
    return { end: () => undefined };
  }
}
`,
          },
        },
      ),
    ).toEqual({});
  });

  it('an object without a name holds it', () => {
    expect(
      offered(
        `const { Pool } = require('pg');

module.exports = { pool: new Pool() };
`,
        { filename: 'file.cjs', sourceType: 'commonjs' },
      ),
    ).toEqual({});
  });
});
