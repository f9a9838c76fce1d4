import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { FileView, Variable } from '../../ast/file-view.ts';
import { originOf } from '../../ast/origin.ts';
import { trailOf } from '../../ast/trail.ts';
import { allNodes, nodesOf } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import { variableHolding } from '../releases.ts';
import { literalAround, type SharedResource } from '../shared-resource.ts';

/** Modules may also be asked for where no declaration says so. */
const asksElsewhere = /\b(?:require|import)\s*\(/u;

/**
 * Whether a file that imports a module which makes a resource, or something that does, gets the resource: not when it
 * only takes other things from the module.
 *
 * @param importers the files that lead to the module, by their paths
 */
export function getsShared(view: FileView, { made, member }: SharedResource, importers: ReadonlySet<string>): boolean {
  return (
    asksElsewhere.test(view.text) ||
    view.ast.body.some((statement) => {
      const source = 'source' in statement ? statement.source : null;
      const module = source === null ? undefined : view.project?.moduleBehind(source);
      if (typeof module !== 'object') {
        return false;
      }
      if (module.path !== made.view.path || statement.type !== T.ImportDeclaration) {
        return module.path === made.view.path || importers.has(module.path);
      }
      // Who asks for other members of what the module keeps does not get this one.
      const isNamed = member === undefined || names(view, member);
      return isNamed && statement.specifiers.some((one) => leadsToShared(view, one, made));
    })
  );
}

/** Whether a file writes the name of a member, be it `context.queue` or `const { queue } = context`. */
function names({ ast, text }: FileView, member: string): boolean {
  return text.includes(member) && nodesOf(ast).some((node) => node.type === T.Identifier && node.name === member);
}

function leadsToShared(view: FileView, specifier: TSESTree.ImportClause, made: SharedResource['made']): boolean {
  const origin = specifier.type === T.ImportNamespaceSpecifier ? undefined : originOf({ view, node: specifier.local });
  const end = origin && trailOf(origin).at(-1);
  return (
    end?.kind !== 'value' || end.place.view.path !== made.view.path || mentionsShared(end.place.node, made, new Set())
  );
}

/** Whether code is the resource, or uses a variable of its module that leads to it. */
function mentionsShared(code: TSESTree.Node, made: SharedResource['made'], seen: Set<Variable>): boolean {
  const holder = variableHolding(made.view, literalAround(made.node));
  return [...allNodes(code)].some((node) => {
    const variable = node.type === T.Identifier ? variableOf(made.view, node) : undefined;
    if (node === made.node || (holder !== undefined && variable === holder)) {
      return true;
    }
    const definition = variable?.defs[0]?.node as TSESTree.Node | undefined;
    if (variable === undefined || definition === undefined || seen.has(variable)) {
      return false;
    }
    seen.add(variable);
    return definition.type !== T.ImportSpecifier && mentionsShared(definition, made, seen);
  });
}
