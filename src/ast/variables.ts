import type { TSESTree } from '@typescript-eslint/utils';

import { isInside } from './expressions.ts';
import type { FileView, ScopeManager, Variable } from './file-view.ts';

/**
 * By the tree of a file: what every name in it stands for. Searching the scopes for each name anew takes too long in
 * large files. The tree is its key since oxlint has one scope manager for all files.
 */
const namesOfFiles = new WeakMap<TSESTree.Program, ReadonlyMap<TSESTree.Node, Variable>>();

/** The variable that a name stands for, in whatever scope; undefined for what no scope of the file declares. */
export function variableOf({ ast, scopeManager }: FileView, name: TSESTree.Identifier): Variable | undefined {
  let names = namesOfFiles.get(ast);
  if (names === undefined) {
    namesOfFiles.set(ast, (names = new Map(namesOf(scopeManager))));
  }
  return names.get(name);
}

/** Whether a variable is declared in some code. A global of the configuration is declared nowhere. */
export function isDeclaredIn(variable: Variable | undefined, code: TSESTree.Node): boolean {
  const declared = declarationOf(variable);
  return declared !== undefined && isInside(declared, code);
}

/** Whether a variable is declared in the file, but not in some code. */
export function isDeclaredOutside(variable: Variable | undefined, code: TSESTree.Node): boolean {
  const declared = declarationOf(variable);
  return declared !== undefined && !isInside(declared, code);
}

function declarationOf(variable: Variable | undefined): TSESTree.Node | undefined {
  return variable?.identifiers[0];
}

function* namesOf({ scopes }: ScopeManager): Generator<[TSESTree.Node, Variable]> {
  for (const { references, variables } of scopes) {
    for (const variable of variables) {
      for (const identifier of variable.identifiers) {
        yield [identifier, variable];
      }
    }
    for (const { identifier, resolved } of references) {
      if (resolved !== null) {
        yield [identifier, resolved];
      }
    }
  }
}
