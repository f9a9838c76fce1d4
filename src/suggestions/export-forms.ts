import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { keyName } from '../ast/expressions.ts';
import { commonJsTarget } from './module-binding.ts';
import { asSuffix } from './names.ts';
import type { TextEdit } from './text-edits.ts';

/** An export of a binding that stands apart from its declaration. `as` is the exported name. */
export type ExportForm =
  /** `export { pool }` */
  | { readonly form: 'specifier'; readonly node: TSESTree.ExportSpecifier; readonly as: string }
  /** `export default pool` */
  | { readonly form: 'default'; readonly node: TSESTree.Identifier; readonly as: 'default' }
  /** `module.exports = pool` */
  | { readonly form: 'module.exports'; readonly node: TSESTree.Identifier; readonly as: 'module.exports' }
  /** `module.exports = { pool }` */
  | { readonly form: 'property'; readonly node: TSESTree.Property; readonly as: string }
  /** `exports.pool = pool` */
  | { readonly form: 'member'; readonly node: TSESTree.AssignmentExpression; readonly as: string };

/** A function that takes the binding's place. */
export interface Replacement {
  readonly name: string;
  /** What the name begins with before the binding's own: `get` of `getPool`. */
  readonly verb: string;
}

/** The export that a mention of a binding is. */
export function exportFormOf(node: TSESTree.Identifier): ExportForm | undefined {
  const { parent } = node;
  switch (parent.type) {
    case T.ExportSpecifier:
      return parent.exportKind !== 'type' &&
        parent.parent.exportKind !== 'type' &&
        parent.exported.type === T.Identifier
        ? { form: 'specifier', node: parent, as: parent.exported.name }
        : undefined;
    case T.ExportDefaultDeclaration:
      return { form: 'default', node, as: 'default' };
    case T.AssignmentExpression: {
      const target = isTopLevel(parent) && parent.right === node ? commonJsTarget(parent) : undefined;
      if (target === 'module.exports') {
        return { form: 'module.exports', node, as: 'module.exports' };
      }
      return target && { form: 'member', node: parent, as: target.name };
    }
    case T.Property: {
      const as = keyName(parent);
      return parent.value === node && as !== undefined && isExportsObject(parent.parent)
        ? { form: 'property', node: parent, as }
        : undefined;
    }
    default:
      return undefined;
  }
}

/**
 * The edit that exports functions in place of the binding.
 *
 * @param binding the binding's name
 * @param functions the function that gives the value first; the only one that takes the place of a default export
 */
export function exportEdit(form: ExportForm, binding: string, functions: readonly Replacement[]): TextEdit {
  const { range } = form.node;
  const first = functions[0]?.name ?? '';
  const named = functions.map(({ name, verb }) => ({
    name,
    as: form.as === binding ? name : verb + asSuffix(form.as),
  }));
  switch (form.form) {
    case 'specifier': {
      const specifiers = named.map(({ name, as }) => (name === as ? name : `${name} as ${as}`));
      return { range, text: form.as === 'default' ? `${first} as default` : specifiers.join(', ') };
    }
    case 'default':
      return { range, text: first };
    case 'module.exports':
      return { range, text: `{ ${functions.map(({ name }) => name).join(', ')} }` };
    case 'property':
      return { range, text: named.map(({ name, as }) => (name === as ? name : `${as}: ${name}`)).join(', ') };
    case 'member': {
      // Behind the last one stands whatever ended the statement.
      const { left } = form.node;
      const object =
        left.type === T.MemberExpression && left.object.type === T.Identifier ? 'exports' : 'module.exports';
      return { range, text: named.map(({ name, as }) => `${object}.${as} = ${name}`).join(';\n') };
    }
  }
}

function isTopLevel(node: TSESTree.Expression): boolean {
  return node.parent.type === T.ExpressionStatement && node.parent.parent.type === T.Program;
}

function isExportsObject(node: TSESTree.Node): boolean {
  return (
    node.type === T.ObjectExpression &&
    node.parent.type === T.AssignmentExpression &&
    isTopLevel(node.parent) &&
    commonJsTarget(node.parent) === 'module.exports'
  );
}
