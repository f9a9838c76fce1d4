import { delimiter, dirname } from 'node:path';

import { codeBlocks } from '../../support/markdown.ts';
import { Project } from '../../runtime/project.ts';
import type { Run } from '../../runtime/run.ts';
import { suiteOf } from './project.ts';

const page = 'docs/preventing.md';

/** The command of a recipe, as the page has it. */
export function commandOf(runner: string): string {
  return blockWith(`runner='${runner}'`);
}

/** A file that the page asks to save. */
export function fileOfPage(name: string): string {
  return blockWith(`filename='${name}'`);
}

function blockWith(info: string): string {
  const block = codeBlocks(page).find((one) => one.info === info);
  if (block === undefined) {
    throw new Error(`${page} has no block with ${info}.`);
  }
  return block.code;
}

/**
 * Runs a recipe in a project that has just what the page says, and a suite.
 *
 * @param tried `limit` replaces the 60 seconds of the page, `path` comes first in the PATH
 */
export async function tryRecipe(
  runner: string,
  tried: { readonly isHealthy: boolean; readonly databaseUrl: string; readonly limit?: number; readonly path?: string },
): Promise<Run> {
  const project = await Project.of(`recipe-${runner}-${tried.isHealthy ? 'healthy' : 'sick'}`, {
    ...suiteOf(runner, tried.isHealthy),
    'stability.mjs': fileOfPage('stability.mjs'),
    'all-tests.mjs': fileOfPage('all-tests.mjs'),
  });
  const command = commandOf(runner).replace(/(?<= 10 )60(?= )/u, String(tried.limit ?? 60));
  return project.shell(command, {
    over: /Run \d+ (?:failed|did not end)|Run 10 passed/u,
    graceInSeconds: 10,
    longestInSeconds: 300,
    env: {
      DATABASE_URL: tried.databaseUrl,
      PATH: [tried.path, dirname(process.execPath), process.env['PATH']].filter(Boolean).join(delimiter),
    },
  });
}

/** What a recipe prints of a suite that is well. */
export const tenRuns = Array.from({ length: 10 }, (_, index) => `Run ${index + 1} passed.\n`).join('');
