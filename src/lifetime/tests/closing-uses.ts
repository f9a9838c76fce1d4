import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, parentOf, wrapped } from '../../ast/expressions.ts';
import type { FileView, Variable } from '../../ast/file-view.ts';
import { isSetupPath } from '../../runners/setup-files.ts';
import type { Phases } from '../phases.ts';
import { isCloserName } from '../fates/closer-names.ts';
import { isDeclaredByUsing } from '../releases.ts';
import type { TestRelease } from './test-resource.ts';

/** A call of a closer, or the closer handed on. */
export function releaseAt(node: TSESTree.Node, phases: Phases): TestRelease {
  const parent = parentOf(node);
  return parent?.type === T.CallExpression && parent.callee === node
    ? { node: parent, by: 'call', phases: phases.of(parent) }
    : { node, by: 'reference', phases: phases.ofReference(node) };
}

/**
 * The members of an instance that close what it keeps.
 *
 * @returns undefined when the instance goes where it may be closed out of sight
 */
export function closingMembers(root: Variable, names: readonly string[]): readonly TSESTree.Node[] | undefined {
  const found: TSESTree.Node[] = [];
  const definition = root.defs[0]?.node as TSESTree.Node | undefined;
  if (isDeclaredByUsing(root) || definition?.parent?.parent?.type === T.ExportNamedDeclaration) {
    return undefined;
  }
  for (const reference of root.references) {
    const name = wrapped(reference.identifier);
    const parent = parentOf(name);
    if (parent?.type === T.MemberExpression && parent.object === name) {
      const member = memberName(parent);
      if (member === undefined) {
        return undefined;
      }
      found.push(...(names.includes(member) ? [wrapped(parent)] : []));
    } else if (reference.isRead()) {
      return undefined;
    }
  }
  return found;
}

/** The closers of what an instance keeps that are called on the field itself: `env.server.close()`. */
export function closersThrough(root: Variable, field: string | undefined): readonly TSESTree.Node[] {
  return root.references.flatMap(({ identifier }) => {
    const name = wrapped(identifier);
    const member = parentOf(name);
    const isField = member?.type === T.MemberExpression && member.object === name && memberName(member) === field;
    const outer = isField ? parentOf(wrapped(member)) : undefined;
    return outer?.type === T.MemberExpression && isCloserName(memberName(outer)) ? [wrapped(outer)] : [];
  });
}

/** Whether a set-up file, or a helper of this file, mentions what closes it. */
export function isClosedElsewhere(keeping: FileView, closers: readonly string[], view: FileView): boolean {
  const names = closers.map((name) => name.replaceAll('$', String.raw`\$`)).join('|');
  const mentions = new RegExp(String.raw`\b(?:${names})\b`, 'u');
  const folder = view.project?.packageFolder()?.replaceAll('\\', '/') ?? '';
  return (keeping.project?.importers() ?? []).some((importer) => {
    if (importer.path === view.path || importer.path === keeping.path) {
      return false;
    }
    const other = importer.view();
    const isHelper = other.project?.importers().some(({ path }) => path === view.path) === true;
    const isSetup = isSetupPath(importer.path.slice(folder.length + 1));
    return (isHelper || isSetup || isHookModule(other)) && mentions.test(other.text);
  });
}

/** Registers hooks, and has no tests. */
function isHookModule(view: FileView): boolean {
  return /\bafter(?:All|Each)?\b/u.test(view.text) && !/\b(?:it|test)\(/u.test(view.text);
}
