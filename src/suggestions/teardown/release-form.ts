import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { Variable } from '../../ast/file-view.ts';
import type { Slot } from '../../lifetime/fates/fate.ts';
import type { TestResource } from '../../lifetime/tests/test-resource.ts';
import type { ReleaseForm, ResourceEntry } from '../../resources/entry.ts';
import { isCallable, takes } from '../../types/checked-types.ts';
import { namedDisposer, ownCloser } from '../own-closer.ts';
import { releaseFunction } from '../release-code.ts';
import type { SourceFile } from '../source-file.ts';
import { releasingMembers } from './releasing-members.ts';

/** What is to be released, and the file in which that is written. */
export interface ToRelease {
  readonly resource: Pick<TestResource, 'acquisition' | 'closer' | 'making'>;
  readonly file: SourceFile;
}

/**
 * How to release what was put somewhere.
 *
 * @param path the members that lead from there to the resource, or to what keeps it to itself
 * @returns undefined when no way is certain to compile
 */
export function releaseFormOf(slot: Slot, path: readonly string[], unreleased: ToRelease): ReleaseForm | undefined {
  if (slot.within.at(-1) === '?') {
    return unreleased.resource.closer ?? ownCloser(slot.node, path, unreleased.file.services);
  }
  const { entry } = unreleased.resource.acquisition;
  const named = path.length === 0 ? namedDisposer(slot.node, entry, unreleased.file.services) : undefined;
  return [...(named ? [named] : []), ...formsOf(entry)].find((form) => isWritable(form, slot, path, unreleased));
}

/** The forms of the catalogue, or else those of the disposable protocol. */
function formsOf({ release, disposable }: ResourceEntry): readonly ReleaseForm[] {
  return release.length > 0
    ? release
    : (disposable?.symbols ?? []).map((symbol) => ({
        method: `[Symbol.${symbol}]`,
        returns: symbol === 'asyncDispose' ? 'promise' : 'nothing',
      }));
}

function isWritable(
  form: ReleaseForm,
  { node, variable }: Slot,
  path: readonly string[],
  unreleased: ToRelease,
): boolean {
  const { services, isTyped, sourceCode } = unreleased.file;
  if ('call' in form) {
    const name = releaseFunction(form, sourceCode);
    return (
      form.from === '(global)' ||
      (name !== undefined && (form.from.startsWith('node:') || (services !== undefined && takes(name, node, services))))
    );
  }
  if (services === undefined) {
    return !isTyped || isKnownType(variable, unreleased);
  }
  return isCallable(node, [...path, ...releasingMembers(form)], form.returns === 'callback' ? 1 : 0, services);
}

/** Without types, an annotation may well name an interface without the method, unless it names what is made. */
function isKnownType(variable: Variable | undefined, { resource, file: { sourceCode } }: ToRelease): boolean {
  const definition = variable?.defs[0]?.node as TSESTree.Node | undefined;
  const annotation =
    definition?.type === T.VariableDeclarator ? definition.id.typeAnnotation?.typeAnnotation : undefined;
  if (annotation === undefined) {
    return definition?.type === T.VariableDeclarator;
  }
  const made = [sourceCode.getText(resource.making), resource.acquisition.entry.type?.name ?? ''];
  const types = annotation.type === T.TSUnionType ? annotation.types : [annotation];
  return types.every(
    (type) =>
      type.type === T.TSUndefinedKeyword ||
      type.type === T.TSNullKeyword ||
      made.some((text) => text.includes(sourceCode.getText(type))),
  );
}
