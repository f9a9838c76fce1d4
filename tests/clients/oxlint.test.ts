import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import plugin from '../../src/index.ts';
import { rules } from '../../src/rules/index.ts';
import { codeBlocks } from '../support/markdown.ts';
import { rulesWithoutTypes } from './oxlint-rules.ts';
import { makeProject, type Outcome, type Project, runBin } from './project.ts';

/** The configuration of the page. */
const config = codeBlocks('docs/oxlint.md').find(({ info }) => info.includes('.oxlintrc.json'))?.code ?? '';

const atLoad = `import { Pool } from 'pg';

/* é */ export const pool = new Pool();
`;

const files = {
  'app/db.ts': atLoad,
  // With a name that the first file has too: nothing of one file may be taken for another's.
  'app/made.ts': `import { Pool } from 'pg';

export function withPool() {
  const pool = new Pool();
  return pool;
}
`,
  'tests/mixed.test.ts': `import { after } from 'node:test';
import { expect, it } from 'vitest';

after(() => undefined);

it('works', () => {
  expect(1).toBe(1);
});
`,
  'tests/open.test.js': `import { Redis } from 'ioredis';
import { beforeAll, test } from 'vitest';

let redis;

beforeAll(() => {
  redis = new Redis();
});

test('it', () => redis.get('key'));
`,
};

// Each test starts other programs, which takes many times as long on a busy machine.
vi.setConfig({ testTimeout: 300_000 });

let project: Project;

beforeAll(() => {
  project = makeProject({
    'package.json': '{ "private": true, "type": "module" }\n',
    '.oxlintrc.json': config,
    ...files,
  });
});

afterAll(() => {
  project.remove();
});

const oxlint = (...args: readonly string[]): Outcome => runBin(project, 'oxlint', [...args, 'app', 'tests']);

it('has all rules that need no types, and no other', () => {
  const named = Object.keys((JSON.parse(config) as { rules: object }).rules);
  expect(named).toEqual(rulesWithoutTypes.map((name) => `${plugin.meta?.namespace ?? ''}/${name}`));
  expect(rulesWithoutTypes).toEqual(
    Object.entries(rules).flatMap(([name, { meta }]) => ('requiresTypeChecking' in meta.docs ? [] : name)),
  );
});

it('reports in each file what is in it', () => {
  const { status, stdout } = oxlint('--format', 'json');
  expect(status).toBe(1);
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { code: string; filename: string; labels: { span: { line: number } }[] }[];
  };
  const places = diagnostics.map(
    ({ code, filename, labels }) => `${filename.replaceAll('\\', '/')}:${labels[0]?.span.line ?? 0} ${code}`,
  );
  expect(places.toSorted()).toEqual([
    'app/db.ts:3 async-resources(no-module-level-resource)',
    'app/db.ts:3 async-resources(require-acquire-timeout)',
    'app/made.ts:4 async-resources(require-acquire-timeout)',
    'tests/mixed.test.ts:1 async-resources(no-mixed-test-runners)',
    'tests/open.test.js:7 async-resources(require-teardown)',
  ]);
});

it('edits a TypeScript file as one', () => {
  oxlint('--fix-suggestions');
  expect(project.read('app/db.ts')).toBe(`import { Pool } from 'pg';

let pool: ReturnType<typeof makePool> | undefined;

/* é */ export function getPool(): ReturnType<typeof makePool> {
  pool ??= makePool();
  return pool;
}

function makePool() {
  return new Pool();
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}
`);
});

it('says of a rule that it needs types, and nothing of where it says so', () => {
  project.write('.oxlintrc.json', config.replace('no-module-level-resource', 'require-release'));
  const { status, stdout } = oxlint();
  expect(status).toBe(1);
  expect(stdout).toContain(
    codeBlocks('docs/oxlint.md')
      .find(({ language }) => language === 'text')
      ?.code.trim(),
  );
  expect(stdout).not.toMatch(/^ *\|? *at /mu);
});
