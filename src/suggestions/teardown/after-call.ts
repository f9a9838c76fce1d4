import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode } from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import { isReleaseAwaited } from '../release-code.ts';
import type { TextEdit } from '../text-edits.ts';
import { asyncEdits, blockEdit } from './function-edits.ts';
import { type Handle, handlesOf, isVisibleIn } from './handle.ts';
import { namedValue } from './named-value.ts';
import { type Offer, offer } from './offer.ts';
import { orderedIndex } from './release-order.ts';
import { releaseStatement } from './release-text.ts';
import { acquirerOf } from './acquired.ts';
import { linesAfter, linesBefore, type ListedStatement, statementAround } from './statements.ts';
import type { Unreleased } from './unreleased.ts';

/**
 * Releases a resource behind the call that lends it to the tests: `await use(pool)`, `await runTests()`.
 *
 * @param index which parameter of the function is called
 * @param name what the resource may be called, where it has no name
 */
export function afterCall(owner: FunctionNode, index: number, name: string, unreleased: Unreleased): readonly Offer[] {
  const parameter = owner.params[index];
  const lend = parameter?.type === T.Identifier ? parameter.name : undefined;
  const call = lend === undefined ? undefined : callOf(lend, owner);
  if (lend === undefined || call === undefined || acquirerOf(unreleased) !== owner) {
    return [];
  }
  const lending = statementAround(call);
  const handle = lending && handlesOf(unreleased).find((one) => isVisibleIn(one, lending.block));
  const data = { name: handle?.text ?? name, call: `${lend}()` };
  return lending !== undefined && handle !== undefined
    ? offer('releaseAfterCall', data, isWaitedFor(call) ? behind(handle, lending, owner, unreleased) : undefined)
    : offer('releaseAfterCall', data, named(call, lending, owner, name, unreleased));
}

/** The release of a resource that has a name. */
function behind(
  handle: Handle,
  lending: ListedStatement,
  owner: FunctionNode,
  unreleased: Unreleased,
): readonly TextEdit[] | undefined {
  const { file } = unreleased;
  const all = lending.block.body as readonly TSESTree.Statement[];
  const first = all.indexOf(lending.statement) + 1;
  const index = orderedIndex(all.slice(first), handle, unreleased) ?? 0;
  const after = { statement: all[first + index - 1] ?? lending.statement, block: lending.block };
  const waits = isReleaseAwaited(handle.release) ? asyncEdits(owner, file) : [];
  const line = releaseStatement(handle, handle.admitsNothing, file);
  return waits && [...waits, linesAfter(after, [line], file)];
}

/** The release of a resource that is lent where it is made: `use(new Pool())`. */
function named(
  call: TSESTree.CallExpression,
  lending: ListedStatement | undefined,
  owner: FunctionNode,
  name: string,
  unreleased: Unreleased,
): readonly TextEdit[] | undefined {
  const { file, resource } = unreleased;
  const made = namedValue(name, unreleased);
  const isPromise = resource.acquisition.resolves && made?.value.type !== T.AwaitExpression;
  if (made === undefined || made.value !== call.arguments[0] || isPromise) {
    return undefined;
  }
  const { handle, declaration, value } = made;
  const release = releaseStatement(handle, false, file);
  if (lending !== undefined) {
    const use: TextEdit = { range: value.range, text: handle.text };
    const isFit = isWaitedFor(call) && owner.async;
    return isFit ? [linesBefore(lending, [declaration], file), use, linesAfter(lending, [release], file)] : undefined;
  }
  const isBody = owner.body === call || (owner.body.type === T.AwaitExpression && owner.body.argument === call);
  const waits = isBody ? asyncEdits(owner, file) : undefined;
  const [callee] = call.range;
  const used = file.sourceCode.text.slice(callee, value.range[0]) + handle.text;
  const rest = file.sourceCode.text.slice(value.range[1], call.range[1]);
  const lines = [declaration, `await ${used}${rest}${file.layout.semicolon}`, release];
  const block = blockEdit(owner, lines, [call.range], file);
  return waits && block && [...waits, block];
}

/** Behind a call that nobody waits for, the tests still run. */
function isWaitedFor({ parent }: TSESTree.CallExpression): boolean {
  return parent.type === T.AwaitExpression && parent.parent.type === T.ExpressionStatement;
}

/** The only call of a parameter in a function's own code. */
function callOf(name: string, owner: FunctionNode): TSESTree.CallExpression | undefined {
  const calls = [...allNodes(owner.body)].filter(
    (node): node is TSESTree.CallExpression =>
      node.type === T.CallExpression && node.callee.type === T.Identifier && node.callee.name === name,
  );
  const [call] = calls;
  return calls.length === 1 && call !== undefined && enclosingFunction(call) === owner ? call : undefined;
}
