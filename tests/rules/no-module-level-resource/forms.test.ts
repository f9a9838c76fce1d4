import { describe } from 'vitest';

import rule from '../../../src/rules/no-module-level-resource.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-module-level-resource', rule);

describe('where a resource can be made while a module is loaded', () => {
  invalid('an exported constant', {
    code: `
import { Pool } from 'pg';
/** Shared by all requests. */
export const pool = new Pool({ max: 5 });
`,
    reports: ['4:21 madeAtLoad'],
  });

  valid('a function that makes it is fine', {
    code: `
import { Pool } from 'pg';
export function createPool(): Pool {
  return new Pool({ max: 5 });
}
`,
  });

  invalid('a constant that functions of the file use', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
export async function countUsers(): Promise<number> {
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from users');
  return rows[0]?.n ?? 0;
}
`,
    reports: ['3:14 madeAtLoad'],
  });

  invalid('let and var', {
    code: `
import { Pool } from 'pg';
let first = new Pool();
var second = new Pool();
export const count = (): number => first.totalCount + second.totalCount;
`,
    reports: ['3:13 madeAtLoad', '4:14 madeAtLoad'],
  });

  invalid('a default export', {
    code: `
import { Pool } from 'pg';
export default new Pool();
`,
    reports: ['3:16 madeAtLoad'],
  });

  invalid('an assignment after the declaration', {
    code: `
import { Pool } from 'pg';
let pool: Pool;
pool = new Pool();
export const count = (): number => pool.totalCount;
`,
    reports: ['4:8 madeAtLoad'],
  });

  invalid('as, satisfies, non-null and comma', {
    code: `
import { Pool } from 'pg';
export const first = new Pool() as Pool;
export const second = new Pool() satisfies Pool;
export const third = new Pool()!;
export const fourth = (0, new Pool());
`,
    reports: ['3:22 madeAtLoad', '4:23 madeAtLoad', '5:22 madeAtLoad', '6:27 madeAtLoad'],
  });

  invalid('?:, ?? and ||', {
    code: `
import { Pool } from 'pg';
declare const given: Pool | undefined;
export const first = process.env['DATABASE_URL'] ? new Pool() : undefined;
export const second = given ?? new Pool();
export const third = given || new Pool();
`,
    reports: ['4:52 madeAtLoad', '5:32 madeAtLoad', '6:31 madeAtLoad'],
  });

  invalid('object and array literals', {
    code: `
import { Pool } from 'pg';
export const pools = { main: new Pool(), all: [new Pool()] };
`,
    reports: ['3:30 madeAtLoad', '3:48 madeAtLoad'],
  });

  invalid('an argument of another call: one report, on the pool, none on the wrapper', {
    code: `
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
export const db = drizzle(new Pool());
`,
    reports: ['4:27 madeAtLoad'],
  });

  invalid('a wrapper around a reported constant is not a second report', {
    code: `
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
const pool = new Pool();
export const db = drizzle(pool);
`,
    reports: ['4:14 madeAtLoad'],
  });

  invalid('an owner and what it owns: one report, on the one that is made first', {
    code: `
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
interface Tables {
  users: { id: number };
}
export const first = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new Pool() }) });
const pool = new Pool();
export const second = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
`,
    reports: ['7:22 madeAtLoad', '8:14 madeAtLoad'],
  });

  invalid('a wrapper that makes its own connections', {
    code: `
import { drizzle } from 'drizzle-orm/node-postgres';
declare const url: string | undefined;
export const first = drizzle(process.env['DATABASE_URL']!);
export const second = drizzle(url ?? '');
`,
    reports: ['4:22 madeAtLoad', '5:23 madeAtLoad'],
  });

  invalid('immediately invoked functions, sync and async', {
    code: `
import { Pool } from 'pg';
export const first = (() => {
  const pool = new Pool();
  return pool;
})();
export const second = (async () => new Pool())();
`,
    reports: ['4:16 madeAtLoad', '7:36 madeAtLoad'],
  });

  invalid('callbacks that run at once', {
    code: `
import { Pool } from 'pg';
export const pools = ['a', 'b'].map((connectionString) => new Pool({ connectionString }));
export const ready = new Promise<Pool>((resolve) => resolve(new Pool()));
`,
    reports: ['3:59 madeAtLoad', '4:61 madeAtLoad'],
  });

  invalid('static fields and static blocks', {
    code: `
import { Pool } from 'pg';
export class Database {
  static readonly pool = new Pool();
  static other: Pool;
  static {
    Database.other = new Pool();
  }
  readonly own = new Pool();
}
`,
    reports: ['4:26 madeAtLoad', '7:22 madeAtLoad'],
  });

  valid('instance fields, methods and constructors run later', {
    code: `
import { Pool } from 'pg';
export class Database {
  readonly pool = new Pool();
  readonly other: Pool;
  constructor() {
    this.other = new Pool();
  }
  static create(): Pool {
    return new Pool();
  }
}
`,
  });

  invalid('top-level await', {
    code: `
import { createConnection } from 'mysql2/promise';
export const connection = await createConnection('mysql://localhost');
`,
    reports: ['3:33 madeAtLoad'],
  });

  invalid('a discarded one', {
    code: `
import { knex } from 'knex';
knex({ client: 'pg', connection: 'postgres://localhost' });
export const version = 1;
`,
    reports: ['3:1 madeAtLoad'],
  });

  invalid('a namespace body', {
    code: `
import { Pool } from 'pg';
export namespace Database {
  export const pool = new Pool();
}
`,
    reports: ['4:23 madeAtLoad'],
  });

  valid('a declared value and a type do not exist at run time', {
    code: `
import type { Pool } from 'pg';
export declare const pool: Pool;
export type Db = InstanceType<typeof import('pg').Pool>;
`,
  });

  invalid('an ambient connection', {
    code: `
import mongoose from 'mongoose';
void mongoose.connect('mongodb://localhost');
export const User = mongoose.model('User', new mongoose.Schema({ name: String }));
`,
    reports: ['3:6 madeAtLoad'],
  });
});

describe('timers', () => {
  invalid('a timer that nothing stops', {
    code: `
export const seen = new Set<string>();
setInterval(() => {
  seen.clear();
}, 1000);
`,
    reports: ['3:1 timerAtLoad'],
  });

  valid('a timer without a hold on the process, or one that the module clears', {
    code: `
export const seen = new Set<string>();
setInterval(() => seen.clear(), 1000).unref();
const second = setInterval(() => seen.clear(), 1000);
second.unref();
const third = setInterval(() => seen.clear(), 1000);
export function stop(): void {
  clearInterval(third);
}
`,
  });

  valid('a local function of the same name', {
    code: `
const setInterval = (work: () => void, often: number): number => (work(), often);
export const result = setInterval(() => undefined, 1000);
`,
  });
});

describe('what holds only after a call', () => {
  invalid('the call is reported when it runs at load', {
    code: `
import { createClient } from 'redis';
export const client = createClient();
await client.connect();
`,
    reports: ['4:7 heldAtLoad'],
  });

  invalid('also when its promise is only caught', {
    code: `
import { createClient } from 'redis';
export const client = createClient();
client.connect().catch(console.error);
`,
    reports: ['4:1 heldAtLoad'],
  });

  invalid('and at the end of a chain', {
    code: `
import { createClient } from 'redis';
export const client = await createClient().on('error', console.error).connect();
`,
    reports: ['3:29 heldAtLoad'],
  });

  valid('made but not connected, it holds nothing', {
    code: `
import { createClient } from 'redis';
export const client = createClient();
export async function start(): Promise<void> {
  await client.connect();
}
`,
  });

  invalid('a server that listens at load', {
    code: `
import fastify from 'fastify';
export const app = fastify();
await app.listen({ port: 3000 });
`,
    reports: ['4:7 heldAtLoad'],
  });

  invalid('a server of an application that holds nothing itself', {
    code: `
import express from 'express';
const app = express();
export const server = app.listen(3000);
`,
    reports: ['4:23 madeAtLoad'],
  });

  invalid('one that another file made', {
    code: `
import { client } from './client.js';
await client.connect();
export const ready = true;
`,
    others: {
      'app/db/client.ts': `
import { createClient } from 'redis';
export const client = createClient();
`,
    },
    reports: ['3:7 heldAtLoad'],
  });
});

describe('one of several that a condition chooses from', () => {
  invalid('for the same constant: the first speaks for all', {
    code: `
import { createPool, type Pool as MysqlPool } from 'mysql2/promise';
import { Pool } from 'pg';
export const pool = process.env['MYSQL'] ? createPool({}) : new Pool();
export let chosen: MysqlPool | Pool;
switch (process.env['DATABASE']) {
  case 'mysql':
    chosen = createPool({});
    break;
  case 'postgres':
    chosen = new Pool({ max: 2 });
    break;
  default:
    chosen = new Pool();
}
export let other: Pool;
if (process.env['SMALL']) {
  other = new Pool({ max: 2 });
} else {
  other = new Pool();
}
`,
    reports: ['4:44 madeAtLoad', '8:14 madeAtLoad', '18:11 madeAtLoad'],
  });

  invalid('and that a function returns which is called at once', {
    code: `
import { createPool } from 'mysql2/promise';
import { Pool } from 'pg';
export const pool = await (async () => {
  switch (process.env['DATABASE']) {
    case 'mysql':
      return createPool({});
    default:
      return new Pool();
  }
})();
export const second = (() => {
  if (process.env['MYSQL']) {
    return createPool({});
  } else {
    return new Pool();
  }
})();
`,
    reports: ['7:14 madeAtLoad', '14:12 madeAtLoad'],
  });

  invalid('but not for several', {
    code: `
import { Pool } from 'pg';
export let small: Pool | undefined;
export let large: Pool | undefined;
const pools: Pool[] = [];
if (process.env['SMALL']) {
  small = new Pool({ max: 2 });
  pools.push(new Pool());
} else {
  large = new Pool({ max: 20 });
  pools.push(new Pool());
}
export let replaced = new Pool();
replaced = new Pool();
`,
    reports: [
      '7:11 madeAtLoad',
      '8:14 madeAtLoad',
      '10:11 madeAtLoad',
      '11:14 madeAtLoad',
      '13:23 madeAtLoad',
      '14:12 madeAtLoad',
    ],
  });
});
