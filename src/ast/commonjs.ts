import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isNamed, memberName, unwrap } from './expressions.ts';

/** A value that a file gives to those who require it. */
export interface CommonJsExport {
  /** Undefined for all that the module is: `module.exports = …` and TypeScript's `export = …`. */
  readonly name: string | undefined;
  readonly value: TSESTree.Expression;
}

const known = new WeakMap<TSESTree.Program, readonly CommonJsExport[]>();

/** What a file exports by assignments at its top level, in the order of the source. */
export function commonJsExports(file: TSESTree.Program): readonly CommonJsExport[] {
  const found = known.get(file) ?? [...exportsIn(file)];
  known.set(file, found);
  return found;
}

function* exportsIn({ body }: TSESTree.Program): Generator<CommonJsExport> {
  for (const statement of body) {
    if (statement.type === T.TSExportAssignment) {
      yield { name: undefined, value: statement.expression };
    } else if (statement.type === T.ExpressionStatement && statement.expression.type === T.AssignmentExpression) {
      yield* assignedExports(statement.expression);
    }
  }
}

/** `module.exports = …`, `exports.x = …`, `module.exports.x = …`, and `exports = module.exports = …`. */
function* assignedExports({ left, right }: TSESTree.AssignmentExpression): Generator<CommonJsExport> {
  const inner = unwrap(right);
  const value = inner.type === T.AssignmentExpression ? lastOf(inner) : right;
  if (left.type === T.MemberExpression) {
    const name = memberName(left);
    if (isModuleExports(left)) {
      yield { name: undefined, value };
    } else if (name !== undefined && (isModuleExports(left.object) || isNamed(left.object, 'exports'))) {
      yield { name, value };
    }
  }
  if (inner.type === T.AssignmentExpression) {
    yield* assignedExports(inner);
  }
}

function lastOf({ right }: TSESTree.AssignmentExpression): TSESTree.Expression {
  const inner = unwrap(right);
  return inner.type === T.AssignmentExpression ? lastOf(inner) : right;
}

function isModuleExports(node: TSESTree.Node): boolean {
  return node.type === T.MemberExpression && isNamed(node.object, 'module') && memberName(node) === 'exports';
}
