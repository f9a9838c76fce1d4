import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { NamedType, Place, Variable } from '../ast/file-view.ts';
import type { Runner } from './runner.ts';
import { namespaceOf, type RunnerValue } from './runner-value.ts';
import { entryOf, runners } from './runners.ts';

/**
 * The runner's function that a name stands for by its type, for what is imported or made by a call and cannot be
 * followed to a runner's module.
 */
export function typedVariable(variable: Variable, place: Place<TSESTree.Identifier>): RunnerValue | undefined {
  const declaration = variable.defs[0]?.node as TSESTree.Node | undefined;
  switch (declaration?.type) {
    case T.ImportSpecifier:
      return typedValue(place, declaration.imported.type === T.Identifier ? declaration.imported.name : undefined);
    case T.ImportDefaultSpecifier:
    case T.VariableDeclarator:
      return typedValue(place, undefined);
    default:
      return undefined;
  }
}

/** @param importedAs the name under which a module exports it; undefined for a variable of the file's own */
function typedValue({ view, node }: Place, importedAs: string | undefined): RunnerValue | undefined {
  const types = view.project?.typesOf(node) ?? [];
  for (const runner of runners) {
    const ofRunner = types.filter((type) => isOf(type, runner));
    const name = namedFunction(runner, ofRunner, importedAs) ?? shapedFunction(runner, { view, node }, ofRunner, types);
    if (name !== undefined && entryOf(runner.functions, name) !== undefined) {
      return { ...namespaceOf([runner], 'project import'), name };
    }
  }
  return undefined;
}

/**
 * The runners among whose packages is one that declares a global, or the type of it. TypeScript gives a global that
 * several packages declare the type of the first, which says nothing of who runs the tests.
 */
export function typedRunners({ view, node }: Place<TSESTree.Identifier>): readonly Runner[] {
  const types = view.project?.typesOf(node) ?? [];
  const packages = view.project?.packagesOf(node) ?? [];
  return runners.filter(
    (runner) =>
      types.some((type) => isOf(type, runner)) ||
      packages.some((one) => runner.typePackages.includes(one)) ||
      shapedFunction(runner, { view, node }, [], types),
  );
}

function isOf(type: NamedType, { typePackages }: Runner): boolean {
  return type.package !== undefined && typePackages.includes(type.package);
}

function namedFunction(
  { functions, functionTypes }: Runner,
  types: readonly NamedType[],
  importedAs: string | undefined,
): string | undefined {
  for (const { name } of types) {
    const known = functionTypes.find((one) => one.name === name);
    if (known !== undefined) {
      return known.function ?? importedAs;
    }
    if (entryOf(functions, name) !== undefined) {
      return name;
    }
  }
  return undefined;
}

/** Intersections have no name, so that only their members tell. */
function shapedFunction(
  { functionTypes }: Runner,
  { view, node }: Place,
  ofRunner: readonly NamedType[],
  all: readonly NamedType[],
): string | undefined {
  if (all.length > 0 && ofRunner.length === 0) {
    return undefined;
  }
  return functionTypes.find(({ members }) => members !== undefined && view.project?.hasMembers(node, members))
    ?.function;
}
