import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/api.test.ts';

const others = {
  'test/support/server.ts': `
import { createServer, type Server } from 'node:http';
import { afterAll } from 'vitest';
const cleanups: (() => Promise<void>)[] = [];
let stopRunning: (() => Promise<void>) | undefined;
export async function start(port = 0): Promise<{ port: number; stop: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, resolve));
  return {
    port,
    stop: async () => {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export function startForFile(): { port: number } {
  const server = createServer();
  server.listen(8080);
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: 8080 };
}
export function startListed(): { port: number } {
  const server = createServer();
  server.listen(8081);
  cleanups.push(async () => {
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: 8081 };
}
export async function closeAll(): Promise<void> {
  for (const cleanup of cleanups.splice(0)) await cleanup();
}
export function startKept(): { port: number } {
  const server = createServer();
  server.listen(8082);
  stopRunning = async () => {
    await new Promise((resolve) => server.close(resolve));
  };
  return { port: 8082 };
}
export async function stopKept(): Promise<void> {
  await stopRunning?.();
}
export async function probe(): Promise<boolean> {
  const server = createServer();
  const listening = new Promise((resolve) => server.once('listening', resolve));
  server.listen(0);
  await listening;
  await new Promise((resolve) => server.close(resolve));
  return true;
}
export async function startOrClose(): Promise<{ port: number; stop: () => Promise<void> }> {
  const server = createServer();
  try {
    await new Promise<void>((resolve) => server.listen(8083, resolve));
  } catch (error) {
    await new Promise((resolve) => server.close(resolve));
    throw error;
  }
  return {
    port: 8083,
    stop: async () => {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server: Server = createServer();
    server.listen(0, () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  });
}
`,
};

describe('a closer that waits for a callback, and is all that a helper gives', () => {
  invalid('is never called', {
    filename,
    others,
    code: `
import { beforeAll, expect, it } from 'vitest';
import { start } from './support/server.js';
let port: number;
beforeAll(async () => {
  const running = await start();
  port = running.port;
});
it('listens', async () => {
  expect((await fetch(\`http://localhost:\${port}\`)).status).toBe(200);
});
`,
    reports: ['6:25 never'],
  });

  invalid('is called once for all tests, of what each test starts', {
    filename,
    others,
    code: `
import { afterAll, beforeEach, expect, it } from 'vitest';
import { start } from './support/server.js';
let running: Awaited<ReturnType<typeof start>>;
beforeEach(async () => {
  running = await start();
});
afterAll(() => running.stop());
it('listens', () => {
  expect(running.port).toBeGreaterThan(0);
});
`,
    reports: ['6:19 releasedTooSeldom'],
  });

  invalid('is called by the helper only when that fails', {
    filename,
    others,
    code: `
import { expect, it } from 'vitest';
import { startOrClose } from './support/server.js';
it('listens', async () => {
  const { port } = await startOrClose();
  expect(port).toBe(8083);
});
`,
    reports: ['5:26 never'],
  });

  valid('is called, by its own name or as a member', {
    filename,
    others,
    code: `
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { start } from './support/server.js';
let port: number;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ port, stop } = await start());
});
afterAll(() => stop());
it('listens', async () => {
  const other = await start();
  onTestFinished(() => other.stop());
  expect(other.port).not.toBe(port);
});
`,
  });

  valid('is registered, listed or kept by the helper', {
    filename,
    others,
    code: `
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeAll, startForFile, startKept, startListed, stopKept } from './support/server.js';
const { port } = startForFile();
let others: number[];
beforeAll(() => {
  others = [startListed().port, startKept().port];
});
afterAll(async () => {
  await closeAll();
  await stopKept();
});
it('listens', () => {
  expect(others).not.toContain(port);
});
`,
  });

  valid('is called by the helper itself', {
    filename,
    others,
    code: `
import { expect, it } from 'vitest';
import { freePort, probe } from './support/server.js';
it('has a free port', async () => {
  expect(await probe()).toBe(true);
  expect(await freePort()).toBeGreaterThan(0);
});
`,
  });
});

describe('a list of clean-ups', () => {
  const inHook = (declared: string, put: string, hooks: string): string => `
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
${declared}
let redis: Redis;
beforeEach(async () => {
  redis = new Redis();
  ${put}
  await redis.flushdb();
});
${hooks}
test('get', async () => {
  expect(await redis.get('a')).toBeNull();
});
`;

  invalid('that nothing works off closes nothing', {
    filename,
    code: inHook('const cleanups: (() => Promise<unknown>)[] = [];', 'cleanups.push(() => redis.quit());', ''),
    reports: ['7:11 never'],
  });

  invalid('that is only emptied closes nothing', {
    filename,
    code: inHook(
      'const cleanups = new Set<() => Promise<unknown>>();',
      'cleanups.add(() => redis.quit());',
      'afterEach(() => {\n  cleanups.clear();\n});',
    ),
    reports: ['7:11 never'],
  });

  invalid('that begins anew closes nothing', {
    filename,
    code: inHook(
      'let cleanups: (() => Promise<unknown>)[] = [];',
      'cleanups.push(async () => {\n    await redis.quit();\n  });',
      'afterEach(() => {\n  cleanups = [];\n});',
    ),
    reports: ['7:11 never'],
  });

  valid('that a hook works off closes it', {
    filename,
    code: inHook(
      'const cleanups: (() => Promise<unknown>)[] = [];',
      'cleanups.push(() => redis.quit());',
      'afterEach(async () => {\n  await Promise.all(cleanups.map((run) => run()));\n  cleanups.length = 0;\n});',
    ),
  });

  valid('that other files may work off may close it', {
    filename,
    code: inHook(
      'export const cleanups: (() => Promise<unknown>)[] = [];',
      'cleanups.push(() => redis.quit());',
      'afterEach(() => {\n  cleanups.length = 0;\n});',
    ),
  });

  valid('that is handed on may be worked off', {
    filename,
    code: inHook(
      "import { runAll } from './run-all';\nconst cleanups: (() => Promise<unknown>)[] = [];",
      'cleanups.push(() => redis.quit());',
      'afterEach(() => runAll(cleanups));',
    ),
    others: { 'test/run-all.ts': 'export declare function runAll(all: (() => Promise<unknown>)[]): Promise<void>;' },
  });
});
