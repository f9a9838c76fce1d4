import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import ts from 'typescript';
import tseslint from 'typescript-eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import plugin from '../../src/index.ts';
import { settingsSchema } from '../../src/resources/settings-schema.ts';
import { type Block, codeBlocks, entryOf, fileOf, root } from '../support/markdown.ts';

interface Example extends Block {
  readonly rule: string;
  readonly path: string;
  readonly options: Linter.RuleEntry;
}

const rules = Object.entries(plugin.rules ?? {});
// Inside the repository, so that the packages that the blocks import are found.
const folder = join(root, '.tmp', 'docs');
const examples = rules.flatMap(([rule]) => examplesOf(rule));

function examplesOf(rule: string): Example[] {
  return codeBlocks(`docs/rules/${rule}.md`)
    .filter(({ language }) => language === 'ts')
    .map((block) => ({
      ...block,
      rule,
      path: join(folder, rule, fileOf(block)),
      options: entryOf(block),
    }));
}

let program: ts.Program;
/** What each example was reported for, by its path. */
const reports = new Map<string, string[]>();

beforeAll(async () => {
  writeExamples();
  program = programOfExamples();
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.ts'],
        languageOptions: {
          parser: tseslint.parser,
          parserOptions: { programs: [program] },
        },
        plugins: { 'async-resources': plugin },
      },
      ...examples.map(({ rule, path, options }) => ({
        files: [relative(folder, path).replaceAll('\\', '/')],
        rules: { [`async-resources/${rule}`]: options },
      })),
    ],
  });
  for (const { filePath, messages } of await eslint.lintFiles(['.'])) {
    reports.set(
      filePath,
      messages.map(({ ruleId, message }) => ruleId ?? message),
    );
  }
});

function writeExamples(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const compilerOptions = {
    target: 'es2023',
    lib: ['es2023', 'esnext.disposable'],
    module: 'nodenext',
    moduleDetection: 'force',
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
  };
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['**/*.ts'] }));
  for (const { path, code } of examples) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
  }
}

function programOfExamples(): ts.Program {
  const configFile = join(folder, 'tsconfig.json');
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(configFile, ts.sys.readFile.bind(ts.sys)).config,
    ts.sys,
    folder,
  );
  // The parser wants to know the parents of nodes.
  return ts.createProgram(fileNames, options, ts.createCompilerHost(options, true));
}

it('holds only code that compiles', () => {
  expect(program.getRootFileNames()).toHaveLength(examples.length);
  const errors = ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  expect(errors).toEqual([]);
});

describe.each(rules)('docs/rules/%s.md', (rule, { meta }) => {
  const text = readFileSync(join(root, 'docs/rules', `${rule}.md`), 'utf8');
  const sections = [...text.matchAll(/^## (.*)$/gmu)].map((match) => match[1]);

  it('begins with the name and the description of the rule', () => {
    expect(text.split('\n').slice(0, 3)).toEqual([`# ${rule}`, '', `> ${meta?.docs?.description ?? ''}`]);
  });

  it('has the sections of every page, in their order', () => {
    const schema = meta?.schema;
    const hasOptions = Array.isArray(schema) && schema.length > 0;
    expect(sections).toEqual([
      'Why',
      'Examples',
      ...(hasOptions ? ['Options'] : []),
      ...(meta?.hasSuggestions === true ? ['Suggestions'] : []),
      'When not to use it',
      'Related rules',
    ]);
  });

  it('has a heading for each option', () => {
    const [schema] = meta?.schema as { properties?: object }[];
    const headings = [...text.matchAll(/^### `(.*)`$/gmu)].map((match) => match[1]);
    expect(headings.toSorted()).toEqual(Object.keys(schema?.properties ?? {}).toSorted());
  });

  it('has examples of both kinds', () => {
    const kinds = examples.filter((example) => example.rule === rule).map(({ headings }) => headings[2]);
    expect(kinds).toEqual(expect.arrayContaining(['Incorrect', 'Correct']));
  });
});

describe('examples', () => {
  const incorrect = examples.filter(({ headings }) => headings.includes('Incorrect'));
  const correct = examples.filter(({ headings }) => headings.includes('Correct'));

  it.each(incorrect)('$rule, line $line, is reported', ({ rule, path }) => {
    expect(new Set(reports.get(path))).toEqual(new Set([`async-resources/${rule}`]));
  });

  it.each(correct)('$rule, line $line, is not reported', ({ path }) => {
    expect(reports.get(path)).toEqual([]);
  });

  it('stand under one of the two headings each', () => {
    expect(incorrect.length + correct.length).toBe(examples.length);
  });
});

describe('docs/settings.md', () => {
  const keys = Object.keys(settingsSchema.entries).toSorted();

  it('has a section for each key', () => {
    const headings = codeBlocks('docs/settings.md').map((block) => block.headings[1]);
    expect([...new Set(headings.filter((heading) => heading !== undefined))].toSorted()).toEqual(
      keys.map((key) => `\`${key}\``),
    );
  });

  it.each(codeBlocks('docs/settings.md').filter(({ language }) => language === 'json'))(
    'shows on line $line what the plugin accepts',
    ({ code, headings }) => {
      const { 'async-resources': settings } = JSON.parse(code) as Record<string, object>;
      expect(v.safeParse(settingsSchema, settings).issues).toBeUndefined();
      expect(Object.keys(settings ?? {}).map((key) => `\`${key}\``)).toEqual([headings[1]]);
    },
  );
});
