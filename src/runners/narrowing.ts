import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import type { FileView } from '../ast/file-view.ts';
import { isTypeof, referencesOf } from './bindings.ts';
import type { FoundCall } from './found-calls.ts';
import type { Runner } from './runner.ts';
import { runnerOfModule, type RunnerSettings } from './runner-settings.ts';
import { runners } from './runners.ts';
import { typedRunners } from './typed-value.ts';

/** The runners that a call may belong to, when its file as a whole is looked at. */
export type Narrow = (call: FoundCall) => readonly Runner[];

/**
 * How calls of globals are told apart, which several runners have under one name: by the settings, by what the file
 * imports, by the type of the global, by what all of its calls have in common.
 */
export function narrowing(view: FileView, settings: RunnerSettings, calls: readonly FoundCall[]): Narrow {
  if (calls.every(({ value }) => value.runners.length === 1)) {
    return ({ value }) => value.runners;
  }
  const named = runners.filter(({ name }) => name === settings.runner);
  const imported = importedRunners(view, settings);
  const typed = new Map<string, readonly Runner[]>();
  const byEvidence: Narrow = ({ value, root }) => {
    const byFile = [named, imported].map((some) => common(value.runners, some)).find((some) => some.length > 0);
    if (byFile !== undefined || value.reached !== 'global' || root.type !== T.Identifier) {
      return byFile ?? value.runners;
    }
    const types = typed.get(root.name) ?? typedRunners({ view, node: root });
    typed.set(root.name, types);
    const byType = common(value.runners, types);
    return byType.length > 0 ? byType : value.runners;
  };
  const shared = inCommon(calls.map(byEvidence));
  return (call) => (shared.length > 0 ? shared : byEvidence(call));
}

/** Runners whose module the file imports from, be it for types only, or whose global mock it uses. */
function importedRunners(view: FileView, settings: RunnerSettings): readonly Runner[] {
  const found = view.ast.body.flatMap((statement) =>
    statement.type === T.ImportDeclaration ? (runnerOfModule(statement.source.value, settings) ?? []) : [],
  );
  return [...found, ...globalMockRunners(view)];
}

/** Runners whose object for mocks a file uses without an import: `vi.fn()`. Under another runner that throws. */
export function globalMockRunners(view: FileView): readonly Runner[] {
  return runners.filter(({ globalMock: name }) => {
    const references = name === undefined ? [] : referencesOf(view, { by: 'global', name });
    return references.length > 0 && !references.some(({ parent }) => isTypeof(parent));
  });
}

/** What is in every list; empty when nothing is. */
export function inCommon(lists: readonly (readonly Runner[])[]): readonly Runner[] {
  const [first = [], ...others] = lists;
  return first.filter((runner) => others.every((list) => list.includes(runner)));
}

function common(some: readonly Runner[], others: readonly Runner[]): readonly Runner[] {
  return some.filter((runner) => others.includes(runner));
}
