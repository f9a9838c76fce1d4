import type { ParserServicesWithTypeInformation, TSESTree } from '@typescript-eslint/utils';
import semver from 'semver';
import ts from 'typescript';

import { lowestNode } from './own-package.ts';

/** The first version of Node.js with `Symbol.asyncDispose`, and the first whose JavaScript has `using`. */
const SYMBOLS = '18.18.0';
const SYNTAX = '24.0.0';

/**
 * Whether TypeScript, and every version of Node.js that the package of a file allows, knows a `using` declaration in it:
 * with the syntax, where TypeScript leaves that as it is, and with the symbols.
 *
 * @param since the first version in which the value has the symbol, where Node.js itself made it
 */
export function canUseUsing(
  node: TSESTree.Node,
  since: string | undefined,
  services: ParserServicesWithTypeInformation,
): boolean {
  // TypeScript has known `using` since 5.2.
  if (!('AwaitUsing' in ts.NodeFlags)) {
    return false;
  }
  const { fileName } = services.esTreeNodeToTSNodeMap.get(node).getSourceFile();
  const { noEmit, target } = services.program.getCompilerOptions();
  const lowest = lowestNode(fileName, services.program);
  if (/\.[cm]?jsx?$/u.test(fileName)) {
    return lowest !== undefined && semver.gte(lowest, SYNTAX);
  }
  // What emits for the newest JavaScript keeps the declaration.
  const isKept = target === ts.ScriptTarget.ESNext && noEmit !== true;
  const needed = [SYMBOLS, ...(isKept ? [SYNTAX] : []), ...(since === undefined ? [] : [since])];
  return lowest === undefined || needed.every((version) => semver.gte(lowest, version));
}
