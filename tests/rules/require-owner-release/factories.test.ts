import { describe } from 'vitest';

import rule from '../../../src/rules/require-owner-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-owner-release', rule);

describe('a function that returns a closer', () => {
  invalid('which closes only one of two', {
    code: `import { Redis } from 'ioredis';

export function createBus(url: string) {
  const pub = new Redis(url);
  const sub = pub.duplicate();
  return {
    publish: (topic: string, event: string) => pub.publish(topic, event),
    async subscribe(topic: string) {
      await sub.subscribe(topic);
    },
    async close() {
      await pub.quit();
    },
  };
}
`,
    reports: ['5:15 leftOpen'],
  });

  invalid('by a name, in an object that has one', {
    code: `import { Redis } from 'ioredis';
import { Pool } from 'pg';

export const openStore = () => {
  const pool = new Pool();
  const redis = new Redis();
  async function stop(): Promise<void> {
    await pool.end();
  }
  const store = {
    get: (key: string) => redis.get(key),
    rows: () => pool.query('select 1'),
    stop,
  };
  return store;
};
`,
    reports: ['6:17 leftOpen'],
  });

  invalid('and is offered nothing where that returns something', {
    code: `import { Redis } from 'ioredis';
import { Pool } from 'pg';

export function openStore() {
  const pool = new Pool();
  const redis = new Redis();
  return {
    get: (key: string) => redis.get(key),
    close: () => pool.end(),
  };
}
`,
    reports: ['6:17 leftOpen'],
  });

  valid('which closes both, itself, through another function or with what lends', {
    code: `import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { chromium } from 'playwright';

export function openStore() {
  const pool = new Pool();
  const redis = new Redis();
  return {
    get: (key: string) => redis.get(key),
    close: async () => {
      await Promise.allSettled([pool.end(), redis.quit()]);
    },
  };
}

export function openOther() {
  const pool = new Pool();
  const redis = new Redis();
  const closeRedis = async () => {
    await redis.quit();
  };
  return {
    get: (key: string) => redis.get(key),
    async close() {
      await pool.end();
      await closeRedis();
    },
  };
}

export async function openPage() {
  const browser = await chromium.launch();
  const page = await browser.newPage();
  return { title: () => page.title(), close: () => browser.close() };
}
`,
  });

  valid('and the resource itself, or hands it to something else', {
    code: `import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { watch } from 'some-package';

export function openStore() {
  const pool = new Pool();
  const redis = new Redis();
  return { redis, get: (key: string) => redis.get(key), close: () => pool.end() };
}

export function openWatched() {
  const pool = new Pool();
  const redis = new Redis();
  watch(redis);
  return { get: (key: string) => redis.get(key), close: () => pool.end() };
}
`,
  });

  valid('which closes neither: that is not known to be its task', {
    code: `import { Redis } from 'ioredis';
import { Pool } from 'pg';

export function openStore(stop: () => void) {
  const pool = new Pool();
  const redis = new Redis();
  return { rows: () => pool.query('select 1'), get: (key: string) => redis.get(key), close: () => stop() };
}
`,
  });

  valid('which closes one, where the other keeps nothing open', {
    code: `import { spawn } from 'node:child_process';
import { Pool } from 'pg';

export function openStore() {
  const pool = new Pool();
  const child = spawn('redis-server');
  return { pid: () => child.pid, close: () => pool.end() };
}
`,
  });
});
