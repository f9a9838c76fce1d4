import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import type { FileView } from '../ast/file-view.ts';
import { bindingOf } from './bindings.ts';
import { chainOf } from './callee-chain.ts';
import type { ForeignUse } from './foreign-uses.ts';
import type { Runner, RunnerFunction } from './runner.ts';
import { runnerOfModule, type RunnerSettings } from './runner-settings.ts';
import { entryOf } from './runners.ts';
import type { TestsRunner } from './tests-runner.ts';

/** What the runner of the tests has instead of a name of another runner. */
export type Replacement =
  | { readonly by: 'import'; readonly name: string; readonly source: string }
  | { readonly by: 'global'; readonly name: string }
  /** A member of the file's test function: `test.afterAll`. */
  | { readonly by: 'member'; readonly name: string };

/** @returns undefined when that runner has nothing of the kind, or when it is not known which one it is */
export function replacementFor(
  view: FileView,
  use: ForeignUse,
  tests: TestsRunner,
  settings: RunnerSettings,
): Replacement | undefined {
  const [runner, ...others] = tests.runners;
  if (runner === undefined) {
    return undefined;
  }
  const name = nameIn(runner, use);
  if (name === undefined || others.some((other) => nameIn(other, use) !== name)) {
    return undefined;
  }
  if (name.startsWith('.')) {
    const { root } = chainOf(tests.call.node.callee);
    return root.type === T.Identifier ? { by: 'member', name: root.name + name } : undefined;
  }
  const source = sourceOf(view, runner, tests, settings);
  if (source !== undefined) {
    return { by: 'import', name, source };
  }
  return runner.globals ? { by: 'global', name } : undefined;
}

/** The name of what a runner has; with a dot before it, where it is a member of its test function. */
function nameIn(runner: Runner, { kind, name, calls }: ForeignUse): string | undefined {
  if (kind === 'mock') {
    return runner.mocks.includes(name) ? name : runner.mocks[0];
  }
  if (kind === 'expect') {
    return runner.expect ? name : undefined;
  }
  const does = calls[0]?.does;
  if (does === undefined || calls.some((call) => !isAlike(call.does, does))) {
    return undefined;
  }
  const same = entryOf(runner.functions, name);
  if (same !== undefined && isAlike(same, does)) {
    return name;
  }
  // `fit` and `xdescribe` say more than what they define.
  if (/^[fx](?:context|describe|it|specify|test)$/u.test(name)) {
    return undefined;
  }
  const named = Object.entries(runner.functions).find(([one, other]) => one !== 'default' && isAlike(other, does));
  const member = Object.entries(runner.testMembers).find(([, other]) => isAlike(other, does));
  return named?.[0] ?? (member && `.${member[0]}`);
}

/** Whether a function does all that another one does: runs at the same time, for the same reason. */
function isAlike(some: RunnerFunction, other: RunnerFunction): boolean {
  if (some.is !== 'hook' || other.is !== 'hook') {
    return some.is === other.is;
  }
  return some.when === other.when && some.every === other.every && some.onlyOnSuccess !== true;
}

/** The module that the file's tests are imported from, or the runner's own where that is a file of the project. */
function sourceOf(view: FileView, runner: Runner, { call }: TestsRunner, settings: RunnerSettings): string | undefined {
  if (call.reached === 'project import') {
    return runner.modules[0];
  }
  const binding = bindingOf(view, call.node.callee);
  const own =
    binding?.by === 'import'
      ? binding.declaration.source.value
      : binding?.by === 'require'
        ? binding.source
        : undefined;
  // Who imports one name from the runner beside its globals may import another.
  const imported = view.ast.body.flatMap((one) =>
    one.type === T.ImportDeclaration && one.importKind === 'value' ? [one.source.value] : [],
  );
  return [own ?? '', ...imported].find((source) => runnerOfModule(source, settings) === runner);
}
