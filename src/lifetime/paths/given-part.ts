import { DefinitionType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { chainRoot, enclosingFunction, unwrap, withoutAwait } from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import { isCloserName } from '../fates/closer-names.ts';
import { type LocalResource, packagesKnowing } from './local-resource.ts';

/** Something that works only as long as a resource is open. */
export interface Part {
  readonly node: TSESTree.Node;
  /** Whoever has it can get at the resource: `page.browser()`. */
  readonly leadsBack: boolean;
}

/** Names that one part may be followed through: that of a page to its context, and to its browser. */
const MOST_NAMES = 5;

/**
 * What a function gives its callers that works only as long as the resource is open, and does not close it:
 * `orm.em.fork()`, or the page of a browser.
 */
export function partGiven(resource: LocalResource): Part | undefined {
  const parts = returnsOf(resource.owner)
    .flatMap(valuesIn)
    .flatMap((node) => partOf(node, resource) ?? []);
  return parts.find(({ leadsBack }) => leadsBack) ?? parts[0];
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

/** `{ browser, page }` */
function valuesIn(returned: TSESTree.Node): readonly TSESTree.Node[] {
  const node = unwrap(returned);
  switch (node.type) {
    case T.AwaitExpression:
      return valuesIn(node.argument);
    case T.ObjectExpression:
      return node.properties.flatMap((property) => (property.type === T.Property ? valuesIn(property.value) : []));
    default:
      return [node];
  }
}

function partOf(given: TSESTree.Node, resource: LocalResource): Part | undefined {
  const { names, view } = resource;
  const { project } = view;
  const packages = packagesKnowing(resource);
  const made = given.type === T.Identifier ? madeBy(given, resource) : given;
  const isPart =
    made !== undefined &&
    (made.type === T.CallExpression
      ? project?.givesAtOnce(made) === true || project?.mayBeReleased(made, isCloserName) === true
      : made.type === T.MemberExpression) &&
    (project?.typesGivenBy(made) ?? []).some((type) => type.package !== undefined && packages.includes(type.package));
  if (!isPart) {
    return undefined;
  }
  let leadsBack = true;
  let step: TSESTree.Node | undefined = made;
  for (let count = 0; count < MOST_NAMES && step !== undefined; count += 1) {
    leadsBack &&= step.type === T.CallExpression && project?.givesBack(step) === true;
    const root = chainRoot(step);
    if (root.type !== T.Identifier) {
      return undefined;
    }
    if (names.has(root.name)) {
      return { node: given, leadsBack };
    }
    step = madeBy(root, resource);
  }
  return undefined;
}

/** What a constant of the function is: `browser.newPage()` of `const page = await browser.newPage()`. */
function madeBy(name: TSESTree.Identifier, { owner, view }: LocalResource): TSESTree.Node | undefined {
  const [definition] = variableOf(view, name)?.defs ?? [];
  if (definition?.type !== DefinitionType.Variable || definition.parent.kind !== 'const') {
    return undefined;
  }
  const { id, init } = definition.node;
  const made = init === null ? undefined : withoutAwait(init);
  return id.type === T.Identifier && enclosingFunction(definition.node) === owner ? made : undefined;
}
