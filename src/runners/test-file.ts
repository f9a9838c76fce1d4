import type { TSESTree } from '@typescript-eslint/utils';

import type { FileView } from '../ast/file-view.ts';
import { functionBehind } from './callbacks.ts';
import { CallSearch } from './found-calls.ts';
import { mayCallRunner } from './mentions.ts';
import { inCommon, narrowing } from './narrowing.ts';
import type { FixtureDefinition, Runner, RunnerCall } from './runner.ts';
import type { RunnerSettings } from './runner-settings.ts';
import { nameOfValue } from './runner-value.ts';
import { hasTestName } from './test-paths.ts';

export type { RunnerSettings } from './runner-settings.ts';

/** The calls of a test runner in a file, and what they define. */
export class TestFile {
  readonly view: FileView;
  /** Every call of a runner's function, in the order of the source. */
  readonly calls: readonly RunnerCall[];
  readonly fixtures: readonly FixtureDefinition[];
  /** The runners that all of the file's calls may belong to; empty when the file has no such call. */
  readonly runners: readonly Runner[];

  readonly #byNode: ReadonlyMap<TSESTree.Node, RunnerCall>;
  readonly #byCallback: ReadonlyMap<TSESTree.Node, RunnerCall>;

  constructor(view: FileView, settings: RunnerSettings) {
    this.view = view;
    const { calls, fixtures } = mayCallRunner(view.text, settings) ? definitionsOf(view, settings) : nothing;
    this.calls = calls;
    this.fixtures = fixtures;
    this.runners = runnersOf([...calls, ...fixtures]);
    this.#byNode = new Map(calls.map((call) => [call.node, call]));
    this.#byCallback = new Map(calls.toReversed().flatMap((call) => callbacksOf(call, view)));
  }

  /** The runner's call that a node is. */
  callAt(node: TSESTree.Node): RunnerCall | undefined {
    return this.#byNode.get(node);
  }

  /** The call whose callback a function is, be it written there or named there; the first one when there are several. */
  callOf(callback: TSESTree.Node): RunnerCall | undefined {
    return this.#byCallback.get(callback);
  }
}

interface Definitions {
  readonly calls: readonly RunnerCall[];
  readonly fixtures: readonly FixtureDefinition[];
}

const nothing: Definitions = { calls: [], fixtures: [] };

function definitionsOf(view: FileView, settings: RunnerSettings): Definitions {
  const search = new CallSearch(view, settings);
  // A name alone is believed where something else says that the file holds tests.
  const isTests = search.calls.some(({ value }) => !value.isGuess) || hasTestName(view.path);
  const calls = search.calls.filter(({ value }) => isTests || !value.isGuess);
  const runnersOfCall = narrowing(view, settings, calls);
  const found = calls.map((call): RunnerCall => {
    const { node, does, callback, value } = call;
    return { node, does, callback, runners: runnersOfCall(call), reached: value.reached, name: nameOfValue(value) };
  });
  return {
    calls: found.sort((a, b) => a.node.range[0] - b.node.range[0] || b.node.range[1] - a.node.range[1]),
    fixtures: search.fixtures
      .filter(({ isGuess }) => isTests || !isGuess)
      .sort((a, b) => a.node.range[0] - b.node.range[0] || b.node.range[1] - a.node.range[1]),
  };
}

/** The callback as it is written, and the function it names. */
function callbacksOf(call: RunnerCall, view: FileView): readonly (readonly [TSESTree.Node, RunnerCall])[] {
  const { callback } = call;
  const body = callback && functionBehind(view, callback);
  return [...(callback ? [[callback, call] as const] : []), ...(body ? [[body, call] as const] : [])];
}

/** What all have in common, or else all there are. */
function runnersOf(definitions: readonly { readonly runners: readonly Runner[] }[]): readonly Runner[] {
  const lists = definitions.map(({ runners }) => runners);
  const shared = inCommon(lists);
  return shared.length > 0 ? shared : [...new Set(lists.flat())];
}
