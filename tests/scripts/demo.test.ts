import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

import { beforeAll, describe, expect, it } from 'vitest';

import { codeBlocks, root } from '../support/markdown.ts';

let stdout: string;
let stderr: string;
let status: number | null;

// It takes half a minute, and some times as long on a machine that does much else.
beforeAll(() => {
  ({ stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'scripts/demo.js')], {
    encoding: 'utf8',
    timeout: 600_000,
  }));
}, 610_000);

it('ends well', () => {
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

describe('linting the example', () => {
  it('shows the module-level pool of the example, with its closer, as the packed plugin reports it', () => {
    const shown = codeBlocks('README.md').filter(({ headings }) => headings.includes('Try it here'));

    expect(stdout).toMatch(/^examples\/signal-scanner\/app\/db\/session\.ts$/mu);
    expect(stdout).toMatch(
      /^ +\d+:\d+ +error +`pool` \(pg\/Pool\) .*`await pool\.end\(\)`.* async-resources\/no-module-level-resource$/mu,
    );
    expect(stdout).toMatch(
      /^eslint-plugin-async-resources-.+\.tgz reported 12 problems in examples\/signal-scanner\.$/mu,
    );
    const texts = shown.filter(({ language }) => language === 'text').map(({ code }) => code);
    expect(texts).toHaveLength(3);
    for (const text of texts) expect(stdout).toContain(text);
  });

  it('names the API files that never close their app, the copied fixtures, and who closes the shared pool', () => {
    const files = stdout.split(/^(?=examples\/)/mu);
    const rulesOf = (name: string): readonly string[] =>
      [
        ...(files.find((one) => one.includes(`tests/api/${name}.test.ts\n`)) ?? '').matchAll(
          /async-resources\/([\w-]+)$/gmu,
        ),
      ].map((match) => match[1] ?? '');

    expect(rulesOf('auth')).toEqual(['no-duplicate-fixture', 'no-shared-resource-teardown']);
    for (const name of ['reports', 'status', 'stream']) {
      expect(rulesOf(name)).toEqual(['no-duplicate-fixture', 'no-duplicate-fixture', 'require-teardown']);
    }
  });
});

describe('the suite before the cure', () => {
  it('passes with a module registry for each file, and leaves its connections open', () => {
    expect(after('Its tests, with a module registry for each file:')).toEqual([
      left('33 of 33 passed, exited by itself with 0'),
    ]);
  });

  it('fails in one module registry after auth has ended the pool of all', () => {
    const ended = 'Error: Cannot use a pool after calling end on the pool';

    expect(after('Its tests, in one module registry (vitest run --no-isolate --no-file-parallelism):')).toEqual([
      '28 of 33 passed, exited by itself with 1, left no connection open',
      `reports.test.ts: 2 × ${ended}`,
      `status.test.ts: 2 × ${ended}`,
      `stream.test.ts: 1 × ${ended}`,
      left('reports.test.ts, alone: 4 of 4 passed, exited by itself with 0'),
      left('status.test.ts, alone: 3 of 3 passed, exited by itself with 0'),
      left('stream.test.ts, alone: 2 of 2 passed, exited by itself with 0'),
    ]);
  });
});

describe('the cure', () => {
  it('takes each step of docs/migrating.md, in its order', () => {
    const [, ...parts] = stdout.split(/^docs\/migrating\.md, /mu);
    const taken = parts.map((part) => part.split('\n\n', 1)[0]?.trimEnd());
    const page = codeBlocks('docs/migrating.md');
    const asked = ['2. Share', '3. Tear down', '4. Verify'].map((step) => {
      const blocks = page.filter(({ headings }) => headings[1] === step);
      return [step, ...blocks.flatMap(linesOf).map((line) => `  ${line}`)].join('\n');
    });

    expect(taken).toEqual(asked);
  });

  it('applies a suggestion of each rule that reported', () => {
    const rules = new Set([...stdout.matchAll(/ \(async-resources\/([\w-]+)\)$/gmu)].map(([, rule]) => rule));

    expect([...rules].toSorted()).toEqual([
      'no-duplicate-fixture',
      'no-module-level-resource',
      'no-shared-resource-teardown',
      'require-teardown',
    ]);
  });

  it('leaves nothing to report, and code that its authors could have written', () => {
    expect(stdout).toContain('\nLinted again: 0 of our reports, 0 others.\n');
    const read = (path: string): string => readFileSync(join(root, '.tmp/demo', path), 'utf8');

    expect(read('app/db/session.ts')).toMatchSnapshot();
    expect(read('tests/support/setup.ts')).toMatchSnapshot();
    expect(read('tests/api/stream.test.ts')).toMatchSnapshot();
    expect(read('tests/api/auth.test.ts').split('\n\n', 2).join('\n\n')).toMatchSnapshot();
  });

  it('lets all tests pass in ten orders, the process exit, and no connection be left', () => {
    const runs = after(
      'Its tests, ten times (vitest run --no-isolate --no-file-parallelism --sequence.shuffle.files --sequence.shuffle.tests --sequence.seed=1, then 2, 3 …):',
    );

    expect(runs).toHaveLength(10);
    for (const [index, run] of runs.entries()) {
      expect(run).toBe(`seed ${index + 1}: 33 of 33 passed, exited by itself with 0, left no connection open`);
    }
  });
});

/** What is said of a run that left connections. A pool closes some by itself when its process is paused for seconds. */
function left(outcome: string): string {
  return expect.stringMatching(new RegExp(`^${outcome}, left \\d+ connections? open$`, 'u')) as string;
}

/** The indented lines below a line. */
function after(line: string): readonly string[] {
  const lines = stdout.split('\n');
  const below = lines.slice(lines.indexOf(line) + 1);
  const end = below.findIndex((one) => !one.startsWith('  '));
  return below.slice(0, end < 0 ? undefined : end).map((one) => one.trim());
}

/** What the demo says when it does what a block asks for. */
function linesOf({ language, info, code }: ReturnType<typeof codeBlocks>[number]): readonly string[] {
  const file = /filename='([^']+)'/u.exec(info)?.[1];
  if (info === 'suggestions') return code.trimEnd().split('\n');
  if (file === undefined) return [];
  return [`${file}: ${language === 'diff' ? 'edited' : 'written'}`];
}
