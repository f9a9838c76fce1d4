import type { ParserServicesWithTypeInformation, TSESTree } from '@typescript-eslint/utils';
import * as tsutils from 'ts-api-utils';
import ts from 'typescript';

import { packageOfPath } from './package-of.ts';

/**
 * Whether a value, waited for, is more than data: an iterator, or something with methods that a package declares, such
 * as a prepared statement. It may need what it came from for as long as it lives.
 *
 * @param packages those of what it came from
 */
export function isMoreThanData(
  node: TSESTree.Node,
  packages: readonly string[],
  services: ParserServicesWithTypeInformation,
): boolean {
  const type = services.program.getTypeChecker().getAwaitedType(services.getTypeAtLocation(node));
  return (
    type !== undefined &&
    tsutils
      .unionConstituents(type)
      .some(
        (one) =>
          one.getProperty('next') !== undefined ||
          one.getProperties().some((property) => property.declarations?.some((member) => isMethodOf(member, packages))),
      )
  );
}

function isMethodOf(member: ts.Declaration, packages: readonly string[]): boolean {
  const from = packageOfPath(member.getSourceFile().fileName);
  return (ts.isMethodDeclaration(member) || ts.isMethodSignature(member)) && packages.some((name) => name === from);
}
