import type { ESLint } from 'eslint';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import { configWith, makeProject, type Outcome, type Project, readmeConfigs, runBin, typedProject } from './project.ts';

const atLoad = `import { Pool } from 'pg';

export const pool = new Pool();
`;

const made = `import { Pool } from 'pg';

export const makePool = () => new Pool();
`;

const rule = 'async-resources/no-module-level-resource';

let project: Project;

function eslint(...args: readonly string[]): Outcome {
  return runBin(project, 'eslint', args, { NO_COLOR: '1' });
}

function resultsOf({ stdout, stderr }: Outcome): ESLint.LintResult[] {
  expect(stdout, stderr).toMatch(/^\[/u);
  return JSON.parse(stdout) as ESLint.LintResult[];
}

beforeAll(() => {
  project = makeProject(typedProject);
});

afterAll(() => {
  project.remove();
});

beforeEach(() => {
  project.write('eslint.config.js', readmeConfigs.typed);
  project.write('app/db.ts', atLoad);
  project.write(
    'app/rows.ts',
    `import type { Pool } from 'pg';

export async function rows(pool: Pool): Promise<unknown[]> {
  const client = await pool.connect();
  const { rows } = await client.query('select 1');
  client.release();
  return rows;
}
`,
  );
  project.write('app/use.ts', `import { makePool } from './new.js';\n\nexport const pool = makePool();\n`);
  project.write('app/new.ts', made);
});

it('--stats counts the time of each rule, --concurrency changes no report, and --fix no file', () => {
  const whole = resultsOf(eslint('.', '--format', 'json', '--stats'));
  expect(whole.flatMap(({ messages }) => messages.map(({ ruleId, line }) => `${line} ${ruleId ?? ''}`))).toEqual([
    `3 ${rule}`,
    '4 async-resources/require-release',
    `3 ${rule}`,
  ]);
  const [first] = whole;
  const timed = Object.keys(first?.stats?.times.passes[0]?.rules ?? {});
  expect(timed).toEqual(expect.arrayContaining([rule, 'async-resources/require-release']));

  const messagesOf = (results: readonly ESLint.LintResult[]): unknown =>
    results.map(({ filePath, messages }) => ({ filePath, messages }));
  const texts = ['app/db.ts', 'app/rows.ts', 'app/use.ts'].map(project.read);
  const fixed = resultsOf(
    eslint('.', '--format', 'json', '--concurrency', '2', '--fix', '--fix-type', 'problem,suggestion,layout'),
  );
  expect(messagesOf(fixed)).toEqual(messagesOf(whole));
  expect(['app/db.ts', 'app/rows.ts', 'app/use.ts'].map(project.read)).toEqual(texts);
});

it('--cache keeps what did not change, forgets it with the settings, and cannot know of other files', () => {
  const cached = (): string[] =>
    resultsOf(eslint('.', '--format', 'json', '--cache')).flatMap(({ filePath, messages }) =>
      messages.map(({ line }) => `${filePath.slice(project.folder.length + 1)}:${line}`),
    );
  const all = ['app/db.ts:3', 'app/rows.ts:4', 'app/use.ts:3'];
  expect(cached()).toEqual(all);
  expect(cached()).toEqual(all);
  project.write('app/new.ts', 'export const makePool = () => 1;\n');
  expect(cached()).toEqual(all);
  project.write(
    'eslint.config.js',
    configWith(readmeConfigs.typed, `{ settings: { 'async-resources': { allowModuleLevel: ['pg/Pool'] } } }`),
  );
  expect(cached()).toEqual(['app/rows.ts:4']);
});
