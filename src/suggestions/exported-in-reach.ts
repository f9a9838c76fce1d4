import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { commonJsExports } from '../ast/commonjs.ts';
import { exportedName } from '../ast/origin.ts';
import type { ExportedLike } from '../lifetime/tests/exported-like.ts';
import type { TestResource } from '../lifetime/tests/test-resource.ts';
import { isInterchangeable } from '../types/interchangeable.ts';
import { fileBehind } from '../types/root-files.ts';
import type { TypeServices } from '../types/services.ts';
import { specifierFor } from '../types/specifier-for.ts';
import { ownUse } from './in-reach.ts';
import { layoutOf } from './layout.ts';
import { FreeNames } from './names.ts';
import { importEdits } from './shared-fixture-imports.ts';
import { leftoversOf } from './shared-fixture-leftovers.ts';
import { type Suggestion, suggestion } from './suggestion.ts';
import { removalOf } from './teardown/statements.ts';
import type { TextEdit } from './text-edits.ts';

/** Titles of the suggestions, for `meta.messages`. */
export const exportedInReachMessages = {
  callMaker: 'Call `{{name}}` from `{{specifier}}`.',
  useExported: 'Use `{{name}}` from `{{specifier}}`, and delete the one that is made here.',
} as const;

/** What takes the place of what the test makes. */
interface Replacement {
  readonly gone: readonly TSESTree.Node[];
  readonly deleted: readonly TSESTree.Node[];
  readonly edits: readonly TextEdit[];
}

/** Imports what another module exports in place of what the test makes, where that compiles. */
export function exportedInReachSuggestions(
  resource: TestResource,
  { maker, made, name }: ExportedLike,
  sourceCode: TSESLint.SourceCode,
  services: TypeServices | undefined,
): readonly Suggestion<keyof typeof exportedInReachMessages>[] {
  const home = services?.program.getSourceFile(made.view.path);
  const isNamed = name !== 'default' && commonJsExports(made.view.ast).length === 0;
  const bound = services && home && isNamed ? boundAs(name, made.view.path, sourceCode, services) : undefined;
  if (services === undefined || home === undefined || bound === undefined) {
    return [];
  }
  const { local, specifier, isNew } = bound;
  const own = maker === undefined ? ownUse(resource, local) : undefined;
  const replaced: Replacement | undefined =
    maker === undefined
      ? own && { gone: own.deleted, ...own }
      : { gone: [resource.making], deleted: [], edits: [{ range: resource.making.range, text: `${local}()` }] };
  const value = maker === undefined ? own?.name : resource.making;
  const leftovers = replaced && leftoversOf(replaced.gone, new Set(), sourceCode);
  if (
    replaced === undefined ||
    value === undefined ||
    leftovers === undefined ||
    !isInterchangeable(value, home, name, services, maker !== undefined)
  ) {
    return [];
  }
  const deleted = [...replaced.deleted, ...leftovers.statements];
  const added = isNew ? [{ exported: name, local }] : [];
  const change = { removed: leftovers.imports, specifier, added, comments: '' };
  const imports = importEdits(change, sourceCode, layoutOf(sourceCode));
  const losesComment = [...replaced.gone, ...deleted].some((one) => sourceCode.getCommentsInside(one).length > 0);
  return imports === undefined || losesComment
    ? []
    : [
        suggestion(maker === undefined ? 'useExported' : 'callMaker', { name, specifier }, [
          ...imports,
          ...replaced.edits,
          ...deleted.map((one) => removalOf(one, { sourceCode })),
        ]),
      ];
}

/** The name by which the file has an export, or can have it. */
function boundAs(
  name: string,
  path: string,
  sourceCode: TSESLint.SourceCode,
  { program, esTreeNodeToTSNodeMap }: TypeServices,
): { readonly local: string; readonly specifier: string; readonly isNew: boolean } | undefined {
  const file = esTreeNodeToTSNodeMap.get(sourceCode.ast);
  const imports = sourceCode.ast.body.filter((one) => one.type === T.ImportDeclaration && one.importKind === 'value');
  for (const { source, specifiers } of imports as readonly TSESTree.ImportDeclaration[]) {
    const own = specifiers.find((one) => one.type === T.ImportSpecifier && exportedName(one.imported) === name);
    if (own !== undefined && fileBehind(program, file, source.value)?.fileName.replaceAll('\\', '/') === path) {
      return { local: own.local.name, specifier: source.value, isNew: false };
    }
  }
  const home = program.getSourceFile(path);
  const others = (imports as readonly TSESTree.ImportDeclaration[]).map(({ source }) => source.value);
  const specifier = home && others.length > 0 ? specifierFor(program, file, home, others) : undefined;
  const local = new FreeNames(sourceCode).take(name, `shared${name.charAt(0).toUpperCase()}${name.slice(1)}`);
  return specifier === undefined || local === undefined ? undefined : { local, specifier, isNew: true };
}
