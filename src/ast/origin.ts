import { DefinitionType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isClass, keyName, memberName, unwrap } from './expressions.ts';
import type { Place, Variable } from './file-view.ts';
import { variableOf } from './variables.ts';

/** Where the value of an expression comes from. */
export type Origin =
  | ModuleOrigin
  /** The global scope: `path` is the global's name and members below it. */
  | { readonly kind: 'global'; readonly path: readonly string[] }
  /** An expression, function or class of the project that cannot be followed further. */
  | { readonly kind: 'value'; readonly place: Place }
  | MemberOrigin;

/** A member of such a value. */
export interface MemberOrigin {
  readonly kind: 'member';
  readonly of: Place;
  readonly name: string;
}

/** A module: `path` is the export's name and members below it; empty for the module itself. */
export interface ModuleOrigin {
  readonly kind: 'module';
  readonly from: Place<TSESTree.StringLiteral>;
  readonly path: readonly string[];
}

const globalObjects: ReadonlySet<string | undefined> = new Set(['global', 'globalThis', 'self', 'window']);

/** Whether a global's name is one of the global object itself. */
export function isGlobalObject(name: string | undefined): boolean {
  return globalObjects.has(name);
}

/** Steps from one name to the next; longer chains are given up on. */
export const LONGEST_CHAIN = 30;

/**
 * Follows names, members, destructuring, `require` and imports to where a value comes from, within one file.
 * An import is where it stops; `trailOf` goes on in the other files.
 *
 * @returns undefined when the value cannot be known (a parameter, a reassigned variable)
 */
export function originOf(place: Place, budget = LONGEST_CHAIN): Origin | undefined {
  const node = unwrap(place.node);
  const here: Place = { ...place, node };
  if (budget === 0) {
    return undefined;
  }
  switch (node.type) {
    case T.Identifier:
    // `<Header />` names a component as an expression would.
    case T.JSXIdentifier:
      return originOfName(here as Place<TSESTree.Identifier>, budget);
    case T.MemberExpression: {
      const name = memberName(node);
      const object = name === undefined ? undefined : originOf({ ...here, node: node.object }, budget - 1);
      return object && memberOf(object, name as string, budget);
    }
    case T.AwaitExpression:
      return unwrap(node.argument).type === T.ImportExpression
        ? originOf({ ...here, node: node.argument }, budget - 1)
        : { kind: 'value', place: here };
    case T.ImportExpression:
      return moduleOrigin(here, node.source, []);
    case T.CallExpression:
      return isRequire(here as Place<TSESTree.CallExpression>)
        ? moduleOrigin(here, node.arguments[0], [])
        : { kind: 'value', place: here };
    default:
      return { kind: 'value', place: here };
  }
}

const onlyValues = new WeakMap<Variable, TSESTree.Node | 'unknown'>();

/** The only value a variable ever gets; undefined when it is written more than once, or never. */
function onlyValueOf(variable: Variable): TSESTree.Node | undefined {
  let known = onlyValues.get(variable);
  if (known === undefined) {
    const writes = variable.references.filter((reference) => reference.isWrite());
    known = (writes.length === 1 ? writes[0]?.writeExpr : undefined) ?? 'unknown';
    onlyValues.set(variable, known);
  }
  return known === 'unknown' ? undefined : known;
}

function originOfName(place: Place<TSESTree.Identifier>, budget: number): Origin | undefined {
  const variable = variableOf(place.view, place.node);
  const definition = variable?.defs[0];
  if (variable === undefined || definition === undefined) {
    return { kind: 'global', path: [place.node.name] };
  }
  const bound = place.bindings?.get(variable);
  if (bound !== undefined) {
    return originOf(bound, budget - 1);
  }
  if (definition.type === DefinitionType.Parameter) {
    return undefined;
  }
  const declaration = definition.node as TSESTree.Node;
  switch (declaration.type) {
    case T.ImportSpecifier:
    case T.ImportDefaultSpecifier:
    case T.ImportNamespaceSpecifier:
      return originOfImport(place, declaration);
    case T.TSImportEqualsDeclaration:
      return declaration.moduleReference.type === T.TSExternalModuleReference && declaration.importKind !== 'type'
        ? moduleOrigin(place, declaration.moduleReference.expression, [])
        : undefined;
    case T.VariableDeclarator:
      if (isAmbient(declaration)) {
        return { kind: 'global', path: [place.node.name] };
      }
      return originOfVariable(place, variable, declaration, budget);
    case T.FunctionDeclaration:
    case T.ClassDeclaration:
    case T.ClassExpression:
      return { kind: 'value', place: { view: place.view, node: declaration } };
    default:
      return undefined;
  }
}

function originOfImport(
  place: Place,
  specifier: TSESTree.ImportSpecifier | TSESTree.ImportDefaultSpecifier | TSESTree.ImportNamespaceSpecifier,
): Origin | undefined {
  const declaration = specifier.parent as TSESTree.ImportDeclaration;
  if (declaration.importKind === 'type') {
    return undefined;
  }
  switch (specifier.type) {
    case T.ImportNamespaceSpecifier:
      return moduleOrigin(place, declaration.source, []);
    case T.ImportDefaultSpecifier:
      return moduleOrigin(place, declaration.source, ['default']);
    case T.ImportSpecifier:
      return specifier.importKind === 'type'
        ? undefined
        : moduleOrigin(place, declaration.source, [exportedName(specifier.imported)]);
  }
}

/** `declare const globalThis: …` only describes what is there anyway. */
function isAmbient({ parent }: TSESTree.VariableDeclarator): boolean {
  return parent.declare;
}

function originOfVariable(
  place: Place,
  variable: Variable,
  declarator: TSESTree.VariableDeclarator,
  budget: number,
): Origin | undefined {
  const value = onlyValueOf(variable);
  if (value === undefined) {
    return undefined;
  }
  const valuePlace: Place = { ...place, node: value };
  if (declarator.id.type === T.Identifier) {
    return originOf(valuePlace, budget - 1);
  }
  const path = patternPath(declarator.id, variable);
  let origin = path && originOf(valuePlace, budget - 1);
  for (const name of path ?? []) {
    origin = origin && memberOf(origin, name, budget);
  }
  return origin;
}

/** Which members a destructuring pattern reads for a variable: `{ a: { b: x } }` gives `['a', 'b']` for `x`. */
function patternPath(pattern: TSESTree.Node, variable: Variable): readonly string[] | undefined {
  if (pattern.type === T.Identifier) {
    return variable.identifiers.includes(pattern) ? [] : undefined;
  }
  if (pattern.type !== T.ObjectPattern) {
    return undefined;
  }
  for (const property of pattern.properties) {
    if (property.type === T.Property) {
      const name = keyName(property);
      const below = patternPath(property.value, variable);
      if (name !== undefined && below !== undefined) {
        return [name, ...below];
      }
    }
  }
  return undefined;
}

/** The origin of a member of what an origin stands for. */
export function memberOf(origin: Origin, name: string, budget = LONGEST_CHAIN): Origin | undefined {
  switch (origin.kind) {
    case 'global':
    case 'module':
      return { ...origin, path: [...origin.path, name] };
    case 'member':
      return undefined;
    case 'value': {
      const value = memberValue(origin.place.node, name);
      return value === undefined
        ? { kind: 'member', of: origin.place, name }
        : originOf({ ...origin.place, node: value }, budget - 1);
    }
  }
}

/** A property of an object literal, or a static member of a class. */
function memberValue(node: TSESTree.Node, name: string): TSESTree.Node | undefined {
  if (node.type === T.ObjectExpression) {
    const property = node.properties.find((one) => one.type === T.Property && keyName(one) === name);
    return property?.type === T.Property && property.kind === 'init' ? property.value : undefined;
  }
  const members = isClass(node) ? node.body.body : [];
  for (const member of members) {
    const isMethod = member.type === T.MethodDefinition && member.kind === 'method' && member.value.body !== null;
    if ((isMethod || member.type === T.PropertyDefinition) && member.static && keyName(member) === name) {
      return member.value ?? undefined;
    }
  }
  return undefined;
}

/** The origin that a module specifier is; undefined when it is not written down. */
export function moduleOrigin(
  place: Place,
  source: TSESTree.Node | undefined,
  path: readonly string[],
): Origin | undefined {
  return source?.type === T.Literal && typeof source.value === 'string'
    ? { kind: 'module', from: { view: place.view, node: source }, path }
    : undefined;
}

/** A call of Node.js's own `require`. */
function isRequire({ view, node }: Place<TSESTree.CallExpression>): boolean {
  return (
    node.callee.type === T.Identifier &&
    node.callee.name === 'require' &&
    node.arguments.length === 1 &&
    (variableOf(view, node.callee)?.defs.length ?? 0) === 0
  );
}

/** The name in an import or export specifier, which may be an identifier or a string. */
export function exportedName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === T.Identifier ? node.name : node.value;
}
