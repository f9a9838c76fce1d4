import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { Variable } from '../../ast/file-view.ts';
import { allNodes } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import { importableType } from '../../types/importable-type.ts';
import type { TextEdit } from '../text-edits.ts';
import { type TypedInitialiser, writtenType } from '../value-type.ts';
import { importsFrom, namedIn, newImportEdit, typeImportEdit } from './runner-import.ts';
import type { Unreleased } from './unreleased.ts';

/** A type annotation, and what has to be imported for it. */
interface SlotType {
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

/**
 * The annotation of a variable that is to be declared further out.
 *
 * @param block where it is to be declared
 * @returns undefined when the type cannot be said there
 */
export function slotType(
  { annotation, initialiser }: TypedInitialiser,
  block: TSESTree.Node,
  unreleased: Unreleased,
): SlotType | undefined {
  const { file, tests } = unreleased;
  if (!file.isTyped) {
    return { text: '', edits: [] };
  }
  const type = writtenType({ annotation, initialiser }, file);
  // `ReturnType<typeof app.listen>` says nothing where there is no `app`.
  const said = annotation ? [annotation, initialiser] : [initialiser];
  const isLocal = said
    .flatMap((one) => [...allNodes(one)])
    .some((node) => {
      const found = node.type === T.Identifier ? variableOf(tests.view, node) : undefined;
      const isNamed = found !== undefined && type?.match(/[\w$]+/gu)?.includes(found.name);
      return isNamed === true && isInner(found, block);
    });
  return type === undefined || isLocal ? importedType(initialiser, unreleased) : { text: `: ${type}`, edits: [] };
}

/** The type by a name that a module exports, imported where it is not yet. */
function importedType(initialiser: TSESTree.Expression, { file, tests }: Unreleased): SlotType | undefined {
  const { services, sourceCode } = file;
  const sources = sourceCode.ast.body.flatMap((one) => (one.type === T.ImportDeclaration ? [one.source] : []));
  const type = services && importableType(initialiser, sources, services);
  if (type === undefined) {
    return undefined;
  }
  const { name, module } = type;
  const isTaken = tests.view.scopeManager.scopes.some((scope) => (scope.set.get(name)?.defs.length ?? 0) > 0);
  const declarations = sourceCode.ast.body.filter(
    (one) => one.type === T.ImportDeclaration && one.source.value === module,
  ) as TSESTree.ImportDeclaration[];
  const known = declarations.flatMap(({ specifiers }) => specifiers).find(({ local }) => local.name === name);
  if (known !== undefined) {
    return { text: `: ${name}`, edits: [] };
  }
  const [declaration] = importsFrom([module], file).filter((one) => namedIn(one).size > 0);
  const edit = declaration ? typeImportEdit(declaration, name) : newImportEdit(module, name, file, 'type ');
  return isTaken || edit === undefined ? undefined : { text: `: ${name}`, edits: [edit] };
}

/** Whether a variable belongs to a function or block inside of a block. */
export function isInner(variable: Variable | null, block: TSESTree.Node): boolean {
  const own = variable?.scope.block as TSESTree.Node | undefined;
  return own !== undefined && own !== block && block.range[0] <= own.range[0] && own.range[1] <= block.range[1];
}
