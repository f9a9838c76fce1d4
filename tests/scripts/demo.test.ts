import { join } from 'node:path';
import process from 'node:process';

import { beforeAll, expect, it } from 'vitest';

import { run } from '../../scripts/run.js';
import { codeBlocks, root } from '../support/markdown.ts';

let demo: ReturnType<typeof run>;

beforeAll(() => {
  demo = run(process.execPath, [join(root, 'scripts/demo.js')], { mayFail: true });
});

it('shows the module-level pool of the example, with its closer, as the packed plugin reports it', () => {
  const { status, stdout, stderr } = demo;
  const shown = codeBlocks('README.md').filter(({ headings }) => headings.includes('Try it here'));

  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^examples\/signal-scanner\/app\/db\/session\.ts$/mu);
  expect(stdout).toMatch(
    /^ +\d+:\d+ +error +`pool` \(pg\/Pool\) .*`await pool\.end\(\)`.* async-resources\/no-module-level-resource$/mu,
  );
  expect(stdout).toMatch(
    /^eslint-plugin-async-resources-.+\.tgz reported \d+ problems? in examples\/signal-scanner\.\n$/mu,
  );
  expect(stdout).toContain(shown.find(({ language }) => language === 'text')?.code);
});

it('names the API files that never close their app, the copied fixtures, and who closes the shared pool', () => {
  const { stdout } = demo;
  const files = stdout.split(/^(?=examples\/)/mu);
  const rulesOf = (name: string): readonly string[] =>
    [
      ...(files.find((one) => one.includes(`tests/api/${name}.test.ts\n`)) ?? '').matchAll(
        /async-resources\/([\w-]+)$/gmu,
      ),
    ].map((match) => match[1] ?? '');

  expect(rulesOf('auth')).toEqual(['no-duplicate-fixture', 'no-duplicate-fixture', 'no-shared-resource-teardown']);
  for (const name of ['reports', 'status', 'stream']) {
    expect(rulesOf(name)).toEqual(['no-duplicate-fixture', 'no-duplicate-fixture', 'require-teardown']);
  }
});
