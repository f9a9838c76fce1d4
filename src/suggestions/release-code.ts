import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import type { ReleaseForm } from '../resources/entry.ts';
import { takes } from '../types/checked-types.ts';
import { hasRelease } from './has-release.ts';
import type { ModuleBinding } from './module-binding.ts';
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

/** Whether a release can be written down in a file, for the type that a binding has there. */
export function canRelease(binding: ModuleBinding, release: ReleaseForm, file: SourceFile): boolean {
  const { sourceCode, services } = file;
  const { annotation, initialiser, variable } = binding;
  if ('call' in release) {
    const name = releaseFunction(release, sourceCode);
    const isBuiltIn = release.from === '(global)' || (name !== undefined && release.from.startsWith('node:'));
    // Some functions release what they know themselves, and take nothing.
    return isBuiltIn || (name !== undefined && services !== undefined && takes(name, initialiser, services));
  }
  if (!file.isTyped) {
    return true;
  }
  if (services === undefined) {
    // An annotation may well name an interface without the method, unless it names what is made.
    return annotation === undefined || sourceCode.getText(initialiser).includes(sourceCode.getText(annotation));
  }
  return hasRelease(variable?.identifiers[0] ?? initialiser, release, services);
}

/**
 * The name by which a file can call the function of a release.
 *
 * @returns what the file imports it as; undefined when it does not
 */
export function releaseFunction(
  release: Extract<ReleaseForm, { call: string }>,
  { ast }: TSESLint.SourceCode,
): TSESTree.Identifier | undefined {
  const withoutScheme = (specifier: string): string => specifier.replace(/^node:/, '');
  for (const statement of ast.body) {
    if (
      statement.type === T.ImportDeclaration &&
      withoutScheme(statement.source.value) === withoutScheme(release.from)
    ) {
      const found = statement.specifiers.find(
        (one) =>
          one.type === T.ImportSpecifier &&
          one.imported.type === T.Identifier &&
          one.imported.name === release.call &&
          one.importKind !== 'type',
      );
      if (found !== undefined && statement.importKind !== 'type') {
        return found.local;
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

/**
 * The call that releases a value, without what waits for it.
 *
 * @param argument what it is given beside the value, as it is written
 */
export function releaseCall(
  release: ReleaseForm,
  { name, mayBeUndefined }: Released,
  argument: string,
  file: SourceFile,
): string {
  if ('call' in release) {
    const callee = releaseFunction(release, file.sourceCode)?.name ?? release.call;
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
