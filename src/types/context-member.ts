import type { TSESTree } from '@typescript-eslint/utils';
import ts from 'typescript';

import type { TypeServices } from './services.ts';

/**
 * The type of a member of the first argument that a callback gets.
 *
 * @returns undefined when it gets no such argument, as far as its place tells
 */
export function typeOfContextMember(
  callback: TSESTree.Node,
  name: string,
  services: TypeServices,
): ts.Type | undefined {
  const checker = services.program.getTypeChecker();
  const node = services.esTreeNodeToTSNodeMap.get(callback);
  const expected = ts.isExpression(node) ? checker.getContextualType(node) : undefined;
  const [signature] = expected ? checker.getNonNullableType(expected).getCallSignatures() : [];
  const [context] = signature?.getParameters() ?? [];
  const member = context && checker.getTypeOfSymbolAtLocation(context, node).getProperty(name);
  return member && checker.getTypeOfSymbolAtLocation(member, node);
}
