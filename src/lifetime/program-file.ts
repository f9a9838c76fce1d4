import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, isNamed, memberName, staticString, unwrap } from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import { exportsOf } from '../runners/exports.ts';
import { functionPlatform } from '../resources/function-platforms.ts';
import { evaluatedNodes } from './evaluation.ts';
import { endsProcess } from './paths/may-throw.ts';

/**
 * Whether a file is a program of its own rather than a module that others import: it begins with a hashbang, exports
 * nothing, exports a handler that a worker runtime starts (`export default { fetch }`), listens to the process that
 * forked it, or ends the process once it is done.
 */
export function isProgramFile(view: FileView, text: string): boolean {
  return (
    text.startsWith('#!') ||
    !hasExports(view) ||
    hasWorkerHandler(view) ||
    listensToParent(view, text) ||
    endsInExit(view.ast.body)
  );
}

/** `(async () => { await run(); process.exit(0); })();` as the last statement. */
function endsInExit(body: readonly TSESTree.Node[]): boolean {
  const last = body.at(-1);
  const call = last?.type === T.ExpressionStatement ? callIn(last.expression) : undefined;
  if (call === undefined) {
    return false;
  }
  const called = unwrap(call.callee);
  return (
    endsProcess(call) || (isFunction(called) && called.body.type === T.BlockStatement && endsInExit(called.body.body))
  );
}

/** `run()`, `await run()`, `void run()` */
function callIn(expression: TSESTree.Node): TSESTree.CallExpression | undefined {
  const node = unwrap(expression);
  const inner = node.type === T.AwaitExpression || node.type === T.UnaryExpression ? unwrap(node.argument) : node;
  return inner.type === T.CallExpression ? inner : undefined;
}

/**
 * Whether a platform loads a file for its functions, which share what the module makes: for the `handler` that it
 * exports, as AWS Lambda does, or for those that it registers. A file that another one imports for a `handler`, such as a
 * test, is a module all the same.
 */
export function isLambda(view: FileView): boolean {
  return (
    functionPlatform.test(view.text) ||
    ([...exportsOf(view)].some(({ name }) => name === 'handler') && view.project?.isImported() !== true)
  );
}

function hasExports(view: FileView): boolean {
  return (
    view.ast.body.some(isValueExport) || [...evaluatedNodes(view.ast)].some((node) => isCommonJsExport(view, node))
  );
}

function isValueExport(statement: TSESTree.ProgramStatement): boolean {
  switch (statement.type) {
    case T.ExportDefaultDeclaration:
      return statement.declaration.type !== T.TSInterfaceDeclaration;
    case T.TSExportAssignment:
      return true;
    case T.ExportAllDeclaration:
      return statement.exportKind !== 'type';
    case T.ExportNamedDeclaration:
      return (
        statement.exportKind !== 'type' &&
        (statement.declaration !== null || statement.specifiers.some((specifier) => specifier.exportKind !== 'type'))
      );
    default:
      return false;
  }
}

/** `module.exports = …`, `module.exports.x = …`, `exports.x = …`. */
function isCommonJsExport(view: FileView, node: TSESTree.Node): boolean {
  return node.type === T.AssignmentExpression && isExportsObject(view, node.left);
}

function isExportsObject(view: FileView, target: TSESTree.Node): boolean {
  const node = unwrap(target);
  if (node.type !== T.MemberExpression) {
    return false;
  }
  const object = unwrap(node.object);
  if (object.type === T.Identifier && (object.name === 'exports' || object.name === 'module')) {
    const isFree = originOf({ view, node: object })?.kind === 'global';
    return isFree && (object.name === 'exports' || memberName(node) === 'exports');
  }
  return isExportsObject(view, object);
}

function hasWorkerHandler(view: FileView): boolean {
  const exported = view.ast.body.find((statement) => statement.type === T.ExportDefaultDeclaration)?.declaration;
  if (exported === undefined) {
    return false;
  }
  const origin = originOf({ view, node: exported });
  const value = origin?.kind === 'value' ? origin.place.node : exported;
  return value.type === T.ObjectExpression
    ? value.properties.some(
        (one) => one.type === T.Property && one.key.type === T.Identifier && one.key.name === 'fetch',
      )
    : ((value.type === T.NewExpression && view.project?.hasMembers(exported, ['fetch', 'request'])) ?? false);
}

/** `process.on('message', …)`, `parentPort.on('message', …)` */
function listensToParent(view: FileView, text: string): boolean {
  return /["']message["']/u.test(text) && [...evaluatedNodes(view.ast)].some(isListeningToParent);
}

function isListeningToParent(node: TSESTree.Node): boolean {
  if (node.type !== T.CallExpression) {
    return false;
  }
  const [event] = node.arguments;
  const callee = unwrap(node.callee);
  const object = callee.type === T.MemberExpression && unwrap(callee.object);
  return (
    event !== undefined &&
    staticString(event) === 'message' &&
    object !== false &&
    (isNamed(object, 'process') || isNamed(object, 'parentPort'))
  );
}
