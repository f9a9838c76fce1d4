import { describe, expect, it } from 'vitest';

import { infoOf } from '../../scripts/code-blocks.js';
import { typeErrors } from '../../scripts/verify-suggestions/promises.js';
import plugin from '../../src/index.ts';
import { codeBlocks } from '../support/markdown.ts';
import { ruleRunner } from '../support/prove-suggestion.ts';
import { pathOf, programOf } from '../support/type-host.ts';

// The numbered steps of the page are carried out by the demo. These are the blocks of its last chapter.

const page = 'docs/migrating.md';

const lint = ruleRunner(plugin.rules ?? {});

const database = `import { Pool } from 'pg';

let pool: Pool | undefined;

export function getPool(): Pool {
  pool ??= new Pool({ connectionTimeoutMillis: 5_000 });
  return pool;
}
`;

const files = Object.fromEntries(
  codeBlocks(page).flatMap((block) => {
    const path = infoOf(block, 'hooks');
    return path === undefined ? [] : [[`migrating/${path}`, block.code] as const];
  }),
);

describe(page, () => {
  it('has a function that registers hooks, and a test file that calls it', () => {
    expect(Object.keys(files)).toEqual(['migrating/tests/support/database.ts', 'migrating/tests/api/tasks.test.ts']);
  });

  it.each(Object.keys(files))('%s compiles, and nothing is reported in it', (filename) => {
    const all = { ...files, 'migrating/app/db/session.ts': database };

    expect(typeErrors(programOf(all), pathOf(filename))).toEqual([]);
    expect(lint({ filename, code: files[filename] ?? '', others: all })).toEqual([]);
  });
});
