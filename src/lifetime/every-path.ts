import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isInside, parentOf, unwrap } from '../ast/expressions.ts';
import type { FileView, Variable } from '../ast/file-view.ts';
import { LONGEST_CHAIN } from '../ast/origin.ts';
import { allNodes } from '../ast/traverse.ts';
import { variableOf } from '../ast/variables.ts';
import { chainOf } from './fates/members.ts';

/**
 * Whether a function makes something whatever it is given: `given ?? new Pool()` makes a pool for some callers only,
 * and so does an early `return given`. Conditions on anything but the parameters, and the constants that are parts of
 * them, are taken to hold.
 *
 * @param made the calls that make something
 */
export function isMadeForEveryCaller(view: FileView, owner: FunctionNode, made: readonly TSESTree.Node[]): boolean {
  const parameters = new Set(
    view.scopeManager.getDeclaredVariables(owner).filter(({ defs }) => defs[0]?.type === ('Parameter' as never)),
  );
  const asksParameter = (test: TSESTree.Node): boolean =>
    [...allNodes(test)].some((node) => {
      const variable = node.type === T.Identifier ? variableOf(view, node) : undefined;
      return variable !== undefined && !isKey(node) && parameters.has(wholeOf(view, variable) as never);
    });
  return parameters.size === 0 || isMadeIn(statementsOf(owner.body), made, asksParameter);
}

/** What a constant is a part of: of `const { url } = options` it is `options`. A part with a default is its own. */
function wholeOf(view: FileView, variable: Variable): Variable {
  let whole = variable;
  for (let steps = 0; steps < LONGEST_CHAIN; steps += 1) {
    const [definition, ...others] = whole.defs;
    const declarator = definition?.node as TSESTree.Node | undefined;
    if (
      others.length > 0 ||
      declarator?.type !== T.VariableDeclarator ||
      declarator.init === null ||
      declarator.parent.kind !== 'const' ||
      parentOf(definition?.name as TSESTree.Node)?.type === T.AssignmentPattern
    ) {
      return whole;
    }
    const part = unwrap(declarator.init);
    const object = part.type === T.MemberExpression ? chainOf(part).root : part;
    const next = object.type === T.Identifier ? variableOf(view, object) : undefined;
    if (next === undefined) {
      return whole;
    }
    whole = next;
  }
  return whole;
}

/** `known.has(name)`, `known[name]`: a question about what is remembered, not about what is given. */
function isKey(node: TSESTree.Node): boolean {
  const parent = parentOf(node);
  return parent?.type === T.CallExpression
    ? parent.callee.type === T.MemberExpression
    : parent?.type === T.MemberExpression && parent.computed && parent.property === node;
}

type Test = (node: TSESTree.Node) => boolean;

function isMadeIn(statements: readonly TSESTree.Node[], made: readonly TSESTree.Node[], asks: Test): boolean {
  for (const statement of statements) {
    if (statement.type !== T.IfStatement || !asks(statement.test)) {
      if (made.some((node) => isInside(node, statement) && !isOptional(node, statement, made, asks))) {
        return true;
      }
      continue;
    }
    const branches = [statement.consequent, statement.alternate].map((branch) => branch && statementsOf(branch));
    const makes = branches.map((branch) => branch !== null && isMadeIn(branch, made, asks));
    if (makes.every(Boolean)) {
      return true;
    }
    // A branch that returns without making anything is a way out.
    if (branches.some((branch, index) => !makes[index] && branch?.at(-1)?.type === T.ReturnStatement)) {
      return false;
    }
  }
  return false;
}

/** Whether a condition on a parameter stands between a node and the statement around it, and only one side makes. */
function isOptional(
  node: TSESTree.Node,
  statement: TSESTree.Node,
  made: readonly TSESTree.Node[],
  asks: Test,
): boolean {
  let inner = node;
  for (let outer = parentOf(inner); outer !== undefined && inner !== statement; outer = parentOf(outer)) {
    if (outer.type === T.LogicalExpression && outer.right === inner && asks(outer.left)) {
      return true;
    }
    if ((outer.type === T.ConditionalExpression || outer.type === T.IfStatement) && asks(outer.test)) {
      const other = outer.consequent === inner ? outer.alternate : outer.consequent;
      if (outer.test !== inner && (other === null || !made.some((one) => isInside(one, other)))) {
        return true;
      }
    }
    inner = outer;
  }
  return false;
}

function statementsOf(node: TSESTree.Node): readonly TSESTree.Node[] {
  return node.type === T.BlockStatement ? node.body : [node];
}
