import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

// Each of these was found by the property test, and made smaller.

describe('what a variable was set to', () => {
  valid('is known when it is compared with a string', {
    code: `import type { Pool } from 'pg';
export async function load(pool: Pool): Promise<void> {
  const client = await pool.connect();
  let state = 'open';
  try {
    await client.query('select 1');
    client.release();
    state = 'closed';
  } finally {
    if (state === 'open') {
      client.release();
    }
  }
}
`,
  });

  invalid('is known, and may be the wrong string', {
    code: `import type { Pool } from 'pg';
export async function load(pool: Pool): Promise<void> {
  const client = await pool.connect();
  let state = 'open';
  try {
    await client.query('select 1');
    client.release();
    state = 'closed';
  } finally {
    if (state === 'closed') {
      client.release();
    }
    console.log(state);
  }
}
`,
    reports: ['3:24 exception'],
  });

  valid('is known when it is compared with another number', {
    code: `import type { Pool } from 'pg';
export async function load(pool: Pool): Promise<void> {
  const client = await pool.connect();
  let released = 0;
  try {
    await client.query('select 1');
    client.release();
    released = 1;
  } finally {
    if (released !== 1) {
      client.release();
    }
  }
}
`,
  });

  valid('is known when it is compared with true', {
    code: `import type { Pool } from 'pg';
export async function load(pool: Pool): Promise<void> {
  const client = await pool.connect();
  let isOpen = true;
  try {
    await client.query('select 1');
    client.release();
    isOpen = false;
  } finally {
    if (isOpen === true) {
      client.release();
    }
  }
}
`,
  });

  valid('is not known when a closure sets it', {
    code: `import type { Pool } from 'pg';
export async function load(pool: Pool): Promise<void> {
  const client = await pool.connect();
  let isDone = false;
  const finish = () => {
    isDone = true;
  };
  finish();
  if (isDone) {
    client.release();
  }
}
`,
  });

  valid('is not known when a closure sets it before the function is left', {
    code: `import type { Pool } from 'pg';
export async function load(pool: Pool): Promise<void> {
  const client = await pool.connect();
  let isDone = false;
  const finish = () => {
    isDone = true;
  };
  finish();
  if (!isDone) {
    return;
  }
  client.release();
}
`,
  });

  invalid('is known when a closure only reads it', {
    code: `import type { Pool } from 'pg';
export async function load(pool: Pool): Promise<void> {
  const client = await pool.connect();
  let isDone = false;
  const show = () => {
    console.log(isDone);
  };
  show();
  if (isDone) {
    client.release();
  }
  isDone = true;
}
`,
    reports: ['3:24 path'],
  });
});

describe('what was thrown', () => {
  valid('is something', {
    code: `import type { Pool } from 'pg';
export async function load(pool: Pool): Promise<void> {
  const client = await pool.connect();
  let failure: unknown;
  try {
    await client.query('select 1');
    client.release();
  } catch (error) {
    failure = error;
  }
  if (failure !== undefined) {
    client.release(true);
  }
}
`,
  });

  invalid('is nothing on the path on which nothing was', {
    code: `import type { Pool } from 'pg';
export async function load(pool: Pool): Promise<void> {
  const client = await pool.connect();
  let failure: unknown;
  try {
    await client.query('select 1');
  } catch (error) {
    failure = error;
  }
  if (failure !== undefined) {
    client.release(true);
  }
  console.log(failure);
}
`,
    reports: ['3:24 path'],
  });
});

describe('a change stream of MongoDB', () => {
  invalid('that is not closed when a path leaves early', {
    code: `
import type { Collection, Db } from 'mongodb';
import type { Model } from 'mongoose';
export async function first(users: Collection, isWanted: (change: unknown) => boolean) {
  const stream = users.watch();
  const change = await stream.next();
  if (isWanted(change)) {
    return change;
  }
  await stream.close();
  return undefined;
}
export class Changes {
  constructor(
    private readonly db: Db,
    private readonly users: Model<{ name: string }>,
  ) {}
  async inDatabase(isWanted: (change: unknown) => boolean) {
    const stream = this.db.watch();
    if (isWanted(await stream.next())) return;
    await stream.close();
  }
  async ofModel(isWanted: (change: unknown) => boolean) {
    const stream = this.users.watch();
    if (isWanted(await stream.next())) return;
    await stream.close();
  }
}
`,
    reports: ['5:18 path', '19:20 path', '24:20 path'],
  });

  valid('that ends with its loop, with its listener or with its client', {
    code: `
import { type Collection, MongoClient } from 'mongodb';
export async function each(users: Collection, isWanted: (change: unknown) => boolean) {
  for await (const change of users.watch()) {
    if (isWanted(change)) return;
  }
}
export function listen(users: Collection, onChange: (change: unknown) => void) {
  const stream = users.watch();
  stream.on('change', onChange);
  return () => stream.close();
}
export async function once(url: string) {
  const client = new MongoClient(url);
  try {
    const stream = client.db().collection('users').watch();
    return await stream.next();
  } finally {
    await client.close();
  }
}
`,
  });
});
