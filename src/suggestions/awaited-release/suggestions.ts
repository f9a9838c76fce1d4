import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, parentOf } from '../../ast/expressions.ts';
import { closingFinally } from '../../lifetime/closing-finally.ts';
import { equivalentUsing } from '../../lifetime/equivalent-using.ts';
import type { Fault } from '../../lifetime/ineffective/fault.ts';
import type { KnownResources } from '../../lifetime/ineffective/known-resources.ts';
import { isCheckedJavaScript, type SourceFile, sourceFileOf } from '../source-file.ts';
import { asyncEdits } from '../teardown/function-edits.ts';
import { statementAround } from '../teardown/statements.ts';
import { usingEdits } from '../use-using.ts';
import { callbackEdits } from './callback.ts';
import { calledRelease } from './called.ts';
import { type Offer, offer } from './offer.ts';
import { rightCloser } from './right-closer.ts';
import { waitedRelease } from './waited.ts';

export { awaitedReleaseMessages, type Offer } from './offer.ts';

/** The edits that make a release effective, the best first; empty when none is certain to be right. */
export function awaitedReleaseSuggestions(
  fault: Fault,
  known: KnownResources,
  sourceCode: TSESLint.SourceCode,
): readonly Offer[] {
  const file = sourceFileOf(sourceCode, known.services);
  const call = sourceCode.getText(fault.node);
  if (isCheckedJavaScript(file)) {
    return [];
  }
  switch (fault.why) {
    case 'dropped':
      return usingInstead(fault.node, known, file) ?? waitedRelease(fault, call, file);
    case 'done too early':
    case 'released twice':
    case 'using on what is shared':
      return [];
    case 'not called':
      return calledRelease(fault.node, fault.mayBecomeAsync, file);
    case 'wrong closer':
      return rightCloser(fault.node, fault.right, file);
    case 'nothing to await':
    case 'callback not waited for':
      return offer('waitForCallback', { call }, callbackEdits(fault, file));
    case 'using on a promise':
      return awaitedUsing(fault.node, fault.isAsync, true, file);
    case 'using without await':
      return awaitedUsing(fault.node, true, false, file);
  }
}

/** Instead of a `finally` that would do nothing but wait for the release, which `prefer-await-using` reports. */
function usingInstead(
  release: TSESTree.CallExpression,
  { index, services, view }: KnownResources,
  file: SourceFile,
): readonly Offer[] | undefined {
  const block = statementAround(release)?.block;
  const outer = block && parentOf(block);
  const found = outer?.type === T.TryStatement ? closingFinally(view, outer) : undefined;
  if (found?.release !== release) {
    return undefined;
  }
  const keyword = equivalentUsing({ ...found, isAwaited: true }, view, index, services);
  const edits = keyword && usingEdits(found, keyword, view, file, services);
  return edits && offer('useUsing', { name: found.name.name, keyword }, edits);
}

/** `await using x = await init` */
function awaitedUsing(
  node: TSESTree.VariableDeclarator,
  isAsync: boolean,
  isPromise: boolean,
  file: SourceFile,
): readonly Offer[] {
  const { sourceCode } = file;
  const declaration = parentOf(node);
  const keyword = declaration && sourceCode.getFirstToken(declaration);
  const owner = enclosingFunction(node);
  if (declaration?.type !== T.VariableDeclaration || declaration.declarations.length > 1 || !keyword || !node.init) {
    return [];
  }
  const waits =
    owner === undefined ? (file.isModule ? [] : undefined) : owner.async ? asyncEdits(owner, file) : undefined;
  const isPlain = /^(?:CallExpression|Identifier|MemberExpression|NewExpression)$/u.test(node.init.type);
  if (waits === undefined || (isPromise && !isPlain)) {
    return [];
  }
  const word = isAsync ? 'await using' : 'using';
  const end = sourceCode.getTokenBefore(node)?.range[1] ?? keyword.range[1];
  const text = `${word} ${sourceCode.getText(node.id)} = ${isPromise ? 'await ' : ''}${sourceCode.getText(node.init)}`;
  return offer('awaitUsing', { declaration: text }, [
    ...waits,
    { range: [keyword.range[0], end], text: word },
    ...(isPromise ? [{ range: [node.init.range[0], node.init.range[0]] as const, text: 'await ' }] : []),
  ]);
}
