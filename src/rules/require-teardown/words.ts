import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { FileView, Place } from '../../ast/file-view.ts';
import type { AcquiringNode } from '../../resources/acquisition.ts';
import type { ResourceEntry } from '../../resources/entry.ts';
import type { Phase } from '../../lifetime/phases.ts';
import type { Runner } from '../../runners/runner.ts';

/** `new Pool()`, without its arguments and however long the chain before it is. */
export function callText({ view, node }: Place<TSESTree.CallExpression | TSESTree.NewExpression>): string {
  const callee = view.text.slice(...node.callee.range).replaceAll(/\s+/gu, ' ');
  const short = callee.length > 40 ? `…${callee.slice(callee.lastIndexOf('.'))}` : callee;
  return `\`${node.type === T.NewExpression ? 'new ' : ''}${short}()\``;
}

/** The same, or what a tag is given: `` sql`select 1` ``. */
export function stepText({ view, node }: Place<AcquiringNode | TSESTree.TaggedTemplateExpression>): string {
  return node.type === T.TaggedTemplateExpression
    ? `what \`${view.text.slice(...node.tag.range)}\` runs`
    : callText({ view, node });
}

/** Where a piece of code runs, as a part of a sentence: `in \`beforeAll\``. */
export function timeText(phase: Phase, view: FileView): string {
  switch (phase.during) {
    case 'loading':
      return 'while this file is loaded';
    case 'hook':
      return `in \`${phase.call.name}\``;
    case 'test':
      return 'in this test';
    case 'teardown':
      return `in \`${view.text.slice(...phase.call.node.callee.range)}\``;
    case 'returned':
      return `in the function that \`${phase.call.name}\` returns`;
    case 'fixture':
      return `in the fixture \`${phase.fixture.name}\``;
    case 'root hook':
      return `in the root hook \`${phase.root.name}\``;
    case 'global set-up':
      return 'in the set-up of the whole run';
    case 'unknown':
      return 'here';
  }
}

/** What goes on of a leak while nobody hears of it, by what is left open. */
const meanwhile: Partial<Record<ResourceEntry['category'], string>> = {
  broker: 'the connections pile up',
  cache: 'the connections pile up',
  client: 'the connections pile up',
  connection: 'the connections pile up',
  pool: 'the connections pile up',
  process: 'the process goes on',
  queue: 'the connections pile up',
  scheduler: 'it goes on until then',
  socket: 'the connections pile up',
  timer: 'it goes on until then',
};

/** What a leak does, as the rest of a sentence; runners that a file may belong to have their say in turn. */
export function leakText(runners: readonly Runner[], phase: Phase, { category, keepsAlive }: ResourceEntry): string {
  if (keepsAlive !== undefined && !keepsAlive.fresh && !keepsAlive.used) {
    // No runner waits for it, and none notices it.
    return 'it stays open until the process ends';
  }
  const text = meanwhile[category];
  const goesOn = text === undefined ? '' : `, and ${text}`;
  const texts = runners.map(({ leak, leakOfGlobalSetup, endsSilently }) =>
    phase.during === 'global set-up' ? leakOfGlobalSetup : endsSilently === true ? `${leak}${goesOn}` : leak,
  );
  // What many runners do in turn nobody reads.
  return texts.length === 0 || texts.length > 3 ? 'it stays open after the tests' : texts.join('; or ');
}

/** The names of runners, as a part of a sentence. */
export function runnerNames(runners: readonly Runner[]): string {
  return runners.map(({ title }) => title).join(' or ');
}
