import ts from 'typescript';

import { disposersOf } from './disposable.ts';

/** What the methods are called after which something is there. */
export const openingMethods: readonly string[] = [
  'boot',
  'connect',
  'init',
  'initialise',
  'initialize',
  'launch',
  'listen',
  'open',
  'setUp',
  'setup',
  'start',
];

/**
 * The methods after which a class of the project holds something: where its disposers only give back what other methods
 * have put into fields (`[Symbol.dispose]() { this.server?.close(); }`, with a `listen()` that sets `this.server`), or
 * where it has a `start()` that its constructor does not call.
 *
 * @returns undefined where it may hold something as soon as it is made
 */
export function begunByMethods(type: ts.Type, checker: ts.TypeChecker): readonly string[] | undefined {
  const disposers = disposersOf(type, checker).flatMap(({ valueDeclaration }) => valueDeclaration ?? []);
  const names = disposers.map((disposer) => {
    const owner = disposer.parent;
    if (!ts.isClassLike(owner)) {
      return undefined;
    }
    const fields = fieldsDisposed(disposer);
    return fields?.every((field) => isEmptyAtFirst(field, owner)) === true
      ? methodsDoing((node) => sets(node, fields), owner)
      : openersOf(owner);
  });
  return disposers.length === 0 || names.includes(undefined) ? undefined : names.flatMap((some) => some ?? []);
}

/** The fields that all statements of a disposer ask for before they do something; undefined for any other disposer. */
function fieldsDisposed(disposer: ts.Declaration): readonly string[] | undefined {
  const method = ts.isPropertyDeclaration(disposer) ? disposer.initializer : disposer;
  const body =
    method && (ts.isMethodDeclaration(method) || ts.isArrowFunction(method)) && method.body && ts.isBlock(method.body)
      ? method.body
      : undefined;
  const asked = body?.statements.map((statement) => fieldAskedFor(statement)) ?? [];
  return asked.length === 0 || asked.includes(undefined) ? undefined : (asked as string[]);
}

/** `server` of `if (this.server) this.stop()` and of `await this.server?.close()` */
function fieldAskedFor(statement: ts.Statement): string | undefined {
  if (ts.isIfStatement(statement)) {
    return statement.elseStatement === undefined ? ownField(statement.expression) : undefined;
  }
  let node: ts.Expression | undefined = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  while (node !== undefined && (ts.isAwaitExpression(node) || ts.isCallExpression(node))) {
    node = node.expression;
  }
  return node && ts.isPropertyAccessExpression(node) && node.questionDotToken ? ownField(node.expression) : undefined;
}

/** `server` of `this.server` */
function ownField(node: ts.Node): string | undefined {
  return ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword
    ? node.name.text
    : undefined;
}

/** Whether a field of the class is declared without a value, and its constructor gives it none. */
function isEmptyAtFirst(field: string, owner: ts.ClassLikeDeclaration): boolean {
  const declared = owner.members.find((one) => ts.isPropertyDeclaration(one) && one.name.getText() === field);
  const value = declared && ts.isPropertyDeclaration(declared) ? declared.initializer : undefined;
  return (
    declared !== undefined &&
    (value === undefined || isNothing(value)) &&
    !owner.members.some((one) => ts.isConstructorDeclaration(one) && doesInside(one, (node) => sets(node, [field])))
  );
}

/** The methods by which a class is opened, or that open it; undefined where its constructor does, or starts a timer. */
function openersOf(owner: ts.ClassLikeDeclaration): readonly string[] | undefined {
  const opens = owner.members.flatMap((one) =>
    ts.isMethodDeclaration(one) && one.body !== undefined && openingMethods.includes(one.name.getText())
      ? [one.name.getText()]
      : [],
  );
  const calls = (node: ts.Node): boolean =>
    ts.isCallExpression(node) && opens.includes(ownField(node.expression) ?? '');
  const isOpenAtOnce = owner.members.some(
    (one) =>
      (ts.isConstructorDeclaration(one) || ts.isPropertyDeclaration(one)) &&
      doesInside(one, (node) => calls(node) || (ts.isIdentifier(node) && node.text === 'setInterval')),
  );
  return opens.length === 0 || isOpenAtOnce ? undefined : [...opens, ...methodsDoing(calls, owner)];
}

/** The methods that do something, themselves or through each other. */
function methodsDoing(does: (node: ts.Node) => boolean, owner: ts.ClassLikeDeclaration): readonly string[] {
  const found = new Set<string>();
  for (let size = -1; size < found.size;) {
    size = found.size;
    for (const member of owner.members) {
      const name = member.name?.getText();
      const isDoing = (node: ts.Node): boolean =>
        does(node) || (ts.isCallExpression(node) && found.has(ownField(node.expression) ?? ''));
      if (name !== undefined && doesInside(member, isDoing)) {
        found.add(name);
      }
    }
  }
  return [...found];
}

function sets(node: ts.Node, fields: readonly string[]): boolean {
  return (
    ts.isBinaryExpression(node) &&
    [ts.SyntaxKind.EqualsToken, ts.SyntaxKind.QuestionQuestionEqualsToken].includes(node.operatorToken.kind) &&
    fields.includes(ownField(node.left) ?? '') &&
    !isNothing(node.right)
  );
}

function isNothing(node: ts.Node): boolean {
  return node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === 'undefined');
}

function doesInside(node: ts.Node, test: (node: ts.Node) => boolean): boolean {
  return test(node) || ts.forEachChild(node, (child) => doesInside(child, test) || undefined) === true;
}
