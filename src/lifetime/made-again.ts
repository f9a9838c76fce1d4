import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, isInside, isNothing, parentOf, unwrap } from '../ast/expressions.ts';
import type { FileView, Place } from '../ast/file-view.ts';
import { nodesOf } from '../ast/traverse.ts';
import { definitionOf } from './definition.ts';
import { outerNameOf } from './named-function.ts';
import { variableHolding } from './releases.ts';
import type { SharedResource } from './shared-resource.ts';

/**
 * Whether whoever asks for a resource after a closer has run gets a new one: the closer forgets it (`pool = undefined`),
 * the accessor makes it when it is asked, and no module keeps what the accessor gave while it was loaded.
 */
export function isMadeAgain({ view, node: closer }: Place<FunctionNode>, { made }: SharedResource): boolean {
  const accessor = enclosingFunction(made.node);
  const variable = made.view === view && accessor ? variableHolding(view, made.node) : undefined;
  const isForgotten = variable?.references.some(
    ({ identifier, writeExpr }) =>
      isInside(identifier, closer) && writeExpr !== undefined && writeExpr !== null && isEmptied(unwrap(writeExpr)),
  );
  return (
    accessor !== undefined &&
    isForgotten === true &&
    !(view.project?.importers() ?? []).some(
      (importer) => mayName(importer.text, accessor) && asksAtLoad(importer.view(), accessor),
    )
  );
}

function isEmptied(value: TSESTree.Node): boolean {
  return isNothing(value) || (value.type === T.UnaryExpression && value.operator === 'void');
}

/** Cheap, as most of what leads to a module asks for something else of it. */
function mayName(text: string, accessor: FunctionNode): boolean {
  const name = outerNameOf(accessor);
  return name === undefined || parentOf(accessor)?.type === T.ExportDefaultDeclaration || text.includes(name);
}

/** `const db = drizzle(getPool())` at the top level of a module. */
function asksAtLoad(view: FileView, accessor: FunctionNode): boolean {
  return nodesOf(view.ast).some(
    (node) =>
      node.type === T.CallExpression &&
      enclosingFunction(node) === undefined &&
      definitionOf({ view, node: node.callee })?.node === accessor,
  );
}
