import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction } from '../../ast/expressions.ts';
import type { Variable } from '../../ast/file-view.ts';
import { isAssignable } from '../../types/assignable.ts';
import { commentsOutside, hidesTypeErrors } from '../comments.ts';
import { onlyDeclarator } from './declarators.ts';
import { type Offer, offer } from './offer.ts';
import type { Unreleased } from './unreleased.ts';

/** Assigns to the outer variable, which is released, instead of declaring one that hides it. */
export function assignToOuter(variable: Variable, { file }: Unreleased): readonly Offer[] {
  const { sourceCode, services } = file;
  const declarator = onlyDeclarator(variable);
  const outer = outerVariable(variable);
  const declaration = outer?.defs[0]?.node as TSESTree.Node | undefined;
  if (
    declarator === undefined ||
    outer?.defs.length !== 1 ||
    declaration?.type !== T.VariableDeclarator ||
    (declaration.parent.kind !== 'let' && declaration.parent.kind !== 'var') ||
    hidesTypeErrors(sourceCode, declarator.parent) ||
    commentsOutside(sourceCode, declarator.parent, [declarator.init.range]).length > 0
  ) {
    return [];
  }
  const annotation = declaration.id.typeAnnotation?.typeAnnotation;
  // In a closure TypeScript does not remember what was assigned.
  const owner = enclosingFunction(declarator);
  const isNarrowed =
    annotation?.type === T.TSUnionType &&
    variable.references.some(({ identifier }) => enclosingFunction(identifier) !== owner);
  const isFit =
    !file.isTyped ||
    annotation === undefined ||
    (services !== undefined && isAssignable(declarator.init, declaration.id, services));
  const [start] = declarator.parent.range;
  const edit = { range: [start, declarator.init.range[0]] as const, text: `${variable.name} = ` };
  return isFit && !isNarrowed ? offer('assignToOuter', { name: variable.name }, [edit]) : [];
}

function outerVariable({ scope, name }: Variable): Variable | undefined {
  for (let outer = scope.upper; outer !== null; outer = outer.upper) {
    const found = outer.set.get(name);
    if (found !== undefined && found.defs.length > 0) {
      return found;
    }
  }
  return undefined;
}
