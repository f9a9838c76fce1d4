import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ESLint } from 'eslint';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { apply } from '../../scripts/cure/apply.js';

// What happens when the page, the example and the rules do not fit together any more. That they do is shown by the demo.

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'cure-'));
  writeFileSync(join(project, 'pool.ts'), 'const a = 1;\nconst b = 2;\nconst b = 2;\n');
});

afterEach(() => {
  rmSync(project, { recursive: true, force: true });
});

const never = (): Promise<never> => Promise.reject(new Error('No step asked for this.'));

describe('an edit', () => {
  it('of a text that is there once', async () => {
    const hunks = [{ old: 'const a = 1;\n', new: 'const c = 3;\n' }];

    expect(await apply(project, { kind: 'edit', file: 'pool.ts', hunks }, never)).toEqual(['pool.ts: edited']);
    expect(readFileSync(join(project, 'pool.ts'), 'utf8')).toBe('const c = 3;\nconst b = 2;\nconst b = 2;\n');
  });

  it('of a text that is not there', async () => {
    const hunks = [{ old: 'const z = 1;\n', new: '' }];

    await expect(apply(project, { kind: 'edit', file: 'pool.ts', hunks }, never)).rejects.toThrow('not at all');
  });

  it('of a text that is there twice', async () => {
    const hunks = [{ old: 'const b = 2;\n', new: '' }];

    await expect(apply(project, { kind: 'edit', file: 'pool.ts', hunks }, never)).rejects.toThrow('more than once');
  });
});

describe('a suggestion', () => {
  const rule = 'async-resources/no-module-level-resource';
  const choice = { file: 'pool.ts', title: 'Make it 3.', rule };
  const lint = (): Promise<ESLint.LintResult[]> =>
    Promise.resolve([
      {
        filePath: join(project, 'pool.ts'),
        source: 'const a = 1;\n',
        messages: [
          {
            ruleId: rule,
            message: 'No.',
            line: 1,
            column: 1,
            severity: 2,
            suggestions: [{ desc: 'Make it 3.', fix: { range: [10, 11], text: '3' } }],
          },
        ],
        suppressedMessages: [],
        errorCount: 1,
        fatalErrorCount: 0,
        warningCount: 0,
        fixableErrorCount: 0,
        fixableWarningCount: 0,
        usedDeprecatedRules: [],
      },
    ]);

  it('that is offered', async () => {
    expect(await apply(project, { kind: 'accept', choices: [choice] }, lint)).toEqual([
      `pool.ts: Make it 3. (${rule})`,
    ]);
    expect(readFileSync(join(project, 'pool.ts'), 'utf8')).toBe('const a = 3;\n');
  });

  it('that is not, which says what is', async () => {
    await expect(
      apply(project, { kind: 'accept', choices: [{ ...choice, title: 'Make it 4.' }] }, lint),
    ).rejects.toThrow('Make it 4.\nOffered are:\nMake it 3.');
  });

  it('of another rule', async () => {
    const other = { ...choice, rule: 'async-resources/require-release' };

    await expect(apply(project, { kind: 'accept', choices: [other] }, lint)).rejects.toThrow('not offered');
  });
});
