import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

describe('put into a collection from where nothing gives it back', () => {
  invalid('all at once', {
    code: `
import { open } from 'node:fs/promises';
export async function totalSize(paths: readonly string[]): Promise<number> {
  const files = await Promise.all(paths.map((path) => open(path)));
  const stats = await Promise.all(files.map((file) => file.stat()));
  return stats.reduce((total, { size }) => total + size, 0);
}
`,
    reports: ['4:55 collected'],
  });

  invalid('check-outs, by a callback that does more', {
    code: `
import type { Pool } from 'pg';
export async function askAll(pools: readonly Pool[]): Promise<void> {
  const clients = await Promise.all(
    pools.map(async (pool) => {
      const client = await pool.connect();
      client.on('error', console.error);
      return client;
    }),
  );
  for (const client of clients) {
    await client.query('select 1');
  }
}
`,
    reports: ['6:28 collected'],
  });

  invalid('one after the other', {
    code: `
import { open, type FileHandle } from 'node:fs/promises';
export async function sizes(paths: readonly string[]): Promise<Map<string, number>> {
  const files: FileHandle[] = [];
  for (const path of paths) {
    files.push(await open(path));
  }
  const found = new Map<string, number>();
  for (const [index, file] of files.entries()) {
    found.set(paths[index] ?? '', (await file.stat()).size);
  }
  return found;
}
`,
    reports: ['6:22 collected'],
  });

  invalid('by name', {
    code: `
import type { Pool, PoolClient } from 'pg';
export async function askAll(pool: Pool, names: readonly string[]): Promise<void> {
  const clients: Record<string, PoolClient> = {};
  for (const name of names) {
    clients[name] = await pool.connect();
  }
  await Promise.all(Object.values(clients).map((client) => client.query('select 1')));
}
`,
    reports: ['6:27 collected'],
  });

  invalid('made, and waited for by nobody', {
    code: `
import Redis from 'ioredis';
export async function tellAll(urls: readonly string[], text: string): Promise<void> {
  const clients = urls.map((url) => new Redis(url));
  await Promise.all(clients.map((client) => client.publish('news', text)));
}
`,
    reports: ['4:37 collected'],
  });
});

describe('put into a collection', () => {
  valid('each is closed', {
    code: `
import { open } from 'node:fs/promises';
export async function totalSize(paths: readonly string[]): Promise<number> {
  const files = await Promise.all(paths.map((path) => open(path)));
  try {
    return (await Promise.all(files.map((file) => file.stat()))).length;
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}
`,
  });

  valid('each is closed after the one before', {
    code: `
import { open, type FileHandle } from 'node:fs/promises';
export async function count(paths: readonly string[]): Promise<number> {
  const files: FileHandle[] = [];
  for (const path of paths) files.push(await open(path));
  await files.reduce((last, file) => last.then(() => file.close()), Promise.resolve());
  return files.length;
}
`,
  });

  valid('those that could be opened are closed', {
    code: `
import { open } from 'node:fs/promises';
export async function totalSize(paths: readonly string[]): Promise<number> {
  const results = await Promise.allSettled(paths.map((path) => open(path)));
  const files = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const stats = await Promise.all(files.map((file) => file.stat()));
  for (const file of files) await file.close();
  return stats.reduce((total, { size }) => total + size, 0);
}
`,
  });

  valid('of the caller, of the instance, of a function that lives on', {
    code: `
import { open, type FileHandle } from 'node:fs/promises';
export async function fill(files: FileHandle[], paths: readonly string[]): Promise<void> {
  for (const path of paths) files.push(await open(path));
}
export class Files {
  readonly all: FileHandle[] = [];
  async add(paths: readonly string[]): Promise<void> {
    const { all } = this;
    for (const path of paths) all.push(await open(path));
  }
  close = () => Promise.all(this.all.map((file) => file.close()));
}
export function opener(onRead: (read: (path: string) => Promise<string>) => void): void {
  const files = new Map<string, FileHandle>();
  onRead(async (path) => {
    const file = files.get(path) ?? (await open(path));
    files.set(path, file);
    return file.readFile('utf8');
  });
}
`,
  });

  valid('that goes on', {
    code: `
import { open } from 'node:fs/promises';
declare function closeAll(files: Iterable<{ close(): Promise<void> }>): Promise<void>;
export const openAll = (paths: readonly string[]) => Promise.all(paths.map((path) => open(path)));
export async function count(paths: readonly string[]): Promise<number> {
  const files = await Promise.all(paths.map((path) => open(path)));
  await closeAll(files);
  return files.length;
}
export async function lazily(paths: readonly string[]): Promise<() => Promise<void>> {
  const files = await Promise.all(paths.map((path) => open(path)));
  return async () => {
    for (const file of files) await file.close();
  };
}
`,
  });

  valid('of pages, whose browser is closed', {
    code: `
import type { Browser } from 'puppeteer';
export async function textOf(browser: Browser, urls: readonly string[]): Promise<string[]> {
  const pages = await Promise.all(urls.map(() => browser.newPage()));
  try {
    await Promise.all(pages.map((page, index) => page.goto(urls[index] ?? '')));
    return await Promise.all(pages.map((page) => page.content()));
  } finally {
    await browser.close();
  }
}
`,
  });
});
