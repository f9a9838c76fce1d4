import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { run } from '../../scripts/run.js';
import { root } from '../support/markdown.ts';

/** Reports calls of `open`, and offers for the name of each call's argument something else. */
const plugin = `
const edits = {
  good: (call) => [call, '{ port: 80 }'],
  types: (call) => [call, '80'],
  comment: (call) => [{ range: [call.range[0] - 11, call.range[1]] }, '{ port: 80 }'],
  stays: (call) => [call, "open('stays') "],
  other: (call) => [call, 'new Other()'],
  syntax: (call) => [call, '{'],
};
const rule = {
  meta: { schema: [], hasSuggestions: true },
  create: (context) => ({
    'CallExpression[callee.name="open"]'(node) {
      const [place, text] = edits[node.arguments[0].value](node);
      const suggest = [{ desc: 'Take the ' + node.arguments[0].value + ' one.', fix: (fixer) => fixer.replaceText(place, text) }];
      context.report({ node, message: 'open', suggest });
    },
    NewExpression: (node) => context.report({ node, message: 'new' }),
  }),
};
export default {
  rules: { 'no-open': rule },
  configs: { strictTypeChecked: { rules: { 'async-resources/no-open': 'error' } } },
};
`;

const declared = `declare function open(what: string): { port: number };
declare class Other { readonly port: number }
`;

function fileOf(what: string): string {
  return `${declared}
export const server: { readonly port: number } = /* here */ open('${what}');
`;
}

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'verify-suggestions-'));
  for (const what of ['good', 'types', 'comment', 'stays', 'other', 'syntax']) {
    mkdirSync(path.join(folder, 'checkouts', what, 'src'), { recursive: true });
    writeFileSync(path.join(folder, 'checkouts', what, 'src', 'server.ts'), fileOf(what));
  }
  writeFileSync(path.join(folder, 'plugin.mjs'), plugin);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function verify(...args: readonly string[]): ReturnType<typeof run> {
  const script = path.join(root, 'scripts/verify-suggestions/verify-suggestions.js');
  return run(process.execPath, [script, ...args], { cwd: folder, mayFail: true });
}

describe('verify:suggestions', () => {
  it('finds every suggestion of the example safe', () => {
    const { status, stdout } = verify('--repo', 'signal-scanner');
    const [, safe, applied] = /^signal-scanner +\d+ +\d+ +(\d+)\/(\d+)$/mu.exec(stdout) ?? [];
    expect(Number(applied)).toBeGreaterThan(3);
    expect(safe).toBe(applied);
    expect(status).toBe(0);
  });

  it('names each suggestion that breaks a promise, and which', () => {
    const names = ['good', 'types', 'comment', 'stays', 'other', 'syntax'];
    const repos = names.flatMap((name) => ['--repo', name]);
    const { status, stdout } = verify('--checkouts', 'checkouts', '--plugin', 'plugin.mjs', ...repos);
    expect(stdout).toMatchInlineSnapshot(`
      "          files  reports  suggestions safe/applied
      comment       1        1                       0/1
      good          1        1                       1/1
      other         1        1                       0/1
      stays         1        1                       0/1
      syntax        1        1                       0/1
      types         1        1                       0/1
      together      6        6                       1/6

      comment/src/server.ts:4  async-resources/no-open
        Take the comment one.
        - Lost comment: here

      other/src/server.ts:4  async-resources/no-open
        Take the other one.
        - New report: async-resources/no-open: new

      stays/src/server.ts:4  async-resources/no-open
        Take the stays one.
        - Still reported: open

      syntax/src/server.ts:4  async-resources/no-open
        Take the syntax one.
        - Does not parse: Parsing error: Property assignment expected.

      types/src/server.ts:4  async-resources/no-open
        Take the types one.
        - New type error: TS2322: Type 'number' is not assignable to type '{ readonly port: number; }'.
      "
    `);
    expect(status).toBe(1);
  });

  it.each([
    [['--wrong'], "Unknown option '--wrong'"],
    [['--checkouts', 'nowhere'], '--checkouts: there is no folder nowhere'],
    [['--repo', 'nope'], '--repo: there is no nope; there are: monorepo, signal-scanner, docs'],
  ])('refuses %j', (args, message) => {
    const { status, stderr } = verify(...args);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});
