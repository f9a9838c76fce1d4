import { cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import process from 'node:process';

import type { ESLint } from 'eslint';
import { check } from 'prettier';
import { beforeEach, expect, it } from 'vitest';

import { run } from '../../scripts/run.js';
import { root } from '../support/markdown.ts';

let copy: string;

beforeEach(() => {
  mkdirSync(join(root, '.tmp'), { recursive: true });
  copy = mkdtempSync(join(root, '.tmp', 'create-rule-'));
  cpSync(join(root, 'src'), join(copy, 'src'), { recursive: true });
  return () => {
    rmSync(copy, { recursive: true, force: true });
  };
});

function createRule(...args: string[]) {
  return run(process.execPath, [join(root, 'scripts/create-rule.js'), '--root', copy, ...args], { mayFail: true });
}

it('makes a rule that loads, with its test and its page', async () => {
  const { status } = createRule('no-aaa', "Disallow what isn't released");
  expect(status).toBe(0);

  const index = pathToFileURL(join(copy, 'src/rules/index.ts')).href;
  const { rules } = (await import(index)) as { rules: NonNullable<ESLint.Plugin['rules']> };
  expect(Object.keys(rules)[0]).toBe('no-aaa');
  expect(Object.keys(rules)).toContain('no-module-level-resource');
  expect(rules['no-aaa']?.meta?.docs).toMatchObject({ description: "Disallow what isn't released" });

  for (const path of ['src/rules/no-aaa.ts', 'tests/rules/no-aaa/reports.test.ts', 'docs/rules/no-aaa.md']) {
    const text = readFileSync(join(copy, path), 'utf8');
    expect(text).toContain('no-aaa');
    const style = { singleQuote: true, printWidth: 120, filepath: path };
    await expect(check(text, style), path).resolves.toBe(true);
  }
});

it('registers a rule that comes last in the alphabet after the others', () => {
  createRule('require-zzz', 'Require zzz');
  const names = [...readFileSync(join(copy, 'src/rules/index.ts'), 'utf8').matchAll(/^ {2}'(.+)':/gmu)];
  expect(names.at(-1)?.[1]).toBe('require-zzz');
});

it('does not write over a rule that exists', () => {
  const path = join(copy, 'src/rules/no-module-level-resource.ts');
  const before = readFileSync(path, 'utf8');
  const { status, stderr } = createRule('no-module-level-resource', 'Disallow it again');
  expect(status).toBe(1);
  expect(stderr).toBe('Already there: src/rules/no-module-level-resource.ts\n');
  expect(readFileSync(path, 'utf8')).toBe(before);
});

it.each([[['NoCamelCase', 'Disallow it']], [['no-aaa']], [['no-aaa', 'Disallow it.']]])(
  'says how it is used when it is called with %j',
  (args) => {
    const { status, stderr } = createRule(...args);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Usage: npm run create-rule -- /u);
  },
);
