import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const script = path.resolve(import.meta.dirname, '../../scripts/corpus/corpus.js');

/** Speaks on `new` at module level when types say that the value is a pool; crashes on a class named `Crash`. */
const plugin = `
const rule = {
  meta: { schema: [], docs: {} },
  create(context) {
    const { program, getTypeAtLocation } = context.sourceCode.parserServices;
    return {
      NewExpression(node) {
        if (node.callee.name === 'Crash') throw new Error('stub crashed');
        if (!program || context.sourceCode.getScope(node).type !== 'module') return;
        if (getTypeAtLocation(node).getProperty('end')) context.report({ node, message: 'stub report' });
      },
    };
  },
};
const quiet = { meta: { schema: [], docs: { requiresTypeChecking: true } }, create: () => ({}) };
export default {
  rules: { 'no-module-level-resource': rule, 'require-teardown': quiet },
  configs: {
    recommendedTypeChecked: [{ rules: { 'async-resources/no-module-level-resource': 'error' } }],
    all: { rules: { 'async-resources/no-module-level-resource': 'error', 'async-resources/require-teardown': 'error' } },
  },
};
`;

const files = {
  'stub-plugin.mjs': plugin,
  'checkouts/node_modules/pg/package.json': '{ "name": "pg", "types": "index.d.ts" }',
  'checkouts/node_modules/pg/index.d.ts': 'export class Pool { end(): Promise<void> }\n',
  'checkouts/shop/package.json': '{ "name": "shop" }',
  'checkouts/shop/tsconfig.json':
    '{ "extends": "not-installed/tsconfig.json", "compilerOptions": { "strict": false } }',
  // Would stop or bend the run if it were read.
  'checkouts/shop/eslint.config.js': 'throw new Error("a checkout\'s config was run")',
  'checkouts/shop/src/db.ts':
    "import { Pool } from 'pg';\n\n/* eslint-disable */\nexport const pool: Pool = new Pool();\n",
  'checkouts/shop/src/own.ts': 'export class Settings {}\nexport const settings = new Settings();\n',
  'checkouts/shop/dist/db.js': "import { Pool } from 'pg';\nexport const pool = new Pool();\n",
  'checkouts/broken/index.ts': 'export const = ;\n',
  'checkouts/broken/crash.ts': 'export class Crash {}\nexport const crash = new Crash();\n',
};

const label = { repo: 'someone/shop', dir: 'shop', commit: 'abc', confidence: 'high', verdict: 'bug' };
const labels = [
  { ...label, path: 'src/db.ts', line: 2, class: 'module-level', why: 'a pool on import' },
  { ...label, path: 'src/own.ts', line: 2, class: 'module-level', confidence: 'low', why: 'not seen' },
  { ...label, path: 'src/db.ts', line: 4, class: 'module-level', verdict: 'ok', why: 'looks alike' },
  { ...label, path: 'src/db.ts', line: 4, class: 'duplicate-fixture' },
  { ...label, dir: 'absent', path: 'a.ts', line: 1, class: 'module-level' },
];

/** What most tests look at: all rules of the preset on all checkouts. */
const everything = ['--checkouts', 'checkouts', '--labels', 'labels.json', '--json'];

let root: string;
/** The files of the checkouts before the first run. */
let untouched: string[];
let first: Run;

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'corpus-'));
  for (const [name, content] of Object.entries({ ...files, 'labels.json': JSON.stringify(labels) })) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  }
  untouched = snapshot(path.join(root, 'checkouts'));
  first = await corpus(...everything, 'a.json');
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

async function corpus(...args: string[]): Promise<Run> {
  const all = [script, '--plugin', 'stub-plugin.mjs', ...args];
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, all, { cwd: root })) };
  } catch (error) {
    return error as Run;
  }
}

/** Every file below a folder with its time of change. */
function snapshot(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => `${name} ${statSync(path.join(folder, name)).mtimeMs}`)
    .sort();
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(path.join(root, name), 'utf8'));
}

// A run takes two seconds, and ten times that on a busy machine.
describe('corpus', { timeout: 300_000 }, () => {
  it('prints reports, crashes and the labels, and leaves the checkouts alone', () => {
    expect(first.stdout.replace(/\d+\.\d\d s/, 'T')).toMatchInlineSnapshot(`
      "rule                                      reports  crashes    time
      async-resources/no-module-level-resource        1        1  T
      5 files, 1 with syntax errors left out

      Crashes (1):
        async-resources/no-module-level-resource  broken/crash.ts  stub crashed

      class         caught  high+medium  flagged  high+medium
      module-level     1/2          1/1      1/1          1/1

      Missed bugs (1):
        module-level  shop/src/own.ts:2  [low]  not seen

      Flagged look-alikes (1):
        module-level  shop/src/db.ts:4  [high]  looks alike
            async-resources/no-module-level-resource: stub report

      Not scored (2):
        duplicate-fixture: rule not available (no-duplicate-fixture), 1 label
        module-level: not checked out (absent), 1 label
      "
    `);
    expect(first.code).toBe(1);
    expect(snapshot(path.join(root, 'checkouts'))).toEqual(untouched);
  });

  it('writes the same JSON twice', async () => {
    await corpus(...everything, 'b.json');

    expect(readJson('a.json')).toEqual(readJson('b.json'));
    expect(readJson('b.json')).toMatchObject({
      reports: [{ repo: 'shop', path: 'src/db.ts', line: 4, rule: 'async-resources/no-module-level-resource' }],
      crashes: [{ repo: 'broken', path: 'crash.ts', message: 'stub crashed' }],
      unparsable: [{ repo: 'broken', path: 'index.ts' }],
      labels: { scored: [{ hit: { line: 4 } }, { path: 'src/own.ts' }, { verdict: 'ok', hit: { line: 4 } }] },
    });
  });

  it('narrows to rules, checkouts and labelled files', async () => {
    const rule = await corpus('--checkouts', 'checkouts', '--rule', 'async-resources/require-teardown');
    expect(rule.stdout).toMatch(/^async-resources\/require-teardown +0 +0 /m);
    expect(rule.stdout).not.toContain('no-module-level-resource');

    const labelled = await corpus('--checkouts', 'checkouts', '--labels', 'labels.json', '--only-labelled');
    expect(labelled.stdout).toContain('\n2 files\n');

    const repo = await corpus('--checkouts', 'checkouts', '--repo', 'broken', '--preset', 'all');
    expect(repo.stdout).toContain('\n2 files, 1 with syntax errors left out\n');
  });

  it('scores a label by the checkout of its commit', async () => {
    const folder = path.join(root, 'states');
    cpSync(path.join(root, 'checkouts/shop'), path.join(folder, 'shop@abc'), { recursive: true });
    cpSync(path.join(root, 'checkouts/node_modules'), path.join(folder, 'node_modules'), { recursive: true });
    mkdirSync(path.join(folder, 'shop'));

    const { stdout } = await corpus('--checkouts', 'states', '--labels', 'labels.json');
    expect(stdout).toMatch(/^module-level +1\/2 +1\/1 +1\/1 +1\/1$/m);
  });

  it.each([
    [['--wrong'], "Unknown option '--wrong'"],
    [[], '--checkouts <dir> is required'],
    [['--checkouts', 'nowhere'], '--checkouts: there is no folder nowhere'],
    [['--checkouts', 'checkouts', '--only-labelled'], '--only-labelled needs --labels'],
    [['--checkouts', 'checkouts', '--labels', 'stub-plugin.mjs'], '--labels: stub-plugin.mjs is not a JSON array'],
    [['--checkouts', 'checkouts', '--json', 'checkouts/shop/out.json'], 'would lie inside the checkouts'],
    [['--checkouts', 'checkouts', '--rule', 'nope'], '--rule: unknown rule nope; there are: no-module-level'],
    [['--checkouts', 'checkouts', '--preset', 'nope'], 'there are: all, recommendedTypeChecked'],
    [['--checkouts', 'checkouts', '--repo', 'nope'], '--repo: there is no checkout nope'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await corpus(...args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});
