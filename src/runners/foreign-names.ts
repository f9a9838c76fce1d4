import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, parentOf } from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import { exportedName } from '../ast/origin.ts';
import { variableOf } from '../ast/variables.ts';
import { type Binding, isTypeof, referencesOf } from './bindings.ts';
import type { ForeignUse } from './foreign-uses.ts';
import type { Runner } from './runner.ts';
import { runnerOfModule, type RunnerSettings } from './runner-settings.ts';
import { runners } from './runners.ts';

/** `expect` and what mocks, where the runner of the tests has its own, or where the import alone throws. */
export function foreignImports(
  view: FileView,
  settings: RunnerSettings,
  testRunners: readonly Runner[],
  isHome: (runner: Runner) => boolean,
): readonly ForeignUse[] {
  return view.ast.body.flatMap((statement) => {
    const isImport = statement.type === T.ImportDeclaration && statement.importKind === 'value';
    const runner = isImport ? runnerOfModule(statement.source.value, settings) : undefined;
    return isImport && runner !== undefined && !isHome(runner)
      ? statement.specifiers.flatMap((specifier) => importUse(view, specifier, runner, testRunners) ?? [])
      : [];
  });
}

function importUse(
  view: FileView,
  specifier: TSESTree.ImportClause,
  runner: Runner,
  testRunners: readonly Runner[],
): ForeignUse | undefined {
  const name = specifier.type === T.ImportSpecifier ? exportedName(specifier.imported) : '';
  const kind = kindOf(name, runner);
  const variable = variableOf(view, specifier.local);
  if (kind === undefined || variable === undefined || runner.outside[kind] === undefined) {
    return undefined;
  }
  // node:test mocks in another way, so that it has no replacement for `vi`.
  const haveOwn = testRunners.every((one) => one.expect && (kind === 'expect' || one.mocks.length > 0));
  const declaration = specifier.parent as TSESTree.ImportDeclaration;
  const binding: Binding = { by: 'import', specifier, declaration, isDirect: true, variable };
  const references = referencesOf(view, binding);
  // What waits for a page, the other `expect` cannot say.
  const isNeeded = kind === 'expect' && runner.matchersWait === true && references.some(isWaitedFor);
  return (haveOwn || runner.throwsOnImport) && !isNeeded && references.some(isValue)
    ? { node: specifier, kind, name, runners: [runner], binding, references, calls: [] }
    : undefined;
}

function kindOf(name: string, { expect, mocks }: Runner): 'expect' | 'mock' | undefined {
  return mocks.includes(name) ? 'mock' : expect && name === 'expect' ? 'expect' : undefined;
}

/** `jest.fn()` without an import, in a file whose tests another runner runs. */
export function foreignMocks(view: FileView, isHome: (runner: Runner) => boolean): readonly ForeignUse[] {
  return runners.flatMap((runner) => {
    const name = isHome(runner) ? undefined : runner.globalMock;
    const references = name === undefined ? [] : referencesOf(view, { by: 'global', name });
    const [first] = references.filter(({ parent }) => parent.type === T.MemberExpression);
    if (name === undefined || first === undefined || references.some(({ parent }) => isTypeof(parent))) {
      return [];
    }
    const binding: Binding = { by: 'global', name };
    return [{ node: first, kind: 'mock', name, runners: [runner], binding, references, calls: [] }];
  });
}

/** `await expect(page).not.toHaveTitle('a')`, but for `.resolves` and `.rejects`, which wait in every runner. */
function isWaitedFor(name: TSESTree.Identifier): boolean {
  let node: TSESTree.Node = name;
  for (let parent = parentOf(node); parent !== undefined; parent = parentOf(node)) {
    if (parent.type === T.AwaitExpression) {
      return node !== name;
    }
    const isOn =
      parent.type === T.MemberExpression
        ? parent.object === node && !/^(?:poll|rejects|resolves)$/u.test(memberName(parent) ?? '')
        : parent.type === T.CallExpression && parent.callee === node;
    if (!isOn) {
      return false;
    }
    node = parent;
  }
  return false;
}

/** Whether a name is more than a part of a type. */
function isValue({ parent }: TSESTree.Identifier): boolean {
  return parent.type !== T.TSTypeReference && parent.type !== T.TSTypeQuery && parent.type !== T.TSQualifiedName;
}
