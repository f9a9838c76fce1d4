import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type ClassNode, isInside, keyName, memberName, parentOf, unwrap } from '../ast/expressions.ts';
import type { FileView, Place } from '../ast/file-view.ts';
import { nodesOf } from '../ast/traverse.ts';
import { beginsBy } from '../resources/begins.ts';
import type { ResourceEntry } from '../resources/entry.ts';
import { evaluatedNodes } from './evaluation.ts';

/** The field of a class that an expression is the value of: of `this.pool = new Pool()` it is `pool`. */
export function fieldOf(node: TSESTree.Node): string | undefined {
  const parent = parentOf(node);
  if (parent?.type === T.PropertyDefinition && parent.value === node) {
    return keyName(parent);
  }
  const left = parent?.type === T.AssignmentExpression && parent.right === node ? parent.left : undefined;
  return left === undefined ? undefined : ownField(left);
}

/** Whether a constructor has what a field keeps begin to hold: `this.server.listen(0)`. */
export function isBegunInConstructor({ view, node }: Place<ClassNode>, field: string, entry: ResourceEntry): boolean {
  return node.body.body.some(
    (member) =>
      member.type === T.MethodDefinition &&
      member.kind === 'constructor' &&
      member.value.body !== null &&
      [...evaluatedNodes(member.value)].some((call) => {
        const callee = call.type === T.CallExpression ? unwrap(call.callee) : undefined;
        return (
          call.type === T.CallExpression &&
          callee?.type === T.MemberExpression &&
          ownField(callee.object) === field &&
          beginsBy({ view, node: call }, entry)
        );
      }),
  );
}

/** Whether something is called on a field of an instance: `unref` in `this.timer.unref()`. */
export function isCalledOnField(view: FileView, owner: ClassNode, field: string, method: string): boolean {
  return nodesOf(view.ast).some((node) => {
    if (node.type !== T.MemberExpression || memberName(node) !== method || !isInside(node, owner)) {
      return false;
    }
    const object = unwrap(node.object);
    return object.type === T.MemberExpression && memberName(object) === field;
  });
}

/** `server` of `this.server` */
function ownField(expression: TSESTree.Node): string | undefined {
  const node = unwrap(expression);
  return node.type === T.MemberExpression && node.object.type === T.ThisExpression ? memberName(node) : undefined;
}
