import { describe } from 'vitest';

import rule from '../../../src/rules/no-resource-per-call.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-resource-per-call', rule);

describe('a function that makes its own pool', () => {
  invalid('and closes it', {
    code: `import { Pool } from 'pg';

export async function listAccounts() {
  const pool = new Pool();
  try {
    const { rows } = await pool.query('select name from accounts');
    return rows;
  } finally {
    await pool.end();
  }
}
`,
    reports: ['4:16 perCall'],
  });

  invalid('a client that sends all over one connection', {
    code: `import { Redis } from 'ioredis';

export async function GET() {
  const redis = new Redis();
  const value = await redis.get('greeting');
  await redis.quit();
  return new Response(value);
}
`,
    reports: ['4:17 perCall'],
  });

  valid('a single connection', {
    code: `import { Client } from 'pg';

export async function listAccounts() {
  const client = new Client();
  await client.connect();
  try {
    return (await client.query('select name from accounts')).rows;
  } finally {
    await client.end();
  }
}
`,
  });

  valid('that it returns', {
    code: `import { Pool } from 'pg';

export function database() {
  const pool = new Pool();
  pool.on('error', console.error);
  return pool;
}
`,
  });

  valid('that it keeps for the next call', {
    code: `import { Pool } from 'pg';

let shared: Pool | undefined;

export async function listAccounts() {
  shared ??= new Pool();
  return (await shared.query('select name from accounts')).rows;
}
`,
  });

  valid('that closures use later', {
    code: `import type { FastifyInstance } from 'fastify';
import { Pool } from 'pg';

export async function accounts(app: FastifyInstance) {
  const pool = new Pool();
  app.addHook('onClose', () => pool.end());
  app.get('/accounts', async () => (await pool.query('select name from accounts')).rows);
}
`,
  });

  valid('in a job that runs once', {
    code: `import { Pool } from 'pg';

export async function migrateAccounts() {
  const pool = new Pool();
  await pool.query('alter table accounts add name text');
  await pool.end();
}
`,
  });

  valid('in a program, whose functions run once', {
    code: `import { Pool } from 'pg';

async function countAccounts() {
  const pool = new Pool();
  const { rows } = await pool.query('select count(*) from accounts');
  await pool.end();
  return rows;
}

console.log(await countAccounts());
`,
  });

  valid('in a function that only the evaluation of its module calls', {
    code: `import { Pool } from 'pg';

async function countAccounts() {
  const pool = new Pool();
  const { rows } = await pool.query('select count(*) from accounts');
  await pool.end();
  return rows;
}

export const counted = await countAccounts();
`,
  });

  valid('that depends on what it is given', {
    code: `import { Pool } from 'pg';

export async function isReachable(connectionString: string) {
  const pool = new Pool({ connectionString });
  try {
    await pool.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await pool.end();
  }
}
`,
  });

  valid('for messages that need a connection of their own', {
    code: `import { Redis } from 'ioredis';

export async function nextMessage(): Promise<string> {
  const subscriber = new Redis();
  try {
    await subscriber.subscribe('news');
    return await new Promise((resolve) => subscriber.once('message', (_channel, message) => resolve(message)));
  } finally {
    await subscriber.quit();
  }
}
`,
  });

  valid('that a function of the project gives, be it the same each time', {
    code: `import { Pool } from 'pg';

declare function singleton<Value>(name: string, make: () => Value): Value;

function database(): Pool {
  return singleton('database', () => new Pool());
}

export async function listAccounts() {
  const pool = database();
  return (await pool.query('select name from accounts')).rows;
}
`,
  });

  valid('that goes where it may be kept', {
    code: `import { Pool } from 'pg';

declare function remember(pool: Pool): void;

export async function listAccounts() {
  const pool = new Pool();
  remember(pool);
  return (await pool.query('select name from accounts')).rows;
}
`,
  });

  valid('in a callback of which nobody knows how often it runs', {
    code: `import { Pool } from 'pg';

declare function once<Value>(make: () => Promise<Value>): () => Promise<Value>;

export const accounts = once(async () => {
  const pool = new Pool();
  const { rows } = await pool.query('select name from accounts');
  await pool.end();
  return rows;
});
`,
  });
});

describe('what answers requests', () => {
  invalid('is a handler of a route, in a program, too', {
    code: `import express from 'express';
import { Pool } from 'pg';

const app = express();
app.get('/accounts', async (_request, response) => {
  const pool = new Pool();
  const { rows } = await pool.query('select name from accounts');
  await pool.end();
  response.json(rows);
});
app.listen(3000);
`,
    reports: ['6:16 perCall'],
  });

  invalid('is a handler of a server', {
    code: `import { createServer } from 'node:http';
import { PrismaClient } from '@prisma/client';

createServer(async (_request, response) => {
  const prisma = new PrismaClient();
  const [row] = await prisma.$queryRaw<unknown[]>\`select 1\`;
  await prisma.$disconnect();
  response.end(JSON.stringify(row));
}).listen(3000);
`,
    reports: ['5:18 perCall'],
  });

  invalid('is a job', {
    code: `import { Worker } from 'bullmq';
import mysql from 'mysql2/promise';

export const worker = new Worker('mails', async (job) => {
  const pool = mysql.createPool('mysql://localhost/app');
  await pool.query('insert into mails values (?)', [job.data.to]);
  await pool.end();
});
`,
    reports: ['5:16 perCall'],
  });

  invalid('is a method of a class', {
    code: `import { Queue } from 'bullmq';

export class Orders {
  async place(id: string): Promise<void> {
    const queue = new Queue('orders');
    await queue.add('placed', { id });
    await queue.close();
  }
}
`,
    reports: ['5:19 perCall'],
  });

  valid('but not a constructor', {
    code: `import { Pool } from 'pg';

export class Orders {
  constructor() {
    const pool = new Pool();
    void pool.query('select 1').finally(() => pool.end());
  }
}
`,
  });
});

describe('code that a person or a tool runs', () => {
  valid('is in a folder of scripts', {
    filename: 'scripts/accounts.ts',
    code: `import { Pool } from 'pg';

export async function listAccounts() {
  const pool = new Pool();
  const { rows } = await pool.query('select name from accounts');
  await pool.end();
  return rows;
}
`,
  });

  valid('is a test', {
    filename: 'src/accounts.test.ts',
    code: `import { Pool } from 'pg';

export async function listAccounts() {
  const pool = new Pool();
  const { rows } = await pool.query('select name from accounts');
  await pool.end();
  return rows;
}
`,
  });
});
