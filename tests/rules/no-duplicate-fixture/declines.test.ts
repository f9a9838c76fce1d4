import { describe } from 'vitest';

import rule from '../../../src/rules/no-duplicate-fixture.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid } = casesOf('no-duplicate-fixture', rule);

describe('nothing is offered', () => {
  invalid('where no module has the fixture yet', {
    filename: 'tests/a.test.ts',
    code: `import { Redis } from 'ioredis';
import { test } from 'vitest';
const connect = () => new Redis({ db: 15, lazyConnect: false });
test('a', () => connect().quit());
`,
    others: {
      'tests/b.test.ts': `import { Redis } from 'ioredis';
import { test } from 'vitest';
const connect = () => new Redis({ db: 15, lazyConnect: false });
test('b', () => connect().quit());
`,
    },
    reports: ['3:7 copied'],
  });

  invalid('for another type than the copy has', {
    filename: 'tests/a.test.ts',
    code: `import { test } from 'vitest';
const rowOf = (name: string) => ({ name: name.trim(), tags: [name.slice(0, 1), name.slice(1)] });
test('a', () => rowOf('a').tags);
`,
    others: {
      'tests/support.ts': `
export function rowOf(name: string): object {
  return { name: name.trim(), tags: [name.slice(0, 1), name.slice(1)] };
}
`,
    },
    reports: ['2:7 alreadyShared'],
  });

  invalid('where a comment inside would be lost', {
    filename: 'tests/a.test.ts',
    code: `import { test } from 'vitest';
function rowOf(name: string) {
  // The first letter first.
  return { name: name.trim(), tags: [name.slice(0, 1), name.slice(1)] };
}
test('a', () => rowOf('a').tags);
`,
    others: {
      'tests/support.ts': `
export function rowOf(name: string) {
  return { name: name.trim(), tags: [name.slice(0, 1), name.slice(1)] };
}
`,
    },
    reports: ['2:10 alreadyShared'],
  });

  invalid('for a copy that is exported itself', {
    filename: 'tests/a.test.ts',
    code: `import { test } from 'vitest';
export const rowOf = (name: string) => ({ name: name.trim(), tags: [name.slice(0, 1), name.slice(1)] });
test('a', () => rowOf('a').tags);
`,
    others: {
      'tests/support.ts': `
export function rowOf(name: string) {
  return { name: name.trim(), tags: [name.slice(0, 1), name.slice(1)] };
}
`,
    },
    reports: ['2:14 alreadyShared'],
  });

  invalid('for a copy in a suite', {
    filename: 'tests/a.test.ts',
    code: `import { describe, test } from 'vitest';
describe('a', () => {
  const rowOf = (name: string) => ({ name: name.trim(), tags: [name.slice(0, 1), name.slice(1)] });
  test('a', () => rowOf('a').tags);
});
`,
    others: {
      'tests/support.ts': `
export function rowOf(name: string) {
  return { name: name.trim(), tags: [name.slice(0, 1), name.slice(1)] };
}
`,
    },
    reports: ['3:9 alreadyShared'],
  });

  invalid('in a file that imports nothing', {
    filename: 'tests/a.test.js',
    sourceType: 'module',
    code: `const rowOf = (name) => ({ name: name.trim(), tags: [name.slice(0, 1), name.slice(1)] });
test('a', () => rowOf('a').tags);
`,
    others: {
      'tests/support.ts': `
export function rowOf(name: string) {
  return { name: name.trim(), tags: [name.slice(0, 1), name.slice(1)] };
}
`,
    },
    reports: ['1:7 alreadyShared'],
  });

  invalid('for hooks, where the module has more of them', {
    filename: 'tests/a.test.ts',
    code: `import { beforeEach, test } from 'vitest';
import { Redis } from 'ioredis';
let redis: Redis;
beforeEach(async () => {
  redis = new Redis({ db: 15 });
  await redis.flushdb();
});
test('a', () => redis.get('a'));
`,
    others: {
      'tests/fixtures.ts': `import { beforeAll, beforeEach } from 'vitest';
import { Redis } from 'ioredis';
export let redis: Redis;
beforeEach(async () => {
  redis = new Redis({ db: 15 });
  await redis.flushdb();
});
beforeAll(() => {
  process.env['MODE'] = 'test';
});
`,
    },
    reports: ['4:1 alreadyRun'],
  });

  invalid('for hooks, where the module keeps what they set to itself', {
    filename: 'tests/a.test.ts',
    code: `import { beforeEach, test } from 'vitest';
import { Redis } from 'ioredis';
let redis: Redis;
beforeEach(async () => {
  redis = new Redis({ db: 15 });
  await redis.flushdb();
});
test('a', () => redis.get('a'));
`,
    others: {
      'tests/fixtures.ts': `import { beforeEach } from 'vitest';
import { Redis } from 'ioredis';
let redis: Redis;
beforeEach(async () => {
  redis = new Redis({ db: 15 });
  await redis.flushdb();
});
export const getRedis = (): Redis => redis;
`,
    },
    reports: ['4:1 alreadyRun'],
  });

  invalid('for hooks, where a test sets what they set', {
    filename: 'tests/a.test.ts',
    code: `import { beforeEach, test } from 'vitest';
import { Redis } from 'ioredis';
let redis: Redis;
beforeEach(async () => {
  redis = new Redis({ db: 15 });
  await redis.flushdb();
});
test('a', () => {
  redis = new Redis();
  return redis.quit();
});
`,
    others: {
      'tests/fixtures.ts': `import { beforeEach } from 'vitest';
import { Redis } from 'ioredis';
export let redis: Redis;
beforeEach(async () => {
  redis = new Redis({ db: 15 });
  await redis.flushdb();
});
`,
    },
    reports: ['4:1 alreadyRun'],
  });

  invalid('for hooks of a runner whose test files share their modules', {
    filename: 'tests/a.test.ts',
    code: `import { beforeEach, test } from 'bun:test';
import { Redis } from 'ioredis';
let redis: Redis;
beforeEach(async () => {
  redis = new Redis({ db: 15 });
  await redis.flushdb();
});
test('a', async () => {
  await redis.get('a');
});
`,
    others: {
      'tests/fixtures.ts': `import { beforeEach } from 'bun:test';
import { Redis } from 'ioredis';
export let redis: Redis;
beforeEach(async () => {
  redis = new Redis({ db: 15 });
  await redis.flushdb();
});
`,
    },
    reports: ['4:1 alreadyRun'],
  });
});
