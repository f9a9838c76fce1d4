import type { TSESTree } from '@typescript-eslint/utils';
import ts from 'typescript';

import type { TypeServices } from './services.ts';

/** A member of the first argument that a callback gets. */
export interface ContextMember {
  readonly callback: TSESTree.Node;
  readonly name: string;
}

/** @returns undefined when the callback gets no such argument, as far as its place tells */
export function typeOfContextMember({ callback, name }: ContextMember, services: TypeServices): ts.Type | undefined {
  const checker = services.program.getTypeChecker();
  const node = services.esTreeNodeToTSNodeMap.get(callback);
  const expected = ts.isExpression(node) ? checker.getContextualType(node) : undefined;
  const [signature] = expected ? checker.getNonNullableType(expected).getCallSignatures() : [];
  const [context] = signature?.getParameters() ?? [];
  const member = context && checker.getTypeOfSymbolAtLocation(context, node).getProperty(name);
  return member && checker.getTypeOfSymbolAtLocation(member, node);
}
