import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { configFolder } from '../../src/resources/config-folder.ts';

let project: string;

beforeAll(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), 'config-folder-')));
  mkdirSync(join(project, 'configured', 'packages', 'api', 'tests'), { recursive: true });
  writeFileSync(join(project, 'configured', 'eslint.config.mjs'), 'export default [];\n');
  writeFileSync(join(project, 'configured', 'packages', 'api', 'eslint.config.ts'), 'export default [];\n');
});

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

it('is where the nearest configuration lies', () => {
  const configured = join(project, 'configured');
  const api = join(configured, 'packages', 'api');
  expect(configFolder(join(api, 'tests', 'a.test.ts'), configured)).toBe(api);
  expect(configFolder(join(configured, 'packages', 'web', 'a.test.ts'), api)).toBe(configured);
});

it('is the same from any working directory, also for a path that is relative to it', () => {
  const configured = join(project, 'configured');
  expect(configFolder(join(configured, 'a.ts'), join(configured, 'packages'))).toBe(configured);
  expect(configFolder('web/a.ts', join(configured, 'packages'))).toBe(configured);
});

it('is the working directory where there is none', () => {
  expect(configFolder(join(project, 'a.ts'), join(project, 'configured'))).toBe(join(project, 'configured'));
});
