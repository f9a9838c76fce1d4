import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';
import { codeBlocks, fileOf, root } from '../support/markdown.ts';
import { type LintedFile, proveSuggestions, ruleRunner } from '../support/prove-suggestion.ts';

/** A block of the page, as a file of a program. */
interface Example extends LintedFile {
  readonly line: number;
  readonly headings: readonly string[];
  /** The rules that report it. */
  readonly rules: readonly string[];
}

const page = 'docs/async-resources.md';

/** The rules that everybody has, with their strictest options: what only the strict presets ask for is another page. */
const rules = Object.keys(plugin.configs.recommendedTypeChecked.rules ?? {}).map((name) => [
  name.replace('async-resources/', 'proof/'),
  plugin.configs.strictTypeChecked.rules?.[name] ?? 'off',
]);
const lint = ruleRunner(plugin.rules ?? {}, { rules: Object.fromEntries(rules) as Linter.RulesRecord });

const blocks = codeBlocks(page).filter(({ language }) => language === 'ts');
const texts = Object.fromEntries(blocks.map((block) => [fileOf(block), block.code]));

const examples = blocks.map((block): Example => {
  const filename = fileOf(block);
  const folder = filename.slice(0, filename.indexOf('/') + 1);
  const others = Object.entries(texts).filter(([path]) => path.startsWith(folder) && path !== filename);
  return {
    filename,
    code: block.code,
    others: Object.fromEntries(others),
    line: block.line,
    headings: block.headings,
    rules: /rules='([^']+)'/u.exec(block.info)?.[1]?.split(' ') ?? [],
  };
});

describe(page, () => {
  it.each(examples)('line $line is reported by just: $rules', (example) => {
    const reported = lint(example).map(({ ruleId }) => ruleId?.replace('proof/', ''));
    expect([...new Set(reported)].toSorted()).toEqual(example.rules);
    proveSuggestions(example, lint);
  });

  it('has a reported block under each "Don\'t", and none under a "Do"', () => {
    const headingsOf = (kind: string) => new Set(examples.filter((one) => one.headings[3] === kind).map(chapterOf));
    const reported = examples.filter(({ rules }) => rules.length > 0);
    expect(new Set(reported.map(chapterOf))).toEqual(headingsOf("Don't"));
    expect(reported.map((one) => one.headings[3])).not.toContain('Do');
    expect(headingsOf('Do')).toEqual(headingsOf("Don't"));
  });

  it('shows its picture', () => {
    const [, picture] = /!\[[^\]]+\]\(([^)]+)\)/u.exec(readFileSync(join(root, page), 'utf8')) ?? [];
    expect(readFileSync(join(root, 'docs', picture ?? ''), 'utf8')).toMatch(/^<svg /u);
  });
});

function chapterOf({ headings }: Example): string {
  return headings[2] ?? '';
}
