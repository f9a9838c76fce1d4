import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { codeBlocks } from '../support/markdown.ts';
import { LanguageClient } from './language-client.ts';
import { makeProject, type Project, readmeConfigs, typedProject } from './project.ts';

/** The settings of the page, as the editor hands them to the server. */
const settings = Object.fromEntries(
  codeBlocks('docs/editors.md')
    .filter(({ headings }) => headings.includes('VS Code'))
    .flatMap(({ code }) => Object.entries(JSON.parse(code) as object))
    .map(([name, value]: [string, unknown]) => [name.replace(/^eslint\./u, ''), value]),
) as object;

const atLoad = `import { Pool } from 'pg';

export const pool = new Pool();
`;

const made = `import { Pool } from 'pg';

export const make = () => new Pool();
`;

const hook = (name: string, table: string): string => `import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';

let ${name}: Pool;

beforeEach(async () => {
  ${name} = new Pool({ database: 'tests' });
  await ${name}.query('truncate ${table}');
  await ${name}.end();
});

test('it', () => undefined);
`;

const rule = 'async-resources/no-module-level-resource';

// Each test starts other programs, which takes many times as long on a busy machine.
vi.setConfig({ testTimeout: 300_000 });

let project: Project;
let editor: LanguageClient;

/** Line and rule of each diagnostic; what is no rule's has its message. */
async function problems(name: string): Promise<string[]> {
  const found = await editor.diagnostics(name);
  return found.map(({ range, code, message }) => `${range.start.line + 1} ${code ?? (message as string)}`);
}

const reported = `3 ${rule}`;

describe.each([
  { eslint: 'eslint', of: 'ESLint 10' },
  { eslint: 'eslint9', of: 'ESLint 9' },
])('the language server with $of', ({ eslint }) => {
  beforeAll(async () => {
    project = makeProject({ ...typedProject, 'app/db.ts': atLoad }, { eslint });
    editor = new LanguageClient(project, settings);
    await editor.start();
  });

  afterAll(async () => {
    await editor.stop();
    project.remove();
  });

  it('shows a problem, offers our edits by their titles, and shows none after one was chosen', async () => {
    await editor.open('app/db.ts');
    const [diagnostic, ...others] = await editor.diagnostics('app/db.ts');
    expect(others).toEqual([]);
    expect(diagnostic).toEqual({
      range: { start: { line: 2, character: 20 }, end: { line: 2, character: 30 } },
      severity: 1,
      source: 'eslint',
      code: rule,
      codeDescription: {
        href: 'https://github.com/eslint-plugin-async-resources/eslint-plugin-async-resources/blob/main/docs/rules/no-module-level-resource.md',
      },
      message:
        '`pool` (pg/Pool) is made while this module is loaded: whoever imports the file first opens it, and nobody decides when to call `await pool.end()`. Make it in a function whose caller closes it.',
    });
    if (!diagnostic) {
      return;
    }
    const offers = await editor.codeActions('app/db.ts', diagnostic);
    expect(offers.map(({ title }) => title)).toEqual([
      `Make \`pool\` on first use, with \`getPool()\`, released by \`closePool()\`; no other file of this program imports \`pool\`. (${rule})`,
      `Let callers make their own \`pool\`, with \`createPool()\`; no other file of this program imports \`pool\`. (${rule})`,
      `Make and release \`pool\` for each use, with \`withPool()\`; no other file of this program imports \`pool\`. (${rule})`,
      `Disable ${rule} for this line`,
      `Disable ${rule} for the entire file`,
      `Show documentation for ${rule}`,
    ]);
    if (offers[1]) {
      await editor.choose(offers[1]);
    }
    expect(editor.textOf('app/db.ts')).toBe(`import { Pool } from 'pg';

export function createPool(): Pool {
  return new Pool();
}
`);
    expect(await problems('app/db.ts')).toEqual([]);
    // The edit is in the buffer; whether to save it is the user's decision.
    expect(project.read('app/db.ts')).toBe(atLoad);
    expect(editor.complaints).toEqual([]);
  });
});

describe('what is typed and what other files say', () => {
  beforeAll(async () => {
    project = makeProject({
      ...typedProject,
      'app/clean.ts': 'export {};\n',
      'app/make.ts': made,
      'app/use.ts': `import { make } from './make.js';\n\nexport const pool = make();\n`,
      'tests/a.test.ts': hook('pool', 'users'),
      'tests/b.test.ts': hook('database', 'users'),
    });
    editor = new LanguageClient(project, settings);
    await editor.start();
  });

  afterAll(async () => {
    await editor.stop();
    project.remove();
  });

  it('is read from the buffer, saved or not', async () => {
    await editor.open('app/clean.ts');
    expect(await problems('app/clean.ts')).toEqual([]);
    await editor.type('app/clean.ts', atLoad);
    expect(await problems('app/clean.ts')).toEqual([reported]);
    await editor.type('app/clean.ts', 'export const pool = ');
    expect(await problems('app/clean.ts')).toEqual(['1 Parsing error: Expression expected.']);
    await editor.type('app/clean.ts', 'export {};\n');
    expect(await problems('app/clean.ts')).toEqual([]);
  });

  it('needs the file of a new buffer where types are asked for, and finds it once it is saved', async () => {
    await editor.open('app/new.ts', atLoad);
    expect(await problems('app/new.ts')).toEqual([
      expect.stringMatching(/^1 Parsing error: .* was not found by the project service/u),
    ]);
    project.write('app/new.ts', atLoad);
    // typescript-eslint looks for new files at most four times a second.
    await expect.poll(() => problems('app/new.ts'), { timeout: 20_000 }).toEqual([reported]);
  });

  it('sees a change in another open file with the next look at the first', async () => {
    await editor.open('app/use.ts');
    expect(await problems('app/use.ts')).toEqual([reported]);
    await editor.open('app/make.ts');
    await editor.type('app/make.ts', 'export const make = () => 1;\n');
    await editor.diagnostics('app/make.ts');
    expect(await problems('app/use.ts')).toEqual([]);
    await editor.type('app/make.ts', made);
    await editor.diagnostics('app/make.ts');
    expect(await problems('app/use.ts')).toEqual([reported]);
  });

  it('sees a change in the copy of a fixture, and what is the same again', async () => {
    const copied = '6 async-resources/no-duplicate-fixture';
    await editor.open('tests/a.test.ts');
    await editor.open('tests/b.test.ts');
    expect(await problems('tests/a.test.ts')).toEqual([copied]);
    await editor.type('tests/b.test.ts', hook('database', 'orders'));
    expect(await problems('tests/b.test.ts')).toEqual([]);
    expect(await problems('tests/a.test.ts')).toEqual([]);
    await editor.type('tests/b.test.ts', hook('database', 'users'));
    expect(await problems('tests/b.test.ts')).toEqual([copied]);
    expect(await problems('tests/a.test.ts')).toEqual([copied]);
  });

  it('is not told of a change on the disk in a file that nobody opened', async () => {
    project.write('app/hidden.ts', made);
    project.write('app/reader.ts', `import { make } from './hidden.js';\n\nexport const pool = make();\n`);
    await editor.open('app/reader.ts');
    expect(await problems('app/reader.ts')).toEqual([reported]);
    project.write('app/hidden.ts', 'export const make = () => 1;\n');
    expect(await problems('app/reader.ts')).toEqual([reported]);
    await editor.open('app/hidden.ts');
    await editor.diagnostics('app/hidden.ts');
    expect(await problems('app/reader.ts')).toEqual([]);
  });
});

describe('without type information', () => {
  beforeAll(async () => {
    project = makeProject({ ...typedProject, 'eslint.config.js': readmeConfigs.untyped });
    editor = new LanguageClient(project, settings);
    await editor.start();
  });

  afterAll(async () => {
    await editor.stop();
    project.remove();
  });

  it('reports in buffers that have no file', async () => {
    await editor.open('untitled:Untitled-1', atLoad);
    expect(await problems('untitled:Untitled-1')).toEqual([reported]);
    await editor.open('new.ts', atLoad);
    expect(await problems('new.ts')).toEqual([reported]);
    expect(editor.complaints).toEqual([]);
  });
});
