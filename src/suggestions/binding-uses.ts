import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { ReleaseForm } from '../resources/entry.ts';
import { type ExportForm, exportFormOf } from './export-forms.ts';
import { actedOn, type ModuleBinding } from './module-binding.ts';
import { plainRelease } from './plain-release.ts';
import type { SourceFile } from './source-file.ts';

/** A use of a module's binding, in the form that decides how it is rewritten. */
export type Use =
  /** It is exported. */
  | { readonly kind: 'export'; readonly export: ExportForm }
  /** `typeof pool` in a type. */
  | { readonly kind: 'type'; readonly node: TSESTree.TSTypeQuery }
  /** Released in a function, and nothing depends on what the release gives. */
  | { readonly kind: 'release'; readonly node: TSESTree.Node }
  /** Any other use in a function. */
  | { readonly kind: 'read'; readonly node: TSESTree.Identifier }
  /** A statement that acts on it while the module loads: `pool.on('error', log)`. */
  | { readonly kind: 'set-up'; readonly statement: TSESTree.ExpressionStatement }
  /** Another binding of the module is made from it while the module loads. */
  | {
      readonly kind: 'dependent';
      readonly declarator: TSESTree.VariableDeclarator;
      readonly node: TSESTree.Identifier;
    };

export type UseOf<Kind extends Use['kind']> = Extract<Use, { kind: Kind }>;

/**
 * Every use of a binding.
 *
 * @returns undefined when one of them allows no other spelling of the binding than its name
 */
export function usesOf(
  binding: ModuleBinding,
  release: ReleaseForm | undefined,
  file: SourceFile,
): readonly Use[] | undefined {
  const uses: Use[] = [];
  for (const reference of binding.variable?.references ?? []) {
    if (reference.init !== true) {
      const use = useOf(reference.identifier, binding, release, file);
      if (use === undefined) {
        return undefined;
      }
      uses.push(use);
    }
  }
  return uses;
}

/** The uses of one kind. */
export function ofKind<Kind extends Use['kind']>(uses: readonly Use[], kind: Kind): readonly UseOf<Kind>[] {
  return uses.filter((use): use is UseOf<Kind> => use.kind === kind);
}

function useOf(
  node: TSESTree.Identifier | TSESTree.JSXIdentifier,
  binding: ModuleBinding,
  release: ReleaseForm | undefined,
  file: SourceFile,
): Use | undefined {
  if (node.type !== T.Identifier) {
    // `<pool.Provider>` cannot be written with a call.
    return undefined;
  }
  const exported = exportFormOf(node);
  if (exported !== undefined) {
    return { kind: 'export', export: exported };
  }
  const query = typeQueryOf(node);
  if (query !== undefined) {
    return { kind: 'type', node: query };
  }
  if (node.parent.type === T.ExportSpecifier || node.parent.type === T.TSExportAssignment) {
    return undefined;
  }
  if (file.loadTime.includes(node)) {
    return isWithin(node, binding.statement) ? undefined : loadTimeUse(node, binding);
  }
  if (file.loadTime.reaches(node)) {
    return undefined;
  }
  const released = release && plainRelease(node, release, file.services);
  return released ? { kind: 'release', node: released } : { kind: 'read', node };
}

function typeQueryOf(node: TSESTree.Identifier): TSESTree.TSTypeQuery | undefined {
  let name: TSESTree.EntityName = node;
  while (name.parent.type === T.TSQualifiedName && name.parent.left === name) {
    name = name.parent;
  }
  return name.parent.type === T.TSTypeQuery && name.parent.typeArguments === undefined ? name.parent : undefined;
}

function loadTimeUse(node: TSESTree.Identifier, binding: ModuleBinding, inner: TSESTree.Node = node): Use | undefined {
  const { parent } = inner;
  if (parent?.type === T.VariableDeclarator && parent.init === inner) {
    return { kind: 'dependent', declarator: parent, node };
  }
  if (parent !== undefined && parent.type !== T.Program) {
    return loadTimeUse(node, binding, parent);
  }
  return inner.type === T.ExpressionStatement &&
    inner.range[0] > binding.statement.range[1] &&
    actedOn(inner.expression) === node
    ? { kind: 'set-up', statement: inner }
    : undefined;
}

export function isWithin(node: TSESTree.Node, outer: TSESTree.Node): boolean {
  return outer.range[0] <= node.range[0] && node.range[1] <= outer.range[1];
}
