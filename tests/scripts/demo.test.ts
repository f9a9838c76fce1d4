import { join } from 'node:path';
import process from 'node:process';

import { expect, it } from 'vitest';

import { run } from '../../scripts/run.js';
import { codeBlocks, root } from '../support/markdown.ts';

it('shows the module-level pool of the example, with its closer, as the packed plugin reports it', () => {
  const { status, stdout, stderr } = run(process.execPath, [join(root, 'scripts/demo.js')], { mayFail: true });
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
