import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import { type FunctionNode, parentOf } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';

export type Annotation = 'borrows' | 'disposes' | 'owns';

/** What the comment of a function says it does with the resource that it is given: `@disposes`, `@owns`, `@borrows`. */
export function annotationOf(view: FileView, node: FunctionNode): Annotation | undefined {
  let outer = parentOf(node);
  let start = node.range[0];
  while (
    outer !== undefined &&
    (outer.type === T.VariableDeclarator ||
      outer.type === T.VariableDeclaration ||
      outer.type === T.ExportNamedDeclaration ||
      outer.type === T.ExportDefaultDeclaration ||
      outer.type === T.MethodDefinition ||
      outer.type === T.Property)
  ) {
    start = outer.range[0];
    outer = parentOf(outer);
  }
  const before = view.text.slice(Math.max(0, start - LONGEST_COMMENT), start);
  const comment = /\/\*\*(?:(?!\*\/).)*\*\/\s*$/su.exec(before)?.[0];
  return /@(borrows|disposes|owns)\b/u.exec(comment ?? '')?.[1] as Annotation | undefined;
}

/** Characters. */
const LONGEST_COMMENT = 4000;
