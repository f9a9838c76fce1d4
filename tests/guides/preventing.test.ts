import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import plugin from '../../src/index.ts';
import { codeBlocks, root } from '../support/markdown.ts';
import { commandOf } from './recipes/recipe.ts';

const page = 'docs/preventing.md';

it('asks for each rule in the checklist, once', () => {
  const text = readFileSync(join(root, page), 'utf8');
  const asked = [...text.matchAll(/^\| .* \| \[([a-z-]+)\]\(rules\/\1\.md\) +\|$/gmu)].map(([, rule]) => rule);
  expect(asked.toSorted()).toEqual(Object.keys(plugin.rules ?? {}).toSorted());
});

it('watches with the command that it verifies with, fifty times', () => {
  const [workflow] = codeBlocks(page).filter(({ language }) => language === 'yaml');
  const runs = [...(workflow?.code ?? '').matchAll(/^ +- run: (.*)$/gmu)].map(([, command]) => command);
  expect(runs).toEqual(['npm ci', commandOf('vitest').trim().replace(' 10 60 ', ' 50 60 ')]);
});
