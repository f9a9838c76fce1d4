import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { commonJsExports } from './commonjs.ts';
import { isClass, isFunction } from './expressions.ts';
import type { FileView, Place } from './file-view.ts';
import {
  exportedName,
  LONGEST_CHAIN,
  memberOf,
  type MemberOrigin,
  type ModuleOrigin,
  moduleOrigin,
  type Origin,
  originOf,
} from './origin.ts';

/** An origin, and where it leads through the files of the project: the last one is a package, or no import at all. */
export function trailOf(origin: Origin): readonly [Origin, ...Origin[]] {
  const trail: [Origin, ...Origin[]] = [origin];
  let next: Origin | undefined = origin;
  while (next?.kind === 'module' && trail.length < LONGEST_CHAIN) {
    next = followModule(next);
    if (next !== undefined) {
      trail.push(next);
    }
  }
  return trail;
}

/**
 * Goes on where `originOf` stopped: into the file of the project that a module origin names.
 *
 * @returns undefined when the module is a package or cannot be resolved
 */
function followModule(
  origin: ModuleOrigin,
  budget = LONGEST_CHAIN,
  searched = new Set<FileView>(),
): Origin | undefined {
  const { view, node } = origin.from;
  const file = view.project?.moduleBehind(node);
  if (file === undefined || file === 'package' || budget === 0 || searched.has(file)) {
    return undefined;
  }
  const [name, ...members] = origin.path;
  let found = name === undefined ? wholeOf(file, budget - 1) : exportOf(file, name, budget - 1, searched);
  for (const member of members) {
    found = found && memberOf(found, member, budget);
  }
  return found;
}

/** What a module of CommonJS exports last under a name; without one, what the module is: `module.exports = …`. */
function assignedLast({ ast }: FileView, name: string | undefined): TSESTree.Expression | undefined {
  return commonJsExports(ast).findLast((one) => one.name === name)?.value;
}

function wholeOf(view: FileView, budget: number): Origin | undefined {
  const node = assignedLast(view, undefined);
  return node && originOf({ view, node }, budget);
}

/** What a module of CommonJS exports under a name. Its default is the module, as Node.js and bundlers import it. */
function commonJsExportOf(view: FileView, name: string, budget: number, searched: Set<FileView>): Origin | undefined {
  const node = assignedLast(view, name);
  if (node !== undefined) {
    return originOf({ view, node }, budget);
  }
  const whole = wholeOf(view, budget);
  if (whole === undefined || name === 'default') {
    return whole;
  }
  const found = memberOf(whole, name, budget);
  return found?.kind === 'member' ? (spreadMember(found, budget, searched) ?? found) : found;
}

/** `{ ...require('./pool') }` */
function spreadMember({ of, name }: MemberOrigin, budget: number, searched: Set<FileView>): Origin | undefined {
  for (const part of of.node.type === T.ObjectExpression ? of.node.properties : []) {
    const whole = part.type === T.SpreadElement ? originOf({ ...of, node: part.argument }, budget) : undefined;
    const found = whole && memberOf(whole, name, budget);
    if (found?.kind === 'module' ? followModule(found, budget, searched) : found?.kind === 'value') {
      return found;
    }
  }
  return undefined;
}

/**
 * What a file of the project exports under a name.
 *
 * @param searched files that `export *` has led to before; they may well lead to each other
 */
function exportOf(view: FileView, name: string, budget: number, searched: Set<FileView>): Origin | undefined {
  searched.add(view);
  const required = commonJsExportOf(view, name, budget, searched);
  if (required !== undefined) {
    return required;
  }
  const stars: TSESTree.StringLiteral[] = [];
  for (const statement of view.ast.body) {
    if (statement.type === T.ExportDefaultDeclaration && name === 'default') {
      return originOf({ view, node: statement.declaration }, budget);
    }
    if (statement.type === T.ExportAllDeclaration && statement.exportKind !== 'type') {
      if (statement.exported === null) {
        stars.push(statement.source);
      } else if (exportedName(statement.exported) === name) {
        return moduleOrigin({ view, node: statement }, statement.source, []);
      }
    }
    if (statement.type === T.ExportNamedDeclaration && statement.exportKind !== 'type') {
      const declared = statement.declaration && declaredPlace(view, statement.declaration, name);
      if (declared) {
        return originOf(declared, budget);
      }
      const specifier = statement.specifiers.find((one) => exportedName(one.exported) === name);
      if (specifier !== undefined) {
        return statement.source === null
          ? originOf({ view, node: specifier.local }, budget)
          : moduleOrigin({ view, node: statement }, statement.source, [exportedName(specifier.local)]);
      }
    }
  }
  const unseen: Origin[] = [];
  for (const star of stars) {
    const origin: Origin = { kind: 'module', from: { view, node: star }, path: [name] };
    const found = followModule(origin, budget, searched);
    if (found !== undefined) {
      return found;
    }
    const module = view.project?.moduleBehind(star);
    if (module === undefined || module === 'package') {
      unseen.push(origin);
    }
  }
  // What lies behind `export *` of a package cannot be seen here; it is the answer when no other could be.
  return unseen.length === 1 ? unseen[0] : undefined;
}

/** The declaration of a name inside an `export` statement. */
function declaredPlace(view: FileView, declaration: TSESTree.Node, name: string): Place | undefined {
  if (isFunction(declaration) || isClass(declaration)) {
    return declaration.id?.name === name ? { view, node: declaration } : undefined;
  }
  if (declaration.type !== T.VariableDeclaration) {
    return undefined;
  }
  for (const variable of view.scopeManager.getDeclaredVariables(declaration)) {
    const identifier = variable.identifiers[0];
    if (variable.name === name && identifier !== undefined) {
      return { view, node: identifier };
    }
  }
  return undefined;
}
