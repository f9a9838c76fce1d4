import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isInside, parentOf, unwrap } from '../../ast/expressions.ts';
import { variableOf } from '../../ast/variables.ts';
import { disposalOf } from '../../types/using.ts';
import { isProgramFile } from '../program-file.ts';
import { closerOfMember } from './closers.ts';
import type { Fault } from './fault.ts';
import type { KnownResources } from './known-resources.ts';

/** What is wrong with a `using` declaration. */
export function usingFault(node: TSESTree.VariableDeclarator, known: KnownResources): Fault | undefined {
  const declaration = parentOf(node);
  const kind = declaration?.type === T.VariableDeclaration ? declaration.kind : undefined;
  if ((kind !== 'using' && kind !== 'await using') || node.init === null) {
    return undefined;
  }
  const { isPromise, symbols } = disposalOf(node.init, known.services);
  if (isPromise && symbols.length > 0) {
    return { why: 'using on a promise', node, isAsync: symbols.includes('asyncDispose') };
  }
  if (kind === 'using' && symbols.length === 1 && symbols[0] === 'asyncDispose') {
    return { why: 'using without await', node };
  }
  const other = otherRelease(node.init, node, known);
  if (other !== undefined) {
    return { why: 'released twice', node, other };
  }
  // A program may well close at its end what its modules keep.
  const isOfProgram = isProgramFile(known.view, known.view.text);
  const keeper = symbols.length > 0 && !isOfProgram ? known.keeperOf(node.init) : undefined;
  return keeper && { why: 'using on what is shared', node, keeper };
}

/** Another release of the variable that a `using` declaration takes its value from. */
function otherRelease(
  init: TSESTree.Expression,
  declarator: TSESTree.VariableDeclarator,
  known: KnownResources,
): TSESTree.Node | undefined {
  const name = unwrap(init);
  const variable = name.type === T.Identifier ? variableOf(known.view, name) : undefined;
  return variable?.references
    .map(({ identifier }) => identifier)
    .find((identifier) => {
      const member = parentOf(identifier);
      const isCalled = member?.type === T.MemberExpression && parentOf(member)?.type === T.CallExpression;
      return isCalled && !isInside(identifier, declarator) && closerOfMember(member, known) !== undefined;
    });
}
