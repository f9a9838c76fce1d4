import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, parentOf } from '../../ast/expressions.ts';
import { useOf } from '../../lifetime/ineffective/value-use.ts';
import { givesPromise } from '../../types/promised.ts';
import type { SourceFile } from '../source-file.ts';
import { asyncEdits } from '../teardown/function-edits.ts';
import { type Offer, offer } from './offer.ts';

/**
 * Calls a release that is only named, and waits for it where it gives a promise.
 *
 * @param mayBecomeAsync whether somebody waits for the function around it
 */
export function calledRelease(
  node: TSESTree.MemberExpression,
  mayBecomeAsync: boolean,
  file: SourceFile,
): readonly Offer[] {
  const { sourceCode, services } = file;
  const parent = parentOf(node);
  const owner = enclosingFunction(node);
  const call = `${sourceCode.getText(node)}()`;
  const called = { range: [node.range[1], node.range[1]], text: '()' } as const;
  const isGiven =
    parent?.type === T.AwaitExpression ||
    parent?.type === T.ArrayExpression ||
    parent?.type === T.ArrowFunctionExpression;
  if (isGiven && useOf(node).is === 'dropped') {
    return [];
  }
  if (isGiven || services === undefined || !givesPromise(node, services)) {
    return offer('callRelease', { call, how: '' }, [called]);
  }
  if (parent?.type !== T.ExpressionStatement || owner === undefined || !(owner.async || mayBecomeAsync)) {
    return [];
  }
  const waits = asyncEdits(owner, file);
  const start = { range: [node.range[0], node.range[0]], text: 'await ' } as const;
  return offer('callRelease', { call, how: ', and wait for it' }, waits && [...waits, start, called]);
}
