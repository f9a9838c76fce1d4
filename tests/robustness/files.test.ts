import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import type { Linter } from 'eslint';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import plugin from '../../src/index.ts';
import { lintFolder } from '../support/lint-folder.ts';

/** A folder without a package.json: neither in it nor above it. */
const top = realpathSync(mkdtempSync(join(tmpdir(), 'async-resources-files-')));
let count = 0;
let folder = '';

// Others may read what is in it.
chmodSync(top, 0o755);

beforeEach(() => {
  folder = join(top, String((count += 1)));
  write(
    'tsconfig.json',
    '{ "compilerOptions": { "strict": true, "skipLibCheck": true, "types": [] }, "include": ["."] }',
  );
  write(
    'pg.d.ts',
    `declare module 'pg' { export class Pool { query(text: string): Promise<void>; end(): Promise<void>; } }`,
  );
});

afterAll(() => {
  rmSync(top, { recursive: true, force: true });
});

const lines = [
  `import { Pool } from 'pg';`,
  `import { other } from './other';`,
  `export const pool = new Pool();`,
  `export const both = [pool, other];`,
  ``,
];
const code = lines.join('\n');

/** As `path:line:column rule`; a file that the parser refuses has a message in place of the rule. */
async function reports(...paths: string[]): Promise<readonly string[]> {
  const { rules = {} } = plugin.configs.strictTypeChecked as { rules?: Linter.RulesRecord };
  const results = await lintFolder(folder, rules, paths);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(
      ({ ruleId, line, column, message }) => `${relative(folder, filePath)}:${line}:${column} ${ruleId ?? message}`,
    ),
  );
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** What the work gives when it may read no more than others may: nothing is closed to the administrator. */
async function asNobody<Result>(work: () => Promise<Result>): Promise<Result> {
  const isAdministrator = process.geteuid?.() === 0;
  if (isAdministrator) {
    process.seteuid?.(65_534);
  }
  try {
    return await work();
  } finally {
    if (isAdministrator) {
      process.seteuid?.(0);
    }
  }
}

const found = [
  'a.ts:3:21 async-resources/require-acquire-timeout',
  'a.ts:3:21 async-resources/no-module-level-resource',
];

describe('a project without a package.json', () => {
  it('is linted', async () => {
    write('a.ts', code);
    write('other.ts', 'export const other = 1;\n');
    expect(await reports('a.ts')).toEqual(found);
  });
});

describe('a file beside the linted one that cannot be read', () => {
  it('since nobody may', async () => {
    write('a.ts', code);
    write('other.ts', 'export const other = 1;\n');
    chmodSync(join(folder, 'other.ts'), 0);
    expect(await asNobody(() => reports('a.ts'))).toEqual(found);
  });

  it('nor its folder', async () => {
    write('a.ts', code.replace('./other', './locked/other'));
    write('locked/other.ts', 'export const other = 1;\n');
    const locked = join(folder, 'locked');
    chmodSync(locked, 0);
    // It has to be removed in the end.
    onTestFinished(() => {
      chmodSync(locked, 0o755);
    });
    expect(await asNobody(() => reports('a.ts'))).toEqual(found);
  });

  it('since there is a folder of its name', async () => {
    write('a.ts', code);
    write('other.ts/index.txt', '');
    expect(await reports('a.ts')).toEqual(found);
  });

  it('since it is a link to nothing', async () => {
    write('a.ts', code);
    symlinkSync(join(folder, 'nothing.ts'), join(folder, 'other.ts'));
    expect(await reports('a.ts')).toEqual(found);
  });

  it('since it is a link to itself', async () => {
    write('a.ts', code);
    symlinkSync(join(folder, 'other.ts'), join(folder, 'other.ts'));
    expect(await reports('a.ts')).toEqual(found);
  });

  it('since it is no text', async () => {
    write('a.ts', code);
    write('other.ts', '\u0000\ufffd\u0001 export const \u0000');
    expect(await reports('a.ts')).toEqual(found);
  });

  it('nor the package.json, nor the configuration of the test runner', async () => {
    write('a.ts', code);
    write('package.json/index.txt', '');
    write('vitest.config.ts/index.txt', '');
    expect(await reports('a.ts')).toEqual(found);
  });

  it('and a package.json that is broken', async () => {
    write('a.ts', code);
    write('package.json', '{ "name": ');
    expect(await reports('a.ts')).toEqual(found);
  });
});

describe('links', () => {
  it('to a file are linted as the file', async () => {
    write('real/a.ts', code);
    write('real/other.ts', 'export const other = 1;\n');
    symlinkSync(join(folder, 'real/a.ts'), join(folder, 'a.ts'));
    expect(await reports('a.ts')).toEqual(found);
  });

  it('to a folder above end', async () => {
    write('a.ts', code);
    write('other.ts', 'export const other = 1;\n');
    symlinkSync(folder, join(folder, 'round'));
    expect(await reports('a.ts')).toEqual(found);
  });
});

describe('other bytes of the same text', () => {
  it('line ends of Windows', async () => {
    write('a.ts', lines.join('\r\n'));
    write('other.ts', 'export const other = 1;\r\n');
    expect(await reports('a.ts')).toEqual(found);
  });

  it('a mark of the byte order', async () => {
    write('a.ts', `\ufeff${code}`);
    write('other.ts', '\ufeffexport const other = 1;\n');
    expect(await reports('a.ts')).toEqual(found);
  });

  it('both, and a hashbang, which makes it a program', async () => {
    write('a.ts', `\ufeff#!/usr/bin/env node\r\n${lines.join('\r\n')}`);
    expect(await reports('a.ts')).toEqual(['a.ts:4:21 async-resources/require-acquire-timeout']);
  });
});
