import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { Place } from './file-view.ts';
import { allNodes } from './traverse.ts';
import { variableOf } from './variables.ts';

/** Whether two expressions are written alike, and their names mean the same. */
export function isSameCode(one: Place, other: Place): boolean {
  const names = [one, other].map(({ node }) => [...allNodes(node)].filter((part) => part.type === T.Identifier));
  const [ofOne = [], ofOther = []] = names;
  const isSameText = codeOf(one) === codeOf(other) && ofOne.length === ofOther.length;
  return (
    isSameText && ofOne.every((name, index) => isSameName(name, ofOther[index] as TSESTree.Identifier, one, other))
  );
}

function codeOf({ view, node }: Place): string {
  return view.text.slice(...node.range).replaceAll(/\s+/gu, '');
}

/** In two files, only what is imported or global means the same. */
function isSameName(a: TSESTree.Identifier, b: TSESTree.Identifier, one: Place, other: Place): boolean {
  const variables = [variableOf(one.view, a), variableOf(other.view, b)];
  const [first, second] = variables;
  return one.view === other.view
    ? first === second
    : variables.every((variable) => (variable?.defs[0]?.type ?? 'ImportBinding') === 'ImportBinding');
}
