import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type ClassNode, isClass, keyName } from '../../ast/expressions.ts';
import type { Place } from '../../ast/file-view.ts';
import { allNodes } from '../../ast/traverse.ts';
import type { AcquiringNode } from '../../resources/acquisition.ts';
import { definitionOf } from '../definition.ts';
import { isOpeningName } from './opening-names.ts';

/**
 * Whether what a test makes is of a class of its own file, which does something else where the class that it extends
 * opens a connection: `class Failing extends Client { async connect() { throw refused; } }`.
 */
export function isTestDouble({ view, node }: Place<AcquiringNode>): boolean {
  const made = node.type === T.NewExpression ? definitionOf({ view, node: node.callee }) : undefined;
  return made?.view === view && isClass(made.node) && replacesOpening(made.node);
}

function replacesOpening({ body, superClass }: ClassNode): boolean {
  return (
    superClass !== null &&
    body.body.some(
      (member) =>
        member.type === T.MethodDefinition &&
        member.kind === 'method' &&
        isOpeningName(keyName(member)) &&
        opensNothing(member),
    )
  );
}

/** It only throws, or gives what is there: it neither waits for anything, nor makes anything but an error. */
function opensNothing(method: TSESTree.MethodDefinition): boolean {
  return ![...allNodes(method)].some(
    (node) =>
      node.type === T.Super ||
      node.type === T.AwaitExpression ||
      (node.type === T.NewExpression && node.parent.type !== T.ThrowStatement),
  );
}
