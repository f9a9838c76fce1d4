import { describe } from 'vitest';

import rule from '../../../src/rules/no-use-after-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-use-after-release', rule);

describe('what waits for the end', () => {
  valid('once, as a promise', {
    code: `
import { once } from 'node:events';
import { createServer } from 'node:http';
export async function stop(port: number) {
  const server = createServer();
  server.listen(port);
  server.close();
  await once(server, 'close');
}
`,
  });

  invalid('and not for something that comes no more', {
    code: `
import { once } from 'node:events';
import { createServer } from 'node:http';
export async function stop(port: number) {
  const server = createServer();
  server.listen(port);
  server.close();
  await once(server, 'listening');
}
`,
    reports: ['8:9 used'],
  });

  valid('a listener of its own, which may use it', {
    code: `
import { connect } from 'node:net';
export function ask(port: number, done: (text: string) => void) {
  const socket = connect(port);
  let text = '';
  socket.end('hello');
  socket.on('data', (part) => { text += String(part); });
  socket.once('end', () => { socket.destroy(); done(text); });
}
`,
  });
});

describe('a closure that something keeps', () => {
  invalid('uses it later', {
    code: `
import type { Pool } from 'pg';
export async function run(pool: Pool) {
  const client = await pool.connect();
  client.release();
  setImmediate(() => {
    void client.query('select 1');
  });
}
`,
    reports: ['6:3 used'],
  });

  valid('only tells of it', {
    code: `
import type { Pool } from 'pg';
export async function run(pool: Pool) {
  const client = await pool.connect();
  client.release();
  setImmediate(() => {
    client.emit('idle');
    console.log(client);
  });
}
`,
  });

  valid('may find another one', {
    code: `
import type { Pool } from 'pg';
export async function run(pool: Pool) {
  let client = await pool.connect();
  client.release();
  process.nextTick(() => {
    void client.query('select 1').finally(() => client.release());
  });
  client = await pool.connect();
}
`,
  });
});

describe('a function of its own', () => {
  invalid('uses it when it is called', {
    code: `
import type { Pool } from 'pg';
export async function run(pool: Pool) {
  const client = await pool.connect();
  const ping = async () => {
    await client.query('select 1');
  };
  await ping();
  client.release();
  await ping();
}
`,
    reports: ['10:9 used'],
  });

  valid('only looks at its state', {
    code: `
import type { MongoClient } from 'mongodb';
export async function run(client: MongoClient) {
  const session = client.startSession();
  const states: boolean[] = [];
  const record = () => {
    states.push(session.hasEnded);
  };
  record();
  await session.endSession();
  record();
}
`,
  });

  invalid('is handed it', {
    code: `
import type { Pool, PoolClient } from 'pg';
export async function run(pool: Pool) {
  const ping = async (client: PoolClient) => {
    await client.query('select 1');
  };
  const client = await pool.connect();
  client.release();
  await ping(client);
}
`,
    reports: ['9:9 used'],
  });
});

describe('what is lent again', () => {
  valid('is known to be the same', {
    code: `
import { strictEqual } from 'node:assert';
import type { Pool } from 'pg';
export async function isReused(pool: Pool) {
  const client = await pool.connect();
  client.release();
  const again = await pool.connect();
  strictEqual(again, client);
  await client.query('select 1');
  client.release();
}
`,
  });

  invalid('is another one otherwise', {
    code: `
import type { Pool } from 'pg';
export async function isReused(pool: Pool) {
  const client = await pool.connect();
  client.release();
  const again = await pool.connect();
  await again.query('select 1');
  client.release();
}
`,
    reports: ['8:3 releasedAgain'],
  });
});

describe('a test', () => {
  valid('of what it does after its end', {
    filename: 'app/db/pool.test.ts',
    code: `
import { Pool } from 'pg';
import { expect, it } from 'vitest';
it('rejects queries after the end', async () => {
  const pool = new Pool();
  await pool.end();
  const error: unknown = await pool.query('select 1').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
});
`,
  });

  invalid('of something else', {
    filename: 'app/db/pool.test.ts',
    code: `
import { Pool } from 'pg';
import { expect, it } from 'vitest';
it('counts users', async () => {
  const pool = new Pool();
  await pool.end();
  const { rows } = await pool.query('select count(*) from users');
  expect(rows).toHaveLength(1);
});
`,
    reports: ['7:26 used'],
  });
});

describe('a client of ioredis', () => {
  valid('may be disconnected after quit', {
    code: `
import { Redis } from 'ioredis';
export async function ping() {
  const redis = new Redis();
  try {
    await redis.ping();
    await redis.quit();
  } finally {
    redis.disconnect();
  }
}
`,
  });

  invalid('may not quit twice', {
    code: `
import { Redis } from 'ioredis';
export async function ping() {
  const redis = new Redis();
  try {
    await redis.ping();
    await redis.quit();
  } finally {
    await redis.quit();
  }
}
`,
    reports: ['9:11 releasedAgain'],
  });

  valid('is connected again by disconnect(true)', {
    code: `
import { Redis } from 'ioredis';
export async function ping() {
  const redis = new Redis();
  redis.disconnect(true);
  await redis.ping();
  await redis.quit();
}
`,
  });

  invalid('is gone after disconnect()', {
    code: `
import { Redis } from 'ioredis';
export async function ping() {
  const redis = new Redis();
  redis.disconnect();
  await redis.ping();
}
`,
    reports: ['6:9 used'],
  });
});

describe('a promise of a call after the end', () => {
  valid('that is expected to be rejected', {
    filename: 'app/db/pool.test.ts',
    code: `
import { Client } from 'pg';
import { expect, it } from 'vitest';
it('life of a client', async () => {
  const client = new Client();
  await client.connect();
  await client.end();
  const late = client.query('select 1');
  await expect(late).rejects.toBeInstanceOf(Error);
  await expect(late).rejects.toMatchObject({ message: 'Client was closed' });
});
`,
  });

  invalid('that is waited for', {
    filename: 'app/db/pool.test.ts',
    code: `
import { Client } from 'pg';
import { expect, it } from 'vitest';
it('life of a client', async () => {
  const client = new Client();
  await client.connect();
  await client.end();
  const late = client.query('select 1');
  const { rows } = await late;
  expect(rows).toHaveLength(1);
});
`,
    reports: ['8:16 used'],
  });
});

describe('the name of a function that uses it', () => {
  valid('says nothing where its value is lost', {
    filename: 'app/db/watch.ts',
    code: `
import { Client } from 'pg';
const client = new Client();
await client.connect();
await client.end();
async function watch() {
  await client.query('select 1');
}
void watch;
`,
  });

  invalid('runs it with parentheses', {
    filename: 'app/db/watch.ts',
    code: `
import { Client } from 'pg';
const client = new Client();
await client.connect();
await client.end();
async function watch() {
  await client.query('select 1');
}
void watch();
`,
    reports: ['9:6 used'],
  });
});

describe('a question for the end', () => {
  const code = (last: string): string => `
import { connect } from '@nats-io/transport-node';
export async function drainOnce() {
  const connection = await connect({ servers: 'localhost' });
  await connection.close();
  ${last}
}
`;
  valid('is asked after it', {
    filename: 'app/drain.ts',
    code: code('const error = await connection.closed();\n  if (error) throw error;'),
  });

  invalid('is no other call', {
    filename: 'app/drain.ts',
    code: code("connection.publish('drained');"),
    reports: ['6:3 used'],
  });
});

describe('a file that is checked and never run', () => {
  const code = `
import { expectTypeOf } from 'vitest';
import { Agent } from 'undici';
export function closes(): void {
  const agent = new Agent();
  expectTypeOf(agent.close()).toEqualTypeOf<Promise<void>>();
  expectTypeOf(agent.destroy()).toEqualTypeOf<Promise<void>>();
}
`;

  valid('a test of types', { filename: 'test/agent.test-d.ts', code });

  valid('a test of types by its import', {
    filename: 'test/types.ts',
    code: `
import { expectType } from 'tsd';
import { Agent } from 'undici';
export function closes(): void {
  const agent = new Agent();
  expectType<Promise<void>>(agent.close());
  expectType<Promise<void>>(agent.destroy());
}
`,
  });

  invalid('and another test', { filename: 'test/agent.test.ts', code, reports: ['7:16 releasedAgain'] });
});

describe('the container of a closed application', () => {
  const others = {
    'node_modules/@nestjs/core/package.json': '{ "name": "@nestjs/core", "types": "index.d.ts" }',
    'node_modules/@nestjs/core/index.d.ts': `
export interface INestApplicationContext {
  get<T>(type: new () => T): T;
  init(): Promise<this>;
  close(): Promise<void>;
}
export declare const NestFactory: {
  createApplicationContext(module: unknown): Promise<INestApplicationContext>;
};
`,
  };

  valid('still has its parts', {
    filename: 'app/logger.ts',
    others,
    code: `
import { NestFactory } from '@nestjs/core';
export async function loggerOf(module: unknown, Logger: new () => Console): Promise<Console> {
  const context = await NestFactory.createApplicationContext(module);
  await context.close();
  return context.get(Logger);
}
`,
  });

  invalid('but begins nothing any more', {
    filename: 'app/logger.ts',
    others,
    code: `
import { NestFactory } from '@nestjs/core';
export async function open(module: unknown): Promise<void> {
  const context = await NestFactory.createApplicationContext(module);
  await context.close();
  await context.init();
}
`,
    reports: ['6:9 used'],
  });
});

describe('what is asked for its state first', () => {
  const warm = (last: string): string => `
import { createClient } from 'redis';
export async function warm(): Promise<void> {
  const client = createClient();
  await client.connect();
  try {
    await client.set('a', '1');
    await client.close();
  } finally {
    ${last}
  }
}
`;

  valid('is closed again only where it is open', { code: warm('if (client.isOpen) await client.close();') });

  valid('in an expression', { code: warm('await (client.isOpen ? client.close() : undefined);') });

  valid('or in a part of a condition', { code: warm('client.isReady && (await client.close());') });

  invalid('but not where something else is asked', {
    code: warm('if (process.exitCode === undefined) await client.close();'),
    reports: ['10:47 releasedAgain'],
  });
});
