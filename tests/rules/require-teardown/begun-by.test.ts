import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/server.test.ts';

describe('a server that a function of its package starts', () => {
  invalid('stays open', {
    filename,
    untyped: true,
    code: `
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { beforeAll, expect, test } from 'vitest';
let url;
beforeAll(async () => {
  const server = new ApolloServer({ typeDefs: 'type Query { a: Int }' });
  ({ url } = await startStandaloneServer(server, { listen: { port: 0 } }));
});
test('listens', () => {
  expect(url).toContain('http');
});
`,
    reports: ['8:20 never'],
  });

  invalid('stays open behind a helper', {
    filename,
    code: `
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { expect, test } from 'vitest';
async function urlOf(server: ApolloServer): Promise<string> {
  const { url } = await startStandaloneServer(server, { listen: { port: 0 } });
  return url;
}
test('listens', async () => {
  const server = new ApolloServer({ typeDefs: 'type Query { a: Int }' });
  expect(await urlOf(server)).toContain('http');
});
`,
    reports: ['11:16 never'],
  });

  valid('is stopped, fails to start, or never does', {
    filename,
    untyped: true,
    code: `
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { afterAll, beforeAll, expect, test } from 'vitest';
let server;
beforeAll(async () => {
  server = new ApolloServer({ typeDefs: 'type Query { a: Int }' });
  await startStandaloneServer(server, { listen: { port: 0 } });
});
afterAll(() => server?.stop());
test('fails', async () => {
  const broken = new ApolloServer({ typeDefs: 'type Query' });
  await expect(startStandaloneServer(broken, { listen: { port: 0 } })).rejects.toThrow();
});
test('is idle', () => {
  const idle = new ApolloServer({ typeDefs: 'type Query { a: Int }' });
  expect(idle.cache).toBeDefined();
});
`,
  });
});

describe('a server that starts without listening', () => {
  const suite = (options: string): string => `
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControl } from '@apollo/server/plugin/cacheControl';
import { expect, test } from 'vitest';
const plugins = [ApolloServerPluginCacheControl()];
test('answers', async () => {
  const server = new ApolloServer(${options});
  await server.start();
  expect(await server.executeOperation({ query: '{ a }' })).toBeDefined();
  expect(plugins).toHaveLength(1);
});
`;

  valid('has nothing to stop without a plugin', { filename, code: suite("{ typeDefs: 'type Query { a: Int }' }") });

  invalid('has where a plugin may', {
    filename,
    code: suite("{ typeDefs: 'type Query { a: Int }', plugins }"),
    reports: ['8:9 never'],
  });

  valid('a client that is told not to connect', {
    filename,
    others: {
      'node_modules/@zilliz/milvus2-sdk-node/package.json':
        '{ "name": "@zilliz/milvus2-sdk-node", "types": "index.d.ts" }',
      'node_modules/@zilliz/milvus2-sdk-node/index.d.ts': `
export declare class MilvusClient {
  constructor(options: { address: string; __SKIP_CONNECT__?: boolean });
  readonly isGlobal: boolean;
  connect(): Promise<void>;
  closeConnection(): Promise<unknown>;
}
`,
    },
    code: `
import { MilvusClient } from '@zilliz/milvus2-sdk-node';
import { expect, test } from 'vitest';
test('knows a global address', () => {
  const client = new MilvusClient({ address: 'localhost', __SKIP_CONNECT__: true });
  expect(client.isGlobal).toBe(false);
});
`,
  });
});

describe('a closer that is taken out of what a function gives', () => {
  const others = {
    'test/build.ts': `
import { Pool } from 'pg';
export async function build() {
  const pool = new Pool();
  await pool.query('select 1');
  return { url: 'a', query: () => pool.query('select 2'), close: () => pool.end() };
}
`,
  };

  invalid('is told by its own name, or by where it is found', {
    filename,
    others,
    code: `
import { beforeEach, expect, test } from 'vitest';
import { build } from './build.js';
let shutDown: (() => Promise<void>) | undefined;
beforeEach(async () => {
  ({ close: shutDown } = await build());
});
test('has a URL', async () => {
  const { url } = await build();
  expect(url).toBe('a');
});
`,
    reports: ['6:32 never', '9:25 never'],
  });

  valid('may be another function than its name says', {
    filename,
    others,
    options: [{ requireFailureSafe: true }],
    code: `
import { expect, test } from 'vitest';
import { build } from './build.js';
test('selects', async () => {
  const { query } = await build();
  expect(await query()).toBeDefined();
});
`,
  });
});

describe('an instance that disposes of what its methods have begun', () => {
  const others = {
    'src/gateway.ts': `
import { createServer, type Server } from 'node:http';
export class Gateway {
  server: Server | undefined;
  listen(port: number): this {
    this.server = createServer().listen(port);
    return this;
  }
  start(): this {
    return this.listen(0);
  }
  length(path: string): number {
    return path.length;
  }
  [Symbol.dispose] = (): void => {
    if (this.server) this.server.close();
  };
}
export class Door {
  #bolt: { slide(): Promise<void> } | undefined = undefined;
  constructor(bolt: { slide(): Promise<void> }) {
    this.#bolt = bolt;
  }
  width(): number {
    return 1;
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#bolt?.slide();
  }
}
`,
  };

  valid('holds nothing before', {
    filename: 'test/gateway.test.ts',
    code: `
import { expect, test } from 'vitest';
import { Gateway } from '../src/gateway.js';
test('measures', () => {
  const gateway = new Gateway();
  expect(gateway.length('/')).toBe(1);
});
`,
    others,
  });

  invalid('holds something after one of them, or when the constructor has been given it', {
    filename: 'test/gateway.test.ts',
    code: `
import { expect, test } from 'vitest';
import { Door, Gateway } from '../src/gateway.js';
test('listens', () => {
  const gateway = new Gateway();
  gateway.start();
  expect(gateway.length('/')).toBe(1);
});
test('is closed', () => {
  const door = new Door({ slide: async () => {} });
  expect(door.width()).toBe(1);
});
`,
    others,
    reports: ['6:3 never', '10:16 never'],
  });

  valid('answers without a port', {
    filename: 'test/app.test.ts',
    untyped: true,
    code: `
import { Elysia } from 'elysia';
import { expect, test } from 'bun:test';
test('answers', async () => {
  const app = new Elysia().get('/', () => 'hello');
  const answer = await app.handle(new Request('http://localhost/'));
  expect(answer.status).toBe(200);
});
`,
  });

  invalid('listens on one', {
    filename: 'test/app.test.ts',
    untyped: true,
    code: `
import { Elysia } from 'elysia';
import { expect, test } from 'bun:test';
test('answers', async () => {
  const app = new Elysia();
  app.listen(3000);
  expect((await fetch('http://localhost:3000')).status).toBe(404);
});
`,
    reports: ['6:3 never'],
  });
});

describe('a class with a method that opens it', () => {
  const others = {
    'src/signals.ts': `
import { watchFile, unwatchFile } from 'node:fs';
export class Signals {
  protected watching: Promise<void> | undefined;
  constructor(protected readonly path: string) {}
  async start(): Promise<void> {
    this.watching ??= this.boot();
    await this.watching;
  }
  async boot(): Promise<void> {
    watchFile(this.path, () => undefined);
  }
  async again(): Promise<void> {
    await this.start();
  }
  size(): number {
    return this.path.length;
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.watching;
    unwatchFile(this.path);
  }
}
export class Eager {
  constructor() {
    void this.start();
  }
  async start(): Promise<void> {
    watchFile('/tmp/a', () => undefined);
  }
  async [Symbol.asyncDispose](): Promise<void> {
    unwatchFile('/tmp/a');
  }
}
`,
  };

  valid('holds nothing before that', {
    filename: 'test/signals.test.ts',
    code: `
import { expect, test } from 'vitest';
import { Signals } from '../src/signals.js';
test('has a size', () => {
  const signals = new Signals('/tmp');
  expect(signals.size()).toBe(4);
});
`,
    others,
  });

  invalid('holds something after it, or after what calls it, or when its constructor does', {
    filename: 'test/signals.test.ts',
    code: `
import { expect, test } from 'vitest';
import { Eager, Signals } from '../src/signals.js';
test('starts', async () => {
  const signals = new Signals('/tmp');
  await signals.start();
  expect(signals.size()).toBe(4);
});
test('starts again', async () => {
  const signals = new Signals('/tmp');
  await signals.again();
  expect(signals.size()).toBe(4);
});
test('starts by itself', () => {
  const eager = new Eager();
  expect(eager.start).toBeDefined();
});
`,
    others,
    reports: ['6:9 never', '11:9 never', '15:17 never'],
  });

  invalid('is opened by the function that makes it, by whatever name', {
    filename: 'test/signals.test.ts',
    code: `
import { expect, test } from 'vitest';
import { Signals } from '../src/signals.js';
import { launchSignals } from '../src/launch.js';
test('has a size', async () => {
  const signals = await launchSignals();
  expect(signals).toBeInstanceOf(Signals);
});
`,
    others: {
      'src/signals.ts': others['src/signals.ts'].replaceAll('start()', 'launch()'),
      'src/launch.ts': `
import { Signals } from './signals.js';
export async function launchSignals(): Promise<Signals> {
  const signals = new Signals('/tmp');
  await signals.launch();
  return signals;
}
`,
    },
    reports: ['6:25 never'],
  });

  valid('is replaced by one of the test, which opens nothing', {
    filename: 'test/signals.test.ts',
    code: `
import { expect, test } from 'vitest';
import { Signals } from '../src/signals.js';
test('tells of the failure', async () => {
  class Failing extends Signals {
    override async start(): Promise<void> {
      throw new Error('refused');
    }
  }
  const signals = new Failing('/tmp');
  await expect(signals.again()).rejects.toThrow('refused');
  expect(signals.size()).toBe(4);
  await signals.again().catch(() => undefined);
});
`,
    others,
  });

  invalid('is replaced by one that opens more', {
    filename: 'test/signals.test.ts',
    code: `
import { expect, test } from 'vitest';
import { Signals } from '../src/signals.js';
test('counts', async () => {
  class Counting extends Signals {
    starts = 0;
    override async start(): Promise<void> {
      this.starts += 1;
      await super.start();
    }
  }
  const signals = new Counting('/tmp');
  await signals.start();
  expect(signals.starts).toBe(1);
});
`,
    others,
    reports: ['13:9 never'],
  });
});
