import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/queue.test.ts';

describe('what a resource with a closer of its own borrows', () => {
  invalid('is not closed by that', {
    filename,
    code: `
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
let server: Server;
let sockets: WebSocketServer;
beforeEach(() => {
  server = createServer();
  sockets = new WebSocketServer({ server });
  server.listen(0);
});
afterEach(async () => {
  await new Promise((resolve) => sockets.close(resolve));
});
it('has no clients', () => {
  expect(sockets.clients.size).toBe(0);
});
`,
    reports: ['10:3 never'],
  });

  valid('is closed itself, or through a member', {
    filename,
    code: `
import { afterAll, expect, it } from 'vitest';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
const connection = new Redis();
const one = new Queue('one', { connection });
const other = new Queue('other', { connection: new Redis() });
afterAll(async () => {
  const client = await other.client;
  await Promise.allSettled([one.close(), other.close()]);
  await client.quit();
  await connection.quit();
});
it('adds', async () => {
  expect(await one.add('a', {})).toBeDefined();
  expect(await other.add('a', {})).toBeDefined();
});
`,
  });
});

describe('what an adapter is told to close', () => {
  const others = {
    'node_modules/@prisma/adapter-pg/package.json': '{ "name": "@prisma/adapter-pg", "types": "index.d.ts" }',
    'node_modules/@prisma/adapter-pg/index.d.ts': `
import type { Pool } from 'pg';
export declare class PrismaPg {
  constructor(pool: Pool, options?: { disposeExternalPool?: boolean });
  connect(): Promise<{ dispose(): Promise<void> }>;
}
`,
  };
  const suite = (options: string): string => `
import { beforeAll, expect, it } from 'vitest';
import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
const ends = process.env.KEEP !== '1';
let adapter: PrismaPg;
beforeAll(async () => {
  const pool = new Pool();
  await pool.query('select 1');
  adapter = new PrismaPg(pool${options});
  console.log(ends);
});
it('connects', async () => {
  expect(await adapter.connect()).toBeDefined();
});
`;

  valid('is closed by it', { filename, others, code: suite(', { disposeExternalPool: true }') });

  valid('may be closed by it', { filename, others, code: suite(', { disposeExternalPool: ends }') });

  invalid('is not closed by one that is told so', {
    filename,
    others,
    code: suite(', { disposeExternalPool: false }'),
    reports: ['8:16 never'],
  });

  invalid('is not closed unasked', { filename, others, code: suite(''), reports: ['8:16 never'] });
});

describe('what an instance of a class of the project borrows', () => {
  const uses = `
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client } from 'pg';
import { Jobs } from './jobs.js';
let client: Client;
let jobs: Jobs;
beforeAll(async () => {
  client = new Client();
  await client.connect();
  jobs = new Jobs(client);
});
afterAll(async () => {
  await jobs.stop();
});
it('adds', async () => {
  expect(await client.query('select 1')).toBeDefined();
});
`;

  invalid('is not closed by a method that closes something else', {
    filename,
    code: uses,
    others: {
      'test/jobs.ts': `
import type { Client } from 'pg';
export class Jobs {
  constructor(private readonly client: Client) {}
  async stop(): Promise<void> {
    await this.client.query('unlisten *');
  }
}
`,
    },
    reports: ['9:9 never'],
  });

  valid('may be closed by a method of a class that extends it', {
    filename,
    code: uses,
    others: {
      'test/jobs.ts': `
import type { Client } from 'pg';
class Base {
  constructor(protected readonly client: Client) {}
}
export class Jobs extends Base {
  async stop(): Promise<void> {
    await this.client.end();
  }
}
`,
    },
  });

  valid('may be closed by what does something with all of its fields', {
    filename,
    code: uses,
    others: {
      'test/jobs.ts': `
import type { Client } from 'pg';
export class Jobs {
  constructor(readonly client: Client) {}
  async stop(): Promise<void> {
    await Promise.all(Object.values(this).map((one: Client) => one.end()));
  }
}
`,
    },
  });
});

describe('what is made for a borrower only', () => {
  const others = {
    'src/store.ts': `
import { Pool } from 'pg';
export class Store {
  readonly #pool = new Pool();
  async count(): Promise<number> {
    return (await this.#pool.query('select 1')).rowCount ?? 0;
  }
  async close(): Promise<void> {
    await this.#pool.end();
  }
}
class Report {
  constructor(private readonly store: Store) {}
  async lines(): Promise<number> {
    return this.store.count();
  }
}
export const reportOf = (store: Store): Report => new Report(store);
`,
  };

  invalid('is not said to be closed by that', {
    filename,
    others,
    code: `
import { expect, it } from 'vitest';
import { reportOf, Store } from '../src/store.js';
const report = reportOf(new Store());
it('counts', async () => {
  expect(await report.lines()).toBe(1);
});
`,
    reports: ['4:25 never'],
  });

  valid('is closed by its own name', {
    filename,
    others,
    code: `
import { afterAll, expect, it } from 'vitest';
import { reportOf, Store } from '../src/store.js';
const store = new Store();
const report = reportOf(store);
afterAll(() => store.close());
it('counts', async () => {
  expect(await report.lines()).toBe(1);
});
`,
  });
});

describe('a network that containers join', () => {
  invalid('is not taken down with them', {
    filename,
    code: `
import { GenericContainer, Network, type StartedNetwork, type StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, expect, it } from 'vitest';
let network: StartedNetwork;
let redis: StartedTestContainer;
beforeAll(async () => {
  network = await new Network().start();
  redis = await new GenericContainer('redis').withNetwork(network).withNetworkAliases('redis').start();
});
afterAll(async () => {
  await redis.stop();
});
it('has a host', () => {
  expect(redis.getHost()).toBeDefined();
});
`,
    reports: ['7:19 never'],
  });

  valid('is stopped itself', {
    filename,
    code: `
import { GenericContainer, Network, type StartedNetwork, type StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, expect, it } from 'vitest';
let network: StartedNetwork;
let redis: StartedTestContainer;
beforeAll(async () => {
  network = await new Network().start();
  redis = await new GenericContainer('redis').withNetwork(network).start();
});
afterAll(async () => {
  await redis.stop();
  await network.stop();
});
it('has a host', () => {
  expect(redis.getHost()).toBeDefined();
});
`,
  });

  valid('may be stopped by whoever else gets it', {
    filename,
    code: `
import { Network } from 'testcontainers';
import { beforeAll, expect, it } from 'vitest';
declare function startAll(network: unknown): Promise<string>;
let host: string;
beforeAll(async () => {
  const network = await new Network().start();
  host = await startAll(network);
});
it('has a host', () => {
  expect(host).toBeDefined();
});
`,
  });
});
