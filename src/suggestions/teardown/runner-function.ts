import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { FileView, Variable } from '../../ast/file-view.ts';
import { isRequireCall } from '../../runners/callee-chain.ts';
import type { RunnerCall } from '../../runners/runner.ts';
import type { TextEdit } from '../text-edits.ts';
import { importEdit, importsFrom, namedIn, newImportEdit } from './runner-import.ts';
import type { RunnerCallee } from './runner-callee.ts';
import { asMember, asMemberOfTest } from './runner-member.ts';
import { matches, memberName, ownName, type Wanted } from './runner-names.ts';
import { isOfModule, rootVariable } from './root-variable.ts';
import type { Unreleased } from './unreleased.ts';

/**
 * How a file that calls one function of a runner calls another.
 *
 * @param near the call that says in which way
 * @param unused a variable whose last use goes away
 * @returns undefined when the runner has no such function, or its name means something else in the file
 */
export function runnerFunction(
  wanted: Wanted,
  near: RunnerCall,
  unreleased: Unreleased,
  unused?: Variable,
): RunnerCallee | undefined {
  const name = ownName(wanted, near, unreleased.tests);
  return (
    asMember(wanted, near, unreleased) ??
    asCalled(wanted, near, unreleased) ??
    (name === undefined ? undefined : byName(name, wanted, near, unreleased, unused)) ??
    asMemberOfTest(wanted, near, unreleased)
  );
}

/** The function is called elsewhere in the file. */
function asCalled(wanted: Wanted, near: RunnerCall, { file, tests }: Unreleased): RunnerCallee | undefined {
  const call = tests.calls.find(
    ({ does, reached, runners, node }) =>
      matches(does, wanted) &&
      reached !== 'context' &&
      near.runners.every((runner) => runners.includes(runner)) &&
      isOfModule(rootVariable(node.callee, tests.view)),
  );
  return call && { text: file.sourceCode.getText(call.node.callee), name: call.name, edits: [] };
}

/** By its own name: imported as others are, or global as others are. */
function byName(
  name: string,
  wanted: Wanted,
  near: RunnerCall,
  unreleased: Unreleased,
  unused: Variable | undefined,
): RunnerCallee | undefined {
  const { file, tests } = unreleased;
  const root = rootVariable(near.node.callee, tests.view);
  const declarations = near.reached === 'global' ? [] : importsFrom(modulesOf(near, root), file);
  for (const declaration of declarations) {
    const known = namedIn(declaration).get(name)?.local.name;
    const all = declaration.specifiers.find(({ type }) => type === T.ImportNamespaceSpecifier);
    if (known !== undefined || all !== undefined) {
      return { text: known ?? `${all?.local.name ?? ''}.${name}`, name, edits: [] };
    }
  }
  if (isTaken(name, tests.view)) {
    return undefined;
  }
  if (near.reached === 'global') {
    return { text: name, name, edits: [] };
  }
  const edit = requireEdit(name, root) ?? importing(name, wanted, near, declarations, unreleased, unused);
  return edit && { text: name, name, edits: [edit] };
}

/** The modules that export the functions of a call's runner: the one it is imported from first. */
function modulesOf({ runners, reached }: RunnerCall, root: Variable | undefined): readonly string[] {
  const declaration = root?.defs[0]?.parent as TSESTree.Node | null | undefined;
  const own = declaration?.type === T.ImportDeclaration && reached === 'import' ? [declaration.source.value] : [];
  return [...own, ...(runners.length === 1 ? runners.flatMap(({ modules }) => modules) : [])];
}

function importing(
  name: string,
  wanted: Wanted,
  near: RunnerCall,
  declarations: readonly TSESTree.ImportDeclaration[],
  { file }: Unreleased,
  unused: Variable | undefined,
): TextEdit | undefined {
  const declaration = declarations.find((one) => namedIn(one).size > 0) ?? declarations[0];
  if (declaration === undefined) {
    const module = near.reached === 'project import' ? near.runners[0]?.modules[0] : undefined;
    return module === undefined ? undefined : newImportEdit(module, name, file);
  }
  // `import test from 'node:test'` has `test.after`.
  const isMember = namedIn(declaration).size === 0 && memberName(wanted, near.runners) !== undefined;
  return isMember ? undefined : importEdit(declaration, name, unused, file);
}

/** `const { before, after } = require('node:test')` */
function requireEdit(name: string, root: Variable | undefined): TextEdit | undefined {
  const declarator = root?.defs[0]?.node as TSESTree.Node | undefined;
  if (declarator?.type !== T.VariableDeclarator || declarator.id.type !== T.ObjectPattern) {
    return undefined;
  }
  const last = declarator.id.properties.at(-1);
  const isRequired = declarator.init?.type === T.CallExpression && isRequireCall(declarator.init);
  return isRequired && last?.type === T.Property
    ? { range: [last.range[1], last.range[1]], text: `, ${name}` }
    : undefined;
}

/** Whether the file gives a name to something, in whatever scope. */
function isTaken(name: string, { scopeManager }: FileView): boolean {
  return scopeManager.scopes.some((scope) => (scope.set.get(name)?.defs.length ?? 0) > 0);
}
