import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { calledMethod, memberName, parentOf, unwrap } from '../../ast/expressions.ts';

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

/** Whether a value is only looked at: the state of `pool` in `expect(pool.totalCount).toBe(0)`, or a part of it. */
export function isLookedAt(node: TSESTree.Node): boolean {
  let whole = node;
  let parent = parentOf(whole);
  while ((parent?.type === T.MemberExpression && parent.object === whole) || parent?.type === T.ChainExpression) {
    whole = parent;
    parent = parentOf(whole);
  }
  return parent?.type === T.CallExpression && parent.callee !== whole && isLooking(parent);
}

/** Members with what a resource was made with, which is known before it is used. */
const settings: ReadonlySet<string | undefined> = new Set(['config', 'options', 'settings']);

/** Methods that tell how a resource was made, or what it was told. */
const tellsSetting = /^get(?:Dialect|Metadata|Options)$/u;

/** Methods of its settings that only read: `orm.config.get('dbName')`. */
const reads = /^(?:get|has|is)/u;

/**
 * Whether a use only reads how something was made: `pool.options.max`, `orm.config.get('dbName')`,
 * `orm.getMetadata(User)`, but not `pool.options.log()`.
 */
export function isSetting(node: TSESTree.Node): boolean {
  if (node.type === T.CallExpression) {
    return tellsSetting.test(calledMethod(node) ?? '');
  }
  if (node.type !== T.MemberExpression || !leadsToSettings(node)) {
    return false;
  }
  let outer: TSESTree.MemberExpression = node;
  for (let parent = parentOf(outer); parent?.type === T.MemberExpression; parent = parentOf(outer)) {
    if (parent.object !== outer) {
      return true;
    }
    outer = parent;
  }
  const parent = parentOf(outer);
  const isCalled = parent?.type === T.CallExpression && parent.callee === outer;
  // What lies in the settings was there before: `client.options.logger.write(line)`.
  return !isCalled || (outer !== node && (unwrap(outer.object) !== node || reads.test(memberName(outer) ?? '')));
}

/** `pool.options`, `client.config.retries` */
function leadsToSettings(member: TSESTree.MemberExpression): boolean {
  const object = unwrap(member.object);
  return settings.has(memberName(member)) || (object.type === T.MemberExpression && leadsToSettings(object));
}
