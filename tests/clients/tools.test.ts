import process from 'node:process';

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { Linter } from 'eslint';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';

import plugin from '../../src/index.ts';
import { codeBlocks } from '../support/markdown.ts';
import { bin, makeProject, type Project, runBin, typedProject } from './project.ts';

let project: Project;

const rules = Object.entries(plugin.rules ?? {});

const blockOf = (page: string, filename: string): string =>
  codeBlocks(page).find(({ info }) => info.includes(`filename='${filename}'`))?.code ?? '';

beforeAll(() => {
  project = makeProject({
    ...typedProject,
    'app/db.ts': `import { Pool } from 'pg';

export const pool = new Pool();
`,
  });
});

afterAll(() => {
  project.remove();
});

it('the config inspector shows the preset by its name, and what each rule is and where it is explained', () => {
  const { status, stderr } = runBin(project, 'eslint-config-inspector', ['build', '--outDir', 'inspector']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const dump = project.read('inspector/__rpc-dump/eslint-config-inspector~get-payload.fallback.json');
  const { output } = revived(JSON.parse(dump) as Flat) as { output: Payload };
  const [preset] = output.configs.filter(({ name }) => name?.endsWith('async-resources/recommendedTypeChecked'));
  expect(preset?.rules).toEqual(plugin.configs.recommendedTypeChecked.rules);
  for (const [name, { meta }] of rules) {
    const { docs } = output.rules[`async-resources/${name}`] ?? {};
    expect(docs?.url).toMatch(new RegExp(`/docs/rules/${name}\\.md$`, 'u'));
    expect(docs?.description).toBe(meta?.docs?.description);
  }
});

it('eslint-typegen writes types that know the options of our rules, and nothing of them as unknown', () => {
  project.write('eslint.typegen.config.js', blockOf('docs/editors.md', 'eslint.config.js'));
  runBin(project, 'eslint', ['--config', 'eslint.typegen.config.js', 'app']);
  const types = project.read('eslint-typegen.d.ts');
  expect(types).not.toMatch(/type AsyncResources\w+ = .*unknown/u);
  for (const [name] of rules) {
    expect(types).toContain(`'async-resources/${name}'?: Linter.RuleEntry<`);
  }
  const rulesWith = (option: string): string => `import type { RuleOptions } from './eslint-typegen.js';

export const rules: RuleOptions = { 'async-resources/no-module-level-resource': ['error', { checkOptIn: ${option} }] };
`;
  project.write('right.ts', rulesWith('true'));
  project.write('wrong.ts', rulesWith(`'yes'`));
  const program = ts.createProgram([project.path('right.ts'), project.path('wrong.ts')], {
    module: ts.ModuleKind.NodeNext,
    noEmit: true,
    skipLibCheck: true,
    strict: true,
    types: [],
  });
  const errors = ['right.ts', 'wrong.ts'].map((name) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(project.path(name)))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  );
  expect(errors).toEqual([[], [`Type 'string' is not assignable to type 'boolean | undefined'.`]]);
});

it('the MCP server tells an assistant all it needs in the message', async () => {
  const client = new Client({ name: 'assistant', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [bin('mcp')],
      cwd: project.folder,
      stderr: 'ignore',
    }),
  );
  try {
    const { content } = (await client.callTool({
      name: 'lint-files',
      arguments: { filePaths: [project.path('app/db.ts')] },
    })) as { content: { text: string }[] };
    const [result] = content.filter(({ text }) => text.startsWith('{'));
    const { filePath, messages } = JSON.parse(result?.text ?? '') as {
      filePath: string;
      messages: Linter.LintMessage[];
    };
    expect(filePath).toBe(project.path('app/db.ts'));
    expect(messages.map(({ line, column, ruleId, message }) => ({ line, column, ruleId, message }))).toEqual([
      {
        line: 3,
        column: 21,
        ruleId: 'async-resources/no-module-level-resource',
        message:
          '`pool` (pg/Pool) is made while this module is loaded: whoever imports the file first opens it, and nobody decides when to call `await pool.end()`. Make it in a function whose caller closes it.',
      },
    ]);
    expect(messages[0]?.suggestions?.map(({ desc }) => desc)).toHaveLength(3);
  } finally {
    await client.close();
  }
});

interface Payload {
  readonly configs: readonly { name?: string; rules?: Linter.RulesRecord }[];
  readonly rules: Readonly<Record<string, { docs?: { url?: string; description?: string } }>>;
}

/** Values by their places; an array or an object (1, 2) names the places of its parts, all else is the value itself. */
type Flat = readonly (readonly [-1 | 0 | 1 | 2, unknown])[];

/** Reads what the inspector wrote: the notation of the package `@ungap/structured-clone`. */
function revived(flat: Flat, place = 0): unknown {
  const [kind, value] = flat[place] ?? [-1, undefined];
  switch (kind) {
    case 1:
      return (value as number[]).map((part) => revived(flat, part));
    case 2:
      return Object.fromEntries(
        (value as [number, number][]).map(([key, part]) => [revived(flat, key), revived(flat, part)]),
      ) as unknown;
    default:
      return kind === 0 ? value : undefined;
  }
}
