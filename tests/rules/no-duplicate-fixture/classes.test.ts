import { describe } from 'vitest';

import rule from '../../../src/rules/no-duplicate-fixture.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-duplicate-fixture', rule);

describe('classes that tests use', () => {
  invalid('one that acquires a resource, and the hook that makes it', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { afterEach, beforeEach, test } from 'vitest';
class Harness {
  readonly pool = new Pool({ database: 'tests' });
  async reset() {
    await this.pool.query('truncate users');
  }
}
let harness: Harness;
beforeEach(async () => {
  harness = new Harness();
  await harness.reset();
});
afterEach(() => harness.pool.end());
test('a', () => harness.pool.query('select 1'));
`,
    others: {
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { afterEach, beforeEach, test } from 'vitest';
class Database {
  readonly pool = new Pool({ database: 'tests' });
  async reset() {
    await this.pool.query('truncate users');
  }
}
let database: Database;
beforeEach(async () => {
  database = new Database();
  await database.reset();
});
afterEach(() => database.pool.end());
test('b', () => database.pool.query('select 1'));
`,
    },
    reports: ['4:7 copied', '11:1 copied'],
  });

  invalid('a large one, which a module exports already', {
    filename: 'tests/a.test.ts',
    code: `
import { expect, test } from 'vitest';
class Inbox {
  readonly #mails = new Map<string, string[]>();
  deliver(to: string, text: string): void {
    const mails = this.#mails.get(to) ?? [];
    mails.push(text.trim());
    this.#mails.set(to, mails);
  }
  readFor(to: string): readonly string[] {
    return [...(this.#mails.get(to) ?? [])].toSorted();
  }
}
test('a', () => {
  const inbox = new Inbox();
  inbox.deliver('ada', 'hello');
  expect(inbox.readFor('ada')).toEqual(['hello']);
});
`,
    others: {
      'tests/support/inbox.ts': `
export class Inbox {
  readonly #mails = new Map<string, string[]>();
  deliver(to: string, text: string): void {
    const mails = this.#mails.get(to) ?? [];
    mails.push(text.trim());
    this.#mails.set(to, mails);
  }
  readFor(to: string): readonly string[] {
    return [...(this.#mails.get(to) ?? [])].toSorted();
  }
}
`,
    },
    reports: ['3:7 alreadyShared'],
  });

  valid('a small one without a resource', {
    filename: 'tests/a.test.ts',
    code: `
import { expect, test } from 'vitest';
class Clock {
  now(): number {
    return 1_700_000_000_000;
  }
}
test('a', () => expect(new Clock().now()).toBeGreaterThan(0));
`,
    others: {
      'tests/b.test.ts': `
import { expect, test } from 'vitest';
class Clock {
  now(): number {
    return 1_700_000_000_000;
  }
}
test('b', () => expect(new Clock().now()).toBeGreaterThan(0));
`,
      'tests/c.test.ts': `
import { expect, test } from 'vitest';
class Clock {
  now(): number {
    return 1_700_000_000_000;
  }
}
test('c', () => expect(new Clock().now()).toBeGreaterThan(0));
`,
    },
  });

  valid('one with decorators: a framework reads what each test declares', {
    filename: 'tests/a.test.ts',
    compilerOptions: { experimentalDecorators: true },
    code: `
import { Pool } from 'pg';
import { expect, test } from 'vitest';
declare function injectable(): (type: object) => void;
@injectable()
class Store {
  readonly pool = new Pool({ database: 'tests', max: 2 });
}
test('a', () => expect(new Store().pool).toBeDefined());
`,
    others: {
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { expect, test } from 'vitest';
declare function injectable(): (type: object) => void;
@injectable()
class Store {
  readonly pool = new Pool({ database: 'tests', max: 2 });
}
test('b', () => expect(new Store().pool).toBeDefined());
`,
    },
  });
});
