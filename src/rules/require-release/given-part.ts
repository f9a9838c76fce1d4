import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, unwrap } from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import type { LocalResource } from '../../lifetime/paths/local-resource.ts';

/**
 * What a function gives its callers that works only as long as the resource is open, and does not close it:
 * `orm.em.fork()`.
 */
export function partGiven({ acquisition, making, names, owner, view }: LocalResource): TSESTree.Node | undefined {
  const { project } = view;
  const packages = new Set([
    ...acquisition.entry.from,
    ...(project?.typesGivenBy(making) ?? []).flatMap((type) => type.package ?? []),
  ]);
  const isPart = (node: TSESTree.Node): boolean =>
    (node.type === T.CallExpression ? project?.givesAtOnce(node) : node.type === T.MemberExpression) === true &&
    isOf(node, names) &&
    (project?.typesGivenBy(node) ?? []).some((type) => type.package !== undefined && packages.has(type.package));
  return returnsOf(owner).map(unwrap).find(isPart);
}

function returnsOf(owner: LocalResource['owner']): readonly TSESTree.Node[] {
  return owner.body.type === T.BlockStatement
    ? [...allNodes(owner.body)].flatMap((node) =>
        node.type === T.ReturnStatement && node.argument !== null && enclosingFunction(node) === owner
          ? [node.argument]
          : [],
      )
    : [owner.body];
}

/** Whether a chain of members and calls begins with one of the names. */
function isOf(chain: TSESTree.Node, names: ReadonlySet<string>): boolean {
  const node = unwrap(chain);
  switch (node.type) {
    case T.CallExpression:
      return isOf(node.callee, names);
    case T.MemberExpression:
      return isOf(node.object, names);
    default:
      return node.type === T.Identifier && names.has(node.name);
  }
}
