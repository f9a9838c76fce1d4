import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, parentOf, unwrap } from '../../ast/expressions.ts';

/** Functions that only look at what they are given, by the name that their callee begins with. */
const onlyLooks: ReadonlySet<string | undefined> = new Set([
  'assert',
  'chai',
  'console',
  'expect',
  'expectTypeOf',
  'should',
  'typeof',
]);

/** Whether a call only looks at its arguments: `assert.ok(pool)`, `expect(pool).toBeDefined()`. */
export function isLooking({ callee }: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  let root = unwrap(callee);
  while (root.type === T.MemberExpression) {
    root = unwrap(root.object);
  }
  return root.type === T.Identifier ? onlyLooks.has(root.name) : isAssertion(root);
}

/** `expect(…)` at the beginning of a chain: `expect(app).to.be.ok(server)`. */
function isAssertion(root: TSESTree.Node): boolean {
  return root.type === T.CallExpression && root.callee.type === T.Identifier && onlyLooks.has(root.callee.name);
}

/** Whether a value is only looked at: the state of `pool` in `expect(pool.totalCount).toBe(0)`. */
export function isLookedAt(node: TSESTree.Node): boolean {
  const parent = parentOf(node);
  return parent?.type === T.CallExpression && parent.callee !== node && isLooking(parent);
}

/** Members with what a resource was made with, which is known before it is used. */
const settings: ReadonlySet<string | undefined> = new Set(['config', 'options', 'settings']);

/** Whether a use only reads how something was made: `pool.options.max`, but not `pool.options.log()`. */
export function isSetting(node: TSESTree.Node): boolean {
  if (node.type !== T.MemberExpression || !settings.has(memberName(node))) {
    return false;
  }
  let outer: TSESTree.Node = node;
  for (let parent = parentOf(outer); parent?.type === T.MemberExpression; parent = parentOf(outer)) {
    if (parent.object !== outer) {
      return true;
    }
    outer = parent;
  }
  const parent = parentOf(outer);
  return !(parent?.type === T.CallExpression && parent.callee === outer);
}
