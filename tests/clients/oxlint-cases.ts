import { posix } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { fileOf, type InvalidCase, runnersOf, type ValidCase } from '../support/case-runner.ts';
import { makeProject, type Project, runBin } from './project.ts';

interface Collected {
  readonly folder: string;
  readonly filename: string;
  readonly one: ValidCase;
}

/**
 * In place of `casesOf` of `tests/support`, when the tests of a rule run under oxlint: all cases of a test file are
 * written out and linted by one run, and each has the reports that ESLint has without types.
 */
export function casesOf(name: string, rule: unknown) {
  const runnerFor = runnersOf(name, rule);
  const collected: Collected[] = [];
  let project: Project;
  /** What oxlint reported, as `line:column message`, by the path of the file. */
  let reports: ReadonlyMap<string, readonly string[]>;

  beforeAll(() => {
    project = makeProject({
      'package.json': '{ "private": true, "type": "module" }\n',
      '.oxlintrc.json': configOf(name, {}),
    });
    for (const { folder, filename, one } of collected) {
      for (const [path, text] of Object.entries({ ...one.others, [filename]: one.code })) {
        project.write(posix.join(folder, path), text);
      }
    }
    // Paths in options and settings are relative to the folder that the linter runs in.
    const [alone, together] = partition(collected, ({ one }) => (one.options ?? one.settings) !== undefined);
    for (const { folder, one } of alone) {
      project.write(posix.join(folder, '.oxlintrc.json'), configOf(name, one));
    }
    const codeOf = new Map(collected.map(({ folder, filename, one }) => [posix.join(folder, filename), one.code]));
    reports = new Map([
      ...(together.length === 0 ? [] : reportsOf(project, '', ['cases', ...ignored(alone)], codeOf)),
      ...alone.flatMap(({ folder }) => [...reportsOf(project, folder, ['.'], codeOf)]),
    ]);
  });

  afterAll(() => {
    project.remove();
  });

  /** Collects a case, and gives what oxlint and what ESLint report for it. */
  function collect(one: ValidCase): () => { oxlint: readonly string[]; eslint: readonly string[] } {
    const file = fileOf(one);
    const found = { folder: `cases/${collected.length}`, filename: file.filename, one };
    collected.push(found);
    return () => ({
      oxlint: reports.get(posix.join(found.folder, file.filename)) ?? [],
      eslint: runnerFor(one)({ ...file, untyped: true }).map(
        ({ line, column, message }) => `${line}:${column} ${message}`,
      ),
    });
  }

  const test = (title: string, one: ValidCase): void => {
    const both = collect(one);
    it(title, () => {
      const { oxlint, eslint } = both();
      expect(oxlint).toEqual(eslint);
    });
  };

  return {
    valid: test,
    invalid: (title: string, one: InvalidCase): void => test(title, one),
  };
}

function configOf(rule: string, { options = [], settings }: Pick<ValidCase, 'options' | 'settings'>): string {
  return JSON.stringify({
    jsPlugins: ['eslint-plugin-async-resources'],
    categories: { correctness: 'off' },
    rules: { [`async-resources/${rule}`]: ['error', ...options] },
    ...(settings && { settings: { 'async-resources': settings } }),
  });
}

interface OxlintOutput {
  readonly diagnostics: readonly {
    readonly message: string;
    readonly code?: string;
    readonly filename: string;
    /** Places are counted in bytes. */
    readonly labels: readonly { readonly span: { readonly offset: number } }[];
  }[];
}

function partition<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

const ignored = (cases: readonly Collected[]): string[] =>
  cases.flatMap(({ folder }) => ['--ignore-pattern', `${folder}/**`]);

/** Runs oxlint in a folder of the project, and gives its reports by the path of the file in the project. */
function reportsOf(
  project: Project,
  folder: string,
  args: readonly string[],
  codeOf: ReadonlyMap<string, string>,
): Map<string, string[]> {
  const found = new Map<string, { offset: number; text: string }[]>();
  const { stdout, stderr } = runBin({ ...project, folder: project.path(folder) }, 'oxlint', [
    '--format',
    'json',
    ...args,
  ]);
  expect(stdout, stderr).toMatch(/^\{/u);
  for (const { message, filename, labels } of (JSON.parse(stdout) as OxlintOutput).diagnostics) {
    const path = posix.join(folder, filename.replaceAll('\\', '/'));
    const offset = labels[0]?.span.offset ?? 0;
    const before = Buffer.from(codeOf.get(path) ?? '')
      .subarray(0, offset)
      .toString()
      .replace(/^\uFEFF/u, '')
      .split(/\r?\n|\r|\u2028|\u2029/u);
    const text = `${before.length}:${(before.at(-1) ?? '').length + 1} ${message}`;
    found.set(path, [...(found.get(path) ?? []), { offset, text }]);
  }
  return new Map(
    [...found].map(([path, all]) => [path, all.toSorted((a, b) => a.offset - b.offset).map(({ text }) => text)]),
  );
}
