import ts from 'typescript';

import type { ReleaseReturn } from '../../src/resources/entry.ts';
import type { Probe } from './program.ts';

/** The type of a member, through the non-null type and its constraint: `connection.close`. */
export function memberType({ checker, typeOf }: Probe, type: ts.Type, path: string): ts.Type | undefined {
  let found: ts.Type | undefined = type;
  for (const name of path.split('.')) {
    const symbol: ts.Symbol | undefined = found && checker.getPropertyOfType(apparent(checker, found), name);
    found = symbol && typeOf(symbol);
  }
  return found;
}

/**
 * What an import of this name can be: the export itself, or the member that CommonJS interoperation gives it.
 */
export function exportTypes(probe: Probe, module: ts.Type, name: string): readonly ts.Type[] {
  const paths = name === 'default' ? ['default', 'default.default'] : [name, `default.${name}`];
  return paths.flatMap((path) => memberType(probe, module, path) ?? []);
}

export function callSignatures({ checker }: Probe, type: ts.Type): readonly ts.Signature[] {
  return parts(checker, type).flatMap((part) => part.getCallSignatures());
}

export function constructSignatures({ checker }: Probe, type: ts.Type): readonly ts.Signature[] {
  return parts(checker, type).flatMap((part) => part.getConstructSignatures());
}

export function isPromise({ checker }: Probe, type: ts.Type): boolean {
  return parts(checker, type).some((part) => checker.getPropertyOfType(part, 'then') !== undefined);
}

export function awaited({ checker }: Probe, type: ts.Type): ts.Type {
  return apparent(checker, checker.getAwaitedType(apparent(checker, type)) ?? type);
}

/** What the methods of a type give, once it is waited for. */
export function methodResults(probe: Probe, type: ts.Type): readonly ts.Type[] {
  return probe.checker
    .getPropertiesOfType(apparent(probe.checker, type))
    .flatMap((member) => callSignatures(probe, probe.typeOf(member)))
    .map((signature) => awaited(probe, signature.getReturnType()));
}

/** What a release of this type returns, over all overloads. */
export function returnKind(probe: Probe, signatures: readonly ts.Signature[]): ReleaseReturn {
  const promise = signatures.some((signature) => isPromise(probe, signature.getReturnType()));
  const callback = signatures.some((signature) => callbacksOf(probe, signature).length > 0);
  if (promise) {
    return callback ? 'promise or callback' : 'promise';
  }
  return callback ? 'callback' : 'nothing';
}

/** The function types among the parameters. */
export function callbacksOf(probe: Probe, signature: ts.Signature): readonly ts.Type[] {
  return parameterTypes(probe, signature).filter(
    (type) => callSignatures(probe, type).length > 0 || type.getSymbol()?.name === 'Function',
  );
}

/** The types of all parameters, those of a rest parameter one by one. */
export function parameterTypes(probe: Probe, signature: ts.Signature): readonly ts.Type[] {
  const { checker } = probe;
  return signature.parameters
    .flatMap((parameter) => parts(checker, probe.typeOf(parameter)))
    .flatMap((type) =>
      checker.isTupleType(type)
        ? checker.getTypeArguments(type as ts.TypeReference).flatMap((one) => parts(checker, one))
        : [type],
    );
}

/** The well-known symbols among the members. */
export function disposeSymbols({ checker }: Probe, type: ts.Type): readonly string[] {
  const names = checker.getPropertiesOfType(apparent(checker, type)).map(({ escapedName }) => String(escapedName));
  return ['asyncDispose', 'dispose'].filter((symbol) => names.some((name) => name.startsWith(`__@${symbol}@`)));
}

/** The names and packages under which a type is declared, its base types among them. */
export function declarationsOf({ checker }: Probe, type: ts.Type): readonly string[] {
  const found = new Set<string>();
  const visit = (part: ts.Type, depth: number): void => {
    // An intersection, or members that are written down, have only the name that they were given.
    const own = part.getSymbol();
    const isNameless = own === undefined || (own.flags & ts.SymbolFlags.TypeLiteral) !== 0;
    const symbol = isNameless ? (part.aliasSymbol ?? own) : own;
    for (const declaration of symbol?.declarations ?? []) {
      found.add(`${symbol?.name} of ${packageOf(declaration.getSourceFile().fileName)}`);
    }
    if (depth < 5 && part.isClassOrInterface()) {
      checker.getBaseTypes(part).forEach((base) => visit(base, depth + 1));
    }
    const { target } = part as { target?: ts.Type };
    if (target !== undefined && target !== part) {
      visit(target, depth);
    }
  };
  [type, ...parts(checker, type)].forEach((part) => visit(part, 0));
  return [...found];
}

function packageOf(path: string): string {
  const inside = path.slice(path.lastIndexOf('/node_modules/') + '/node_modules/'.length);
  return inside.startsWith('@') ? inside.split('/').slice(0, 2).join('/') : (inside.split('/')[0] ?? '');
}

/** The members of a union, without null and undefined. */
function parts(checker: ts.TypeChecker, type: ts.Type): readonly ts.Type[] {
  const whole = apparent(checker, type);
  return whole.isUnion() ? whole.types.map((part) => apparent(checker, part)) : [whole];
}

function apparent(checker: ts.TypeChecker, type: ts.Type): ts.Type {
  return checker.getApparentType(checker.getNonNullableType(checker.getBaseConstraintOfType(type) ?? type));
}
