import { afterAll, beforeAll, expect, it } from 'vitest';

import { run } from '../../scripts/run.js';
import { codeBlocks } from '../support/markdown.ts';
import { makeProject, type Outcome, type Project, runBin, typedProject } from './project.ts';

/** Who commits, and no setting of whoever runs the tests. */
const identity = {
  GIT_AUTHOR_NAME: 'A Developer',
  GIT_AUTHOR_EMAIL: 'developer@example.com',
  GIT_COMMITTER_NAME: 'A Developer',
  GIT_COMMITTER_EMAIL: 'developer@example.com',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

const hook = (name: string): string => `import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';

let ${name}: Pool;

beforeEach(async () => {
  ${name} = new Pool({ database: 'tests' });
  await ${name}.query('truncate users');
  await ${name}.end();
});

test('it', () => undefined);
`;

const atLoad = `import { Pool } from 'pg';

export const pool = new Pool();
`;

let project: Project;

beforeAll(() => {
  project = makeProject({
    ...typedProject,
    '.gitignore': 'node_modules\n',
    'app/old.ts': atLoad,
    'tests/a.test.ts': hook('pool'),
  });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message', 'What was there before the hook');
  // The files of the page, in place of the page's `npm install` and `npx husky`.
  for (const { info, code } of codeBlocks('docs/ci.md')) {
    const filename = /filename='([^']+)'/u.exec(info)?.[1];
    if (filename === 'package.json') {
      project.write(filename, JSON.stringify({ ...parsed(project.read(filename)), ...parsed(code) }));
    } else if (filename === '.husky/pre-commit') {
      project.write(filename, code);
    }
  }
  const { status, stderr } = runBin(project, 'husky', []);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  git('add', '.');
  git('commit', '--quiet', '--message', 'Lint before each commit');
});

afterAll(() => {
  project.remove();
});

function git(...args: readonly string[]): Outcome {
  const outcome = tryGit(...args);
  if (outcome.status !== 0) {
    throw new Error(outcome.stdout + outcome.stderr);
  }
  return outcome;
}

function tryGit(...args: readonly string[]): Outcome {
  return run('git', args, {
    cwd: project.folder,
    env: { ...identity, HOME: project.folder, NO_COLOR: '1' },
    mayFail: true,
  });
}

const parsed = (text: string): object => JSON.parse(text) as object;

const commits = (): number => Number(git('rev-list', '--count', 'HEAD').stdout);

it('refuses a commit with a violation, and takes the mended one', () => {
  const before = commits();
  project.write('app/db.ts', atLoad);
  git('add', 'app/db.ts');
  const refused = tryGit('commit', '--message', 'A pool for everyone');
  expect(refused.status).toBe(1);
  const output = refused.stdout + refused.stderr;
  expect(output).toContain('`pool` (pg/Pool) is made while this module is loaded');
  expect(output).toContain('async-resources/no-module-level-resource');
  // The same fault in a file that is not part of the commit is nobody's business now.
  expect(output).not.toContain('app/old.ts');
  expect(commits()).toBe(before);

  project.write('app/db.ts', `import { Pool } from 'pg';\n\nexport const makePool = () => new Pool();\n`);
  git('add', 'app/db.ts');
  git('commit', '--message', 'A pool for whoever makes one');
  expect(commits()).toBe(before + 1);
});

it('is given the staged file alone, and still names the file that has the same fixture', () => {
  const before = commits();
  project.write('tests/b.test.ts', hook('database'));
  git('add', 'tests/b.test.ts');
  const refused = tryGit('commit', '--message', 'Another test');
  const output = refused.stdout + refused.stderr;
  expect(output).toContain(`${project.path('tests/b.test.ts')}\n  6:1  error  This \`beforeEach\` hook is the same in`);
  expect(output).toContain('is the same in ./a.test.ts');
  // The other file has the same report, when it is linted.
  expect(output).toContain('1 problem (1 error, 0 warnings)');
  expect(commits()).toBe(before);
});
