import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, isInside } from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import { sameValue, nameFor } from '../initialiser.ts';
import type { Handle } from './handle.ts';
import { releaseFormOf } from './release-form.ts';
import type { Unreleased } from './unreleased.ts';

/** A resource that is handed on where it is acquired, and that is to get a name first. */
export interface NamedValue {
  readonly handle: Handle;
  /** The whole expression that the name stands in for. */
  readonly value: TSESTree.Expression;
  /** The statement that gives it the name. */
  readonly declaration: string;
  /** The statement that gives it to a variable of the name which is declared elsewhere. */
  readonly assignment: string;
}

/**
 * A name for a resource that has none.
 *
 * @param name the best name for it
 * @returns undefined when what is handed on is more than the resource, or no name is free
 */
export function namedValue(name: string, unreleased: Unreleased): NamedValue | undefined {
  const { resource, file } = unreleased;
  const { making, acquisition } = resource;
  const value = sameValue(making);
  const owner = enclosingFunction(making) ?? file.sourceCode.ast;
  const isWhole = value.type === T.AwaitExpression || value === making;
  const free = [name, nameFor(value)].find((one) => /^[\w$]+$/u.test(one) && isFree(one, owner));
  const slot = { name, node: making, within: acquisition.within ?? ['?'], isCollection: false };
  const path = slot.within.filter((member) => member !== '?');
  const release = path.length === 0 ? releaseFormOf(slot, path, unreleased) : undefined;
  if (release === undefined || free === undefined || !isWhole || resource.node !== making) {
    return undefined;
  }
  const isPromise = acquisition.resolves && value.type !== T.AwaitExpression;
  const made = `${isPromise ? 'await ' : ''}${file.sourceCode.getText(value)}${file.layout.semicolon}`;
  return {
    handle: { text: free, root: 'variable', variable: undefined, release, node: making, path, admitsNothing: false },
    value,
    declaration: `const ${free} = ${made}`,
    assignment: `${free} = ${made}`,
  };
}

/** Whether code says nothing by a name. */
export function isFree(name: string, owner: TSESTree.Node): boolean {
  return ![...allNodes(owner)].some(
    (node) => node.type === T.Identifier && node.name === name && isInside(node, owner) && !isPropertyName(node),
  );
}

function isPropertyName(node: TSESTree.Identifier): boolean {
  const { parent } = node;
  return (
    (parent.type === T.MemberExpression && parent.property === node && !parent.computed) ||
    (parent.type === T.Property && parent.key === node && !parent.computed && !parent.shorthand)
  );
}
