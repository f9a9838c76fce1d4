import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, isFunction } from '../../ast/expressions.ts';
import type { Variable } from '../../ast/file-view.ts';
import { commentsOutside, hidesTypeErrors } from '../comments.ts';
import type { TextEdit } from '../text-edits.ts';
import { onlyDeclarator } from './declarators.ts';
import type { Handle } from './handle.ts';
import { isInner, slotType } from './slot-type.ts';
import { linesAfter, linesBefore, type ListedStatement } from './statements.ts';
import type { Unreleased } from './unreleased.ts';

/**
 * The edits that declare a variable of a hook outside of it, so that another hook reaches it too.
 *
 * @param callback the hook's
 * @param hook the hook's statement, before which the variable is declared
 * @returns undefined when its type cannot be written there, or its name means something else there
 */
export function liftedVariable(
  { loop, variable }: Handle,
  callback: FunctionNode,
  hook: ListedStatement,
  unreleased: Unreleased,
): readonly TextEdit[] | undefined {
  const { file } = unreleased;
  const declarator = variable && onlyDeclarator(variable);
  if (
    variable === undefined ||
    declarator === undefined ||
    loop !== undefined ||
    enclosingFunction(declarator) !== callback ||
    hidesTypeErrors(file.sourceCode, declarator.parent) ||
    isMeantOtherwise(variable, hook.block, unreleased)
  ) {
    return undefined;
  }
  const annotation = declarator.id.typeAnnotation;
  const initialiser = { annotation: annotation?.typeAnnotation, initialiser: declarator.init };
  const type = slotType(initialiser, hook.block, unreleased);
  const kept = [declarator.init.range, ...(annotation ? [annotation.range] : [])];
  if (type === undefined || commentsOutside(file.sourceCode, declarator.parent, kept).length > 0) {
    return undefined;
  }
  const { name } = variable;
  return [
    ...type.edits,
    declarationBefore(hook, `let ${name}${type.text}${file.layout.semicolon}`, unreleased),
    { range: [declarator.parent.range[0], declarator.init.range[0]], text: `${name} = ` },
  ];
}

/** A declaration beside those that stand before the hook, or apart from it. */
export function declarationBefore(hook: ListedStatement, declaration: string, { file }: Unreleased): TextEdit {
  const before: readonly TSESTree.Node[] = hook.block.body;
  const previous = before[before.indexOf(hook.statement) - 1];
  const isBeside = previous?.type === T.VariableDeclaration && previous.loc.end.line < hook.statement.loc.start.line;
  return isBeside
    ? linesAfter({ statement: previous, block: hook.block }, [declaration], file)
    : linesBefore(hook, [declaration, ''], file);
}

/** Whether code in a block means something else by the name of a variable that is to be declared there. */
function isMeantOtherwise(variable: Variable, block: TSESTree.Node, { tests: { view } }: Unreleased): boolean {
  // The body of a function has no scope of its own.
  const owner = isFunction(block.parent) ? block.parent : block;
  return view.scopeManager.scopes.some(
    (scope) =>
      (scope.block === owner && (scope.set.get(variable.name)?.defs.length ?? 0) > 0) ||
      scope.references.some(({ identifier, resolved }) => {
        const isHere = block.range[0] <= identifier.range[0] && identifier.range[1] <= block.range[1];
        return isHere && identifier.name === variable.name && resolved !== variable && !isInner(resolved, block);
      }),
  );
}
