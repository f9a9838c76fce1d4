import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, parentOf, staticString, unwrap } from './expressions.ts';

/**
 * Whether a condition holds only when the file runs as a program of its own, and not when another file imports it to
 * use or test it: `require.main === module`, `import.meta.main`, `process.env.NODE_ENV !== 'test'`.
 */
export function isProgramGuard(test: TSESTree.Node): boolean {
  return isMainGuard(test) || isNoTestGuard(test);
}

function isMainGuard(test: TSESTree.Node): boolean {
  const node = valueOf(test);
  switch (node.type) {
    case T.BinaryExpression:
      return isMainGuard(node.left) || isMainGuard(node.right);
    case T.LogicalExpression:
      switch (node.operator) {
        case '??':
          return isMainGuard(node.left);
        case '||':
          return isMainGuard(node.left) && isMainGuard(node.right);
        default:
          return isProgramGuard(node.left) || isProgramGuard(node.right);
      }
    case T.CallExpression:
    case T.NewExpression:
      return [node.callee, ...node.arguments].some((part) => isMainGuard(part));
    case T.MemberExpression:
      return isMainProperty(node) || isMainGuard(node.object);
    default:
      return false;
  }
}

/** What an expression stands for: the value of a constant at the top level of the file, or else the expression itself. */
export function valueOf(expression: TSESTree.Node): TSESTree.Node {
  const node = unwrap(expression);
  return node.type === T.Identifier ? (constantNamed(node) ?? node) : node;
}

/** The value of a constant at the top level of the file, above where its name stands: `const isMain = import.meta.main`. */
function constantNamed(name: TSESTree.Identifier): TSESTree.Node | undefined {
  let program: TSESTree.Node | undefined = name;
  while (program !== undefined && program.type !== T.Program) {
    program = parentOf(program);
  }
  for (const statement of program?.body ?? []) {
    if (statement.type === T.VariableDeclaration && statement.kind === 'const' && statement.range[1] < name.range[0]) {
      const found = statement.declarations.find(({ id }) => id.type === T.Identifier && id.name === name.name);
      if (found) {
        return found.init ? unwrap(found.init) : undefined;
      }
    }
  }
  return undefined;
}

/** `require.main`, `import.meta.main`, and `process.argv[1]`, which the URL of the module is compared with. */
function isMainProperty(node: TSESTree.MemberExpression): boolean {
  const object = unwrap(node.object);
  if (memberName(node) === 'main') {
    return object.type === T.MetaProperty || (object.type === T.Identifier && object.name === 'require');
  }
  return (
    object.type === T.MemberExpression &&
    memberName(object) === 'argv' &&
    node.property.type === T.Literal &&
    node.property.value === 1
  );
}

/** Variables that test runners set. */
const setByRunners: ReadonlySet<string | undefined> = new Set(['JEST_WORKER_ID', 'NODE_TEST_CONTEXT', 'VITEST']);

/** `process.env.NODE_ENV !== 'test'`, `!process.env.VITEST` */
function isNoTestGuard(test: TSESTree.Node): boolean {
  const node = unwrap(test);
  if (node.type === T.UnaryExpression && node.operator === '!') {
    return setByRunners.has(environmentName(valueOf(node.argument)));
  }
  return (
    node.type === T.BinaryExpression &&
    (node.operator === '!==' || node.operator === '!=') &&
    [node.left, node.right].some((side) => environmentName(side) === 'NODE_ENV') &&
    [node.left, node.right].some((side) => staticString(side) === 'test')
  );
}

/** The name of a variable of the environment: `process.env.X`. */
function environmentName(expression: TSESTree.Node): string | undefined {
  const node = unwrap(expression);
  const object = node.type === T.MemberExpression ? unwrap(node.object) : undefined;
  return node.type === T.MemberExpression && object?.type === T.MemberExpression && memberName(object) === 'env'
    ? memberName(node)
    : undefined;
}
