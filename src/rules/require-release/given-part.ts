import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { chainRoot, enclosingFunction, unwrap } from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import { type LocalResource, packagesKnowing } from '../../lifetime/paths/local-resource.ts';

/**
 * What a function gives its callers that works only as long as the resource is open, and does not close it:
 * `orm.em.fork()`.
 */
export function partGiven(resource: LocalResource): TSESTree.Node | undefined {
  const { names, owner, view } = resource;
  const { project } = view;
  const packages = packagesKnowing(resource);
  const isPart = (node: TSESTree.Node): boolean =>
    (node.type === T.CallExpression ? project?.givesAtOnce(node) : node.type === T.MemberExpression) === true &&
    isOf(node, names) &&
    (project?.typesGivenBy(node) ?? []).some((type) => type.package !== undefined && packages.includes(type.package));
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
  const root = chainRoot(chain);
  return root.type === T.Identifier && names.has(root.name);
}
