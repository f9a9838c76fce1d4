import { describe } from 'vitest';

import rule from '../../../src/rules/require-owner-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-owner-release', rule);

describe('a class without a closer', () => {
  invalid('a pool in a field', {
    code: `import { Pool } from 'pg';

export class Accounts {
  private readonly pool = new Pool();

  count() {
    return this.pool.query('select count(*) from accounts');
  }
}
`,
    reports: ['3:14 noCloser'],
  });

  valid('a closer', {
    code: `import { Pool } from 'pg';

export class Accounts {
  private readonly pool = new Pool();

  count() {
    return this.pool.query('select count(*) from accounts');
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
`,
  });

  invalid('in the constructor', {
    code: `import { Redis } from 'ioredis';

export class Cache {
  private readonly redis: Redis;

  constructor(url: string) {
    this.redis = new Redis(url);
    this.redis.on('error', console.error);
  }

  get(key: string) {
    return this.redis.get(key);
  }
}
`,
    reports: ['3:14 noCloser'],
  });

  invalid('in a method that sets it up', {
    code: `import { MongoClient } from 'mongodb';

export class Store {
  #client: MongoClient | undefined;

  async init(url: string): Promise<void> {
    this.#client = new MongoClient(url);
    await this.#client.connect();
  }

  find() {
    return this.#client?.db().collection('items').find().toArray();
  }
}
`,
    reports: ['3:14 noCloser'],
  });

  invalid('two resources: one report', {
    code: `import { Redis } from 'ioredis';
import { Pool } from 'pg';

export class Service {
  #pool = new Pool();
  #redis = new Redis();

  async get(id: string) {
    return (await this.#redis.get(id)) ?? (await this.#pool.query('select $1', [id]));
  }
}
`,
    reports: ['4:14 noCloser'],
  });

  invalid('a class without a name', {
    code: `import { Pool } from 'pg';

export default class {
  #pool = new Pool();

  count() {
    return this.#pool.query('select 1');
  }
}
`,
    reports: ['3:16 noCloser'],
  });

  invalid('through a variable of the constructor', {
    code: `import { Pool } from 'pg';

export class Accounts {
  readonly #pool: Pool;

  constructor() {
    const pool = new Pool();
    pool.on('error', console.error);
    this.#pool = pool;
  }

  count() {
    return this.#pool.query('select 1');
  }
}
`,
    reports: ['3:14 noCloser'],
  });

  invalid('made on first use, by a getter', {
    code: `import { Pool } from 'pg';

export class Accounts {
  #pool?: Pool;

  private get pool(): Pool {
    return (this.#pool ??= new Pool());
  }

  count() {
    return this.pool.query('select 1');
  }
}
`,
    reports: ['3:14 noCloser'],
  });

  valid('made on first use, and closed through the getter', {
    code: `import { Pool } from 'pg';

export class Accounts {
  #pool?: Pool;

  private get pool(): Pool {
    return (this.#pool ??= new Pool());
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
`,
  });
});

describe('a closer that forgets a field', () => {
  invalid('one of two', {
    code: `import { Redis } from 'ioredis';
import { Pool } from 'pg';

export class Service {
  #pool = new Pool();
  #redis = new Redis();

  async get(id: string) {
    return (await this.#redis.get(id)) ?? (await this.#pool.query('select $1', [id]));
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
`,
    reports: ['6:3 forgotten'],
  });

  valid('both, by Promise.all', {
    code: `import { Redis } from 'ioredis';
import { Pool } from 'pg';

export class Service {
  #pool = new Pool();
  #redis = new Redis();

  async close(): Promise<void> {
    await Promise.all([this.#pool.end(), this.#redis.quit()]);
  }
}
`,
  });

  valid('a loop over both', {
    code: `import { Pool } from 'pg';

export class Service {
  #reader = new Pool();
  #writer = new Pool();

  async close(): Promise<void> {
    for (const pool of [this.#reader, this.#writer]) {
      await pool.end();
    }
  }
}
`,
  });

  valid('a helper method', {
    code: `import { Pool } from 'pg';

export class Service {
  #pool = new Pool();

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#drain();
  }

  async #drain(): Promise<void> {
    await this.#pool.end();
  }
}
`,
  });
});

describe('a closer that hides that of another class', () => {
  invalid('without super', {
    code: `import { Redis } from 'ioredis';
import { Pool } from 'pg';

export class Base {
  protected readonly pool = new Pool();

  async close(): Promise<void> {
    await this.pool.end();
  }
}

export class Service extends Base {
  readonly #redis = new Redis();

  override async close(): Promise<void> {
    await this.#redis.quit();
  }
}
`,
    reports: ['15:18 noSuper'],
  });

  invalid('with super in another method', {
    code: `import { Redis } from 'ioredis';
import { Pool } from 'pg';

export class Base {
  protected readonly pool = new Pool();

  async count(): Promise<number> {
    return (await this.pool.query('select 1')).rows.length;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

export class Service extends Base {
  readonly #redis = new Redis();

  override async count(): Promise<number> {
    return (await super.count()) + (await this.#redis.dbsize());
  }

  override async close(): Promise<void> {
    await this.#redis.quit();
  }
}
`,
    reports: ['23:18 noSuper'],
  });

  valid('with super', {
    code: `import { Redis } from 'ioredis';
import { Pool } from 'pg';

export class Base {
  protected readonly pool = new Pool();

  async close(): Promise<void> {
    await this.pool.end();
  }
}

export class Service extends Base {
  readonly #redis = new Redis();

  override async close(): Promise<void> {
    await this.#redis.quit();
    await super.close();
  }
}
`,
  });
});

describe('not the class that owns it', () => {
  valid('injected', {
    code: `import { Pool } from 'pg';

export class Accounts {
  constructor(private readonly pool: Pool) {}

  count() {
    return this.pool.query('select 1');
  }
}
`,
  });

  valid('injected, or else made', {
    code: `import { Pool } from 'pg';

export class Accounts {
  readonly #pool: Pool;

  constructor(pool?: Pool) {
    this.#pool = pool ?? new Pool();
  }

  count() {
    return this.#pool.query('select 1');
  }
}
`,
  });

  valid('handed to a function that is not known', {
    code: `import { Pool } from 'pg';

declare function register(pool: Pool): void;

export class Accounts {
  readonly #pool = new Pool();

  constructor() {
    register(this.#pool);
  }
}
`,
  });

  valid('a timer that does not keep the process alive', {
    code: `export class Sweeper {
  readonly #timer: NodeJS.Timeout;

  constructor(sweep: () => void) {
    this.#timer = setInterval(sweep, 1000);
    this.#timer.unref();
  }
}
`,
  });

  invalid('a timer', {
    code: `export class Sweeper {
  readonly #timer: NodeJS.Timeout;

  constructor(sweep: () => void) {
    this.#timer = setInterval(sweep, 1000);
  }

  get isRunning() {
    return this.#timer.hasRef();
  }
}
`,
    reports: ['1:14 noCloser'],
  });
});

describe('a class with several closers', () => {
  invalid('is to use the one with the usual name', {
    code: `import { Pool } from 'pg';

export class Accounts {
  private readonly pool = new Pool();
  private readonly names = new Map<string, string>();

  cleanUpNames(): void {
    this.names.clear();
  }

  async close(): Promise<void> {
    this.cleanUpNames();
  }

  count() {
    return this.pool.query('select count(*) from accounts');
  }
}
`,
    reports: ['4:20 forgotten'],
  });
});
