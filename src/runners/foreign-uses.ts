import type { TSESTree } from '@typescript-eslint/utils';

import type { FileView } from '../ast/file-view.ts';
import { type Binding, bindingOf, isTypeof, referencesOf } from './bindings.ts';
import { chainOf } from './callee-chain.ts';
import type { Runner, RunnerCall } from './runner.ts';
import { foreignImports, foreignMocks } from './foreign-names.ts';
import type { RunnerSettings } from './runner-settings.ts';
import type { TestFile } from './test-file.ts';
import { type TestsRunner, testsRunnerOf } from './tests-runner.ts';

/** A name in a file that belongs to another runner than the one that runs the file's tests. */
export interface ForeignUse {
  /** Its import, or its first call when it is a global. */
  readonly node: TSESTree.Node;
  readonly kind: 'expect' | 'hook' | 'mock' | 'test';
  /** The runner's own name: `afterAll`, `test.beforeEach`, `vi`. */
  readonly name: string;
  /** The runners it may belong to; more than one only for globals. */
  readonly runners: readonly [Runner, ...Runner[]];
  readonly binding: Binding;
  /** Every name in the file that stands for it. */
  readonly references: readonly TSESTree.Identifier[];
  /** The calls of the runner that begin with it. */
  readonly calls: readonly RunnerCall[];
}

export interface MixedRunners {
  readonly tests: TestsRunner;
  readonly uses: readonly ForeignUse[];
}

/** What a file takes from other runners than its tests'; undefined in a file without tests. */
export function foreignUsesOf(file: TestFile, settings: RunnerSettings): MixedRunners | undefined {
  const tests = testsRunnerOf(file, settings);
  if (tests === undefined) {
    return undefined;
  }
  const isHome = (runner: Runner): boolean =>
    tests.runners.some((one) => one === runner || one.standsInFor.includes(runner.name));
  const uses = [
    ...callUses(file, isHome),
    ...foreignImports(file.view, settings, tests.runners, isHome),
    ...foreignMocks(file.view, isHome),
  ];
  return { tests, uses: uses.sort((a, b) => a.node.range[0] - b.node.range[0]) };
}

/** Hooks and tests, one use for each name they are called by. */
function callUses({ calls, view }: TestFile, isHome: (runner: Runner) => boolean): readonly ForeignUse[] {
  const uses = new Map<unknown, ForeignUse>();
  const homeGlobals = globalsOf(
    calls.filter((call) => call.runners.some(isHome)),
    view,
  );
  for (const call of calls.filter(({ reached, runners: some }) => reached !== 'context' && !some.some(isHome))) {
    const [runner, ...others] = call.runners;
    const binding = bindingOf(view, call.node.callee);
    const node = binding && nodeOf(binding, call);
    // One global is of one runner: `it.runIf(…)` beside `it(…)`.
    const isHomeGlobal = binding?.by === 'global' && homeGlobals.has(binding.name);
    if (runner === undefined || binding === undefined || node === undefined || isHomeGlobal) {
      continue;
    }
    const key = binding.by === 'global' ? binding.name : node;
    const known = uses.get(key);
    const kind = known?.kind === 'test' || call.does.is === 'test' || call.does.is === 'suite' ? 'test' : 'hook';
    uses.set(key, {
      ...(known ?? {
        node,
        runners: [runner, ...others],
        binding,
        name: call.name,
        references: referencesOf(view, binding),
      }),
      kind,
      calls: [...(known?.calls ?? []), call],
    });
  }
  return [...uses.values()].filter(({ binding, references, runners: [runner], kind }) => {
    const isAskedFor = binding.by === 'global' && references.some((name) => isTypeof(name.parent));
    return !isAskedFor && runner.outside[kind] !== undefined;
  });
}

/** The globals that calls begin with. */
function globalsOf(calls: readonly RunnerCall[], view: FileView): ReadonlySet<string> {
  const bindings = calls.map(({ node }) => bindingOf(view, node.callee));
  return new Set(bindings.flatMap((binding) => (binding?.by === 'global' ? binding.name : [])));
}

function nodeOf(binding: Binding, call: RunnerCall): TSESTree.Node | undefined {
  switch (binding.by) {
    case 'global':
      return chainOf(call.node.callee).root;
    case 'import':
      return call.reached === 'import' ? binding.specifier : undefined;
    case 'require':
      return call.reached === 'import' ? binding.name : undefined;
  }
}
