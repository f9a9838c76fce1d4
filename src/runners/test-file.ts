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
    const { calls, fixtures } = definitionsOf(view, settings);
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

/** By file, and by what else they depend on. The rules of one run ask for the same. */
const known = new WeakMap<FileView['ast'], Map<string, Definitions>>();

function definitionsOf(view: FileView, settings: RunnerSettings): Definitions {
  if (!mayCallRunner(view.text, settings) && !hasTestName(view.path)) {
    return nothing;
  }
  const ofFile = known.get(view.ast) ?? new Map<string, Definitions>();
  known.set(view.ast, ofFile);
  const key = JSON.stringify([view.project !== undefined, settings], (_, value: unknown) =>
    value instanceof RegExp ? String(value) : value,
  );
  const definitions = ofFile.get(key) ?? searched(view, settings);
  ofFile.set(key, definitions);
  return definitions;
}

function searched(view: FileView, settings: RunnerSettings): Definitions {
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
    calls: found.sort(inSource),
    fixtures: search.fixtures.filter(({ isGuess }) => isTests || !isGuess).sort(byEnd),
  };
}

/** The order of the source, for calls that go on where another one ends: `test.extend(…).extend(…)`. */
function byEnd({ node: a }: { readonly node: TSESTree.Node }, { node: b }: { readonly node: TSESTree.Node }): number {
  return a.range[1] - b.range[1];
}

/** The order of the source; what is around another node comes before it. */
function inSource(
  { node: a }: { readonly node: TSESTree.Node },
  { node: b }: { readonly node: TSESTree.Node },
): number {
  return a.range[0] - b.range[0] || b.range[1] - a.range[1];
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
