import { AST_NODE_TYPES as T, type TSESLint } from '@typescript-eslint/utils';

import type { ReleaseForm } from '../resources/entry.ts';
import type { SourceFile } from './source-file.ts';

/** A value to be released. */
export interface Released {
  /** The variable that holds it. */
  readonly name: string;
  readonly mayBeUndefined: boolean;
}

/** Whether the code that releases it has to wait. */
export function isReleaseAwaited(release: ReleaseForm): boolean {
  return release.returns !== 'nothing';
}

/**
 * The name by which a file can call the function of a release: `clearInterval`, or what it is imported as.
 *
 * @returns undefined when the file does not import it, or the release is no such call
 */
export function releaseFunction(release: ReleaseForm, sourceCode: TSESLint.SourceCode): string | undefined {
  if (!('call' in release)) {
    return undefined;
  }
  if (release.from === '(global)') {
    return release.call;
  }
  const bare = release.from.replace(/^node:/, '');
  for (const statement of sourceCode.ast.body) {
    if (statement.type === T.ImportDeclaration && statement.source.value.replace(/^node:/, '') === bare) {
      for (const specifier of statement.specifiers) {
        if (specifier.type === T.ImportNamespaceSpecifier) {
          return `${specifier.local.name}.${release.call}`;
        }
        const imported = specifier.type === T.ImportSpecifier ? specifier.imported : undefined;
        if (imported?.type === T.Identifier && imported.name === release.call) {
          return specifier.local.name;
        }
      }
    }
  }
  return undefined;
}

/**
 * Statements that release a value, and wait until it is released.
 *
 * @returns lines of a function's body, which is async when `isReleaseAwaited`
 */
export function releaseLines(release: ReleaseForm, value: Released, file: SourceFile): readonly string[] {
  const { indent, semicolon } = file.layout;
  if (release.returns !== 'callback') {
    const call = releaseCall(release, value, '', file);
    const guard = 'call' in release && value.mayBeUndefined ? `if (${value.name}) ` : '';
    return [`${guard}${isReleaseAwaited(release) ? 'await ' : ''}${call}${semicolon}`];
  }
  // An optional parameter fits a callback that is given an error as well as one that is given nothing.
  const error = file.isTyped ? '(error?: unknown)' : '(error)';
  const call = releaseCall(release, { ...value, mayBeUndefined: false }, `${error} => {`, file).replace(/\)$/, '');
  return [
    ...(value.mayBeUndefined ? [`if (!${value.name}) return${semicolon}`] : []),
    `await new Promise${file.isTyped ? '<void>' : ''}((resolve, reject) => {`,
    `${indent}${call}`,
    `${indent}${indent}if (error) reject(error)${semicolon}`,
    `${indent}${indent}else resolve()${semicolon}`,
    `${indent}})${semicolon}`,
    `})${semicolon}`,
  ];
}

function releaseCall(
  release: ReleaseForm,
  { name, mayBeUndefined }: Released,
  argument: string,
  file: SourceFile,
): string {
  if ('call' in release) {
    const callee = releaseFunction(release, file.sourceCode) ?? release.call;
    return `${callee}(${argument === '' ? name : `${name}, ${argument}`})`;
  }
  if ('self' in release) {
    return `${name}${mayBeUndefined ? '?.' : ''}(${argument})`;
  }
  const isSymbol = release.method.includes('Symbol.');
  const member = isSymbol ? `[${release.method.replaceAll(/[[\]]/g, '')}]` : release.method;
  const access = mayBeUndefined ? '?.' : isSymbol ? '' : '.';
  return `${name}${access}${member}(${argument})`;
}
