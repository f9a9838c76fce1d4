import type { ParserServicesWithTypeInformation, TSESTree } from '@typescript-eslint/utils';
import * as tsutils from 'ts-api-utils';
import ts from 'typescript';

import { isOptional } from './checked-types.ts';

/** A method that can be called without arguments. */
export interface PlainMethod {
  readonly name: string;
  readonly givesPromise: boolean;
  /** The call gives nothing, at once or once it was waited for. */
  readonly givesNothing: boolean;
  /** A package declares it, and what it does is out of sight. */
  readonly isDeclaredOnly: boolean;
}

/**
 * The methods of a value, waited for, that take no arguments.
 *
 * @param path the member whose methods they are, from the value down; empty for the value itself
 * @param isWanted asked about each name
 */
export function plainMethodsOf(
  node: TSESTree.Node,
  path: readonly string[],
  isWanted: (name: string) => boolean,
  services: ParserServicesWithTypeInformation,
): readonly PlainMethod[] {
  const checker = services.program.getTypeChecker();
  let type = checker.getAwaitedType(services.getTypeAtLocation(node))?.getNonNullableType();
  for (const member of path) {
    const property = type?.getProperty(member);
    type = property && checker.getTypeOfSymbol(property).getNonNullableType();
  }
  return (type?.getProperties() ?? [])
    .filter((property) => isWanted(property.name) && !isHidden(property))
    .flatMap((property): PlainMethod[] => {
      const returned = checker
        .getTypeOfSymbol(property)
        .getNonNullableType()
        .getCallSignatures()
        .find(({ parameters }) => parameters.every(isOptional))
        ?.getReturnType();
      const given = returned && checker.getAwaitedType(returned);
      return given === undefined
        ? []
        : [
            {
              name: property.name,
              givesPromise: given !== returned,
              givesNothing: tsutils.isTypeFlagSet(given, ts.TypeFlags.Void | ts.TypeFlags.Undefined),
              isDeclaredOnly: property.declarations?.every((one) => one.getSourceFile().isDeclarationFile) === true,
            },
          ];
    });
}

function isHidden({ valueDeclaration }: ts.Symbol): boolean {
  const flags = valueDeclaration ? ts.getCombinedModifierFlags(valueDeclaration) : 0;
  return (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0;
}
