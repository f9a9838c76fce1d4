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

  valid('only where it is given none', {
    code: `import { Redis } from 'ioredis';
import { Pool } from 'pg';

export async function listAccounts(pool = new Pool()) {
  const { rows } = await pool.query('select name from accounts');
  return rows;
}

export async function nameOf(id: string, { cache = new Redis() }: { cache?: Redis } = {}) {
  return await cache.get(id);
}

export async function listOrders(given?: Pool) {
  const pool = given ?? new Pool();
  const { rows } = await pool.query('select name from orders');
  return rows;
}
`,
  });

  invalid('and not what it is given', {
    code: `import { Pool } from 'pg';

export async function listAccounts(most = 10) {
  const pool = new Pool();
  try {
    const { rows } = await pool.query('select name from accounts limit $1', [most]);
    return rows;
  } finally {
    await pool.end();
  }
}
`,
    reports: ['4:16 perCall'],
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

  invalid('is a function that a route is given by its name', {
    code: `import express, { type Request, type Response } from 'express';
import { Pool } from 'pg';

const app = express();
app.get('/accounts', listAccounts);
app.listen(3000);

async function listAccounts(_request: Request, response: Response) {
  const pool = new Pool();
  const { rows } = await pool.query('select name from accounts');
  await pool.end();
  response.json(rows);
}
`,
    reports: ['9:16 perCall'],
  });

  invalid('is a hook that runs for each request', {
    code: `import type { FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';

export async function limits(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    const redis = new Redis();
    try {
      if ((await redis.incr(request.ip)) > 100) {
        await reply.code(429).send();
      }
    } finally {
      redis.disconnect();
    }
  });
}
`,
    reports: ['6:19 perCall'],
  });

  valid('is not a hook that runs once', {
    code: `import type { FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';

export async function warmUp(app: FastifyInstance): Promise<void> {
  app.addHook('onReady', async () => {
    const redis = new Redis();
    try {
      await redis.ping();
    } finally {
      redis.disconnect();
    }
  });
}
`,
  });

  invalid('is a constant that a route is given, in a module that exports the routes', {
    code: `import { Router, type Request, type Response } from 'express';
import { Pool } from 'pg';

export const routes = Router();

const listAccounts = async (_request: Request, response: Response) => {
  const pool = new Pool();
  const { rows } = await pool.query('select name from accounts');
  await pool.end();
  response.json(rows);
};

routes.route('/accounts').get(listAccounts);
`,
    reports: ['7:16 perCall'],
  });

  invalid('is what a server of another kind is given', {
    code: `import fastify from 'fastify';
import { Kafka } from 'kafkajs';
import { Pool } from 'pg';

const app = fastify();
app.route({
  method: 'GET',
  url: '/accounts',
  handler: async () => {
    const pool = new Pool();
    const { rows } = await pool.query('select name from accounts');
    await pool.end();
    return rows;
  },
});
await app.listen({ port: 3000 });

const consumer = new Kafka({ brokers: ['localhost'] }).consumer({ groupId: 'accounts' });
await consumer.run({
  eachMessage: async ({ message }) => {
    const pool = new Pool();
    await pool.query('insert into messages values ($1)', [message.value]);
    await pool.end();
  },
});
`,
    reports: ['10:18 perCall', '21:18 perCall'],
  });

  invalid('is middleware', {
    code: `import Koa from 'koa';
import { Pool } from 'pg';

export const app = new Koa();

app.use(async (context, next) => {
  const pool = new Pool();
  const { rows } = await pool.query('select name from accounts');
  await pool.end();
  context.state['accounts'] = rows;
  await next();
});
`,
    reports: ['7:16 perCall'],
  });

  invalid('is a procedure', {
    code: `import { initTRPC } from '@trpc/server';
import { Pool } from 'pg';

const t = initTRPC.create();

export const accounts = t.router({
  list: t.procedure.query(async () => {
    const pool = new Pool();
    const { rows } = await pool.query('select name from accounts');
    await pool.end();
    return rows;
  }),
});
`,
    reports: ['8:18 perCall'],
  });

  valid('but not what is done once with the application', {
    code: `import { Pool } from 'pg';

declare const app: { use(plugin: (host: unknown, options: object) => void): void };

app.use((host, options) => {
  const pool = new Pool();
  void pool.query('select 1').finally(() => pool.end());
  console.log(host, options);
});

export { app };
`,
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

  valid('has a name that says so', {
    code: `import { Pool } from 'pg';

export async function setUp() {
  const pool = new Pool();
  await pool.query('create extension if not exists citext');
  await pool.end();
}

export async function createTestDatabase() {
  const pool = new Pool();
  await pool.query('create database test');
  await pool.end();
}

export async function runMigrations() {
  const pool = new Pool();
  await pool.query('alter table accounts add name text');
  await pool.end();
}
`,
  });

  invalid('is not what is done for a caller under such a verb', {
    code: `import { Pool } from 'pg';

export async function registerAccount(name: string) {
  const pool = new Pool();
  await pool.query('insert into accounts values ($1)', [name]);
  await pool.end();
}
`,
    reports: ['4:16 perCall'],
  });

  valid('ends the process', {
    code: `import { Pool } from 'pg';

export async function listAccounts() {
  const pool = new Pool();
  const { rows } = await pool.query('select name from accounts');
  console.table(rows);
  await pool.end();
  process.exit(0);
}
`,
  });

  valid('is a command', {
    code: `import { Pool } from 'pg';

export const list = {
  command: 'list',
  async handler() {
    const pool = new Pool();
    console.table((await pool.query('select name from accounts')).rows);
    await pool.end();
  },
};
`,
  });

  valid('is handed to a command line by its name', {
    code: `import { Command } from 'commander';
import { Pool } from 'pg';

export const program = new Command();
program.command('list').action(list);

async function list() {
  const pool = new Pool();
  console.table((await pool.query('select name from accounts')).rows);
  await pool.end();
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

  valid('a client of what the call decides, by its transport', {
    code: `
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
export async function toolsOf(url: string): Promise<unknown> {
  const client = new Client({ name: 'shop', version: '1.0.0' });
  const transport = new StreamableHTTPClientTransport(new URL(url));
  await client.connect(transport);
  try {
    return await client.listTools();
  } finally {
    await client.close();
  }
}
`,
  });

  invalid('a client with a transport that is always the same', {
    code: `
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
export async function tools(): Promise<unknown> {
  const client = new Client({ name: 'shop', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL('https://tools.example/mcp')));
  try {
    return await client.listTools();
  } finally {
    await client.close();
  }
}
`,
    reports: ['5:18 perCall'],
  });

  valid('a client for a reader that blocks', {
    code: `
import { Redis } from 'ioredis';
async function poll(redis: Redis, stream: string) {
  return await redis.xread('BLOCK', 1000, 'STREAMS', stream, '$');
}
export async function next(stream: string): Promise<unknown> {
  const redis = new Redis();
  try {
    return await poll(redis, stream);
  } finally {
    await redis.quit();
  }
}
`,
  });

  valid('a pool of one connection, which the call has to itself', {
    code: `
import { Pool } from 'pg';
export async function explain(query: string): Promise<unknown> {
  const pool = new Pool({ max: 1 });
  try {
    await pool.query('set enable_seqscan = off');
    return (await pool.query(query)).rows;
  } finally {
    await pool.end();
  }
}
`,
  });

  invalid('but not one of two', {
    code: `
import { Pool } from 'pg';
export async function explain(query: string): Promise<unknown> {
  const pool = new Pool({ max: 2 });
  try {
    return (await pool.query(query)).rows;
  } finally {
    await pool.end();
  }
}
`,
    reports: ['4:16 perCall'],
  });

  invalid('a client for a function that only reads', {
    code: `
import { Redis } from 'ioredis';
async function read(redis: Redis, key: string) {
  return await redis.get(key);
}
export async function next(key: string): Promise<unknown> {
  const redis = new Redis();
  try {
    return await read(redis, key);
  } finally {
    await redis.quit();
  }
}
`,
    reports: ['7:17 perCall'],
  });
});

describe('what the call decides', () => {
  const close = `  try {
    return (await pool.query('select 1')).rows;
  } finally {
    await pool.end();
  }`;

  valid('the database of each caller, of which there may be many', {
    code: `
import { Pool } from 'pg';
export async function count(connectionString: string): Promise<unknown> {
  const pool = new Pool({ connectionString });
${close}
}
`,
  });

  invalid('the database of a request, which comes again and again', {
    code: `
import type { Request, Response } from 'express';
import { Pool } from 'pg';
export async function count(request: Request, response: Response): Promise<void> {
  const pool = new Pool({ database: String(request.params['tenant']) });
  try {
    response.json((await pool.query('select 1')).rows);
  } finally {
    await pool.end();
  }
}
`,
    reports: ['5:16 perCall'],
  });

  invalid('only what the connection is called', {
    code: `
import { Pool } from 'pg';
export async function count(room: string): Promise<unknown> {
  const pool = new Pool({ application_name: \`count-\${room}\`, database: 'rooms' });
${close}
}
`,
    reports: ['4:16 perCall'],
  });
});
