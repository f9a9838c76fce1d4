import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { memberName } from '../ast/expressions.ts';
import { nameFor, sameValue, wholeInitialiser } from './initialiser.ts';

/** A module's hold on a value: the variable, or the export, that an expression is given to while the module loads. */
export interface ModuleBinding {
  /** The top-level statement that does it, with its `export`. */
  readonly statement: TSESTree.ProgramStatement;
  readonly initialiser: TSESTree.Expression;
  /** The variable's name, or one made up from what is called. */
  readonly name: string;
  /** Undefined when the value is exported without a name. */
  readonly variable: TSESLint.Scope.Variable | undefined;
  readonly annotation: TSESTree.TypeNode | undefined;
  /** How the statement itself exports the value; `exports.x` is spelled out, as it is written. */
  readonly exportedBy:
    'export' | 'export default' | 'module.exports' | `${'module.' | ''}exports.${string}` | undefined;
  /** Whether the value is the resource, and not something that was made from it. */
  readonly isResource: boolean;
}

/**
 * Where the value of an acquisition goes.
 *
 * @returns undefined when it is not the initialiser, or a part of the initialiser, of one top-level binding
 */
export function bindingOfAcquisition(
  sourceCode: TSESLint.SourceCode,
  acquisition: TSESTree.Expression,
): ModuleBinding | undefined {
  const value = sameValue(acquisition);
  const direct = bindingOfValue(sourceCode, value, true);
  const whole = direct === undefined ? wholeInitialiser(value) : undefined;
  const binding = whole && bindingOfValue(sourceCode, whole, false);
  // An object without a name, as in `module.exports = { pool: new Pool() }`, may get more members elsewhere.
  const isNamed =
    binding?.variable !== undefined || whole?.type === T.CallExpression || whole?.type === T.NewExpression;
  return direct ?? (isNamed ? binding : undefined);
}

/**
 * The binding of the value that a top-level statement acts on: `client` of `await client.connect()`.
 *
 * @param node the call, or what it is called on
 */
export function bindingActedOn(sourceCode: TSESLint.SourceCode, node: TSESTree.Node): ModuleBinding | undefined {
  const name = actedOn(node);
  const variable = name.type === T.Identifier ? sourceCode.getScope(name).set.get(name.name) : undefined;
  const declarator = variable?.defs[0]?.node;
  return declarator?.type === T.VariableDeclarator ? bindingOfDeclarator(sourceCode, declarator, true) : undefined;
}

/** What a statement's calls begin with: `pool` in `pool.on('error', log)` and in `await pool.connect().catch(log)`. */
export function actedOn(node: TSESTree.Node): TSESTree.Node {
  switch (node.type) {
    case T.AwaitExpression:
      return actedOn(node.argument);
    case T.UnaryExpression:
      return node.operator === 'void' ? actedOn(node.argument) : node;
    case T.CallExpression:
      return actedOn(node.callee);
    case T.MemberExpression:
      return actedOn(node.object);
    case T.ChainExpression:
    case T.TSNonNullExpression:
      return actedOn(node.expression);
    default:
      return node;
  }
}

/** The binding that a declarator makes, where it can be rewritten: the only one of a top-level declaration. */
export function bindingOfDeclarator(
  sourceCode: TSESLint.SourceCode,
  declarator: TSESTree.VariableDeclarator,
  isResource: boolean,
): ModuleBinding | undefined {
  const declaration = declarator.parent;
  const statement = declaration.parent.type === T.ExportNamedDeclaration ? declaration.parent : declaration;
  const variable = sourceCode.getDeclaredVariables(declarator).at(0);
  if (
    declarator.init === null ||
    declarator.id.type !== T.Identifier ||
    variable === undefined ||
    statement.parent.type !== T.Program ||
    declaration.declarations.length !== 1 ||
    declaration.kind === 'using' ||
    declaration.kind === 'await using' ||
    !isSetOnce(variable)
  ) {
    return undefined;
  }
  const isExported = statement !== declaration;
  // Importers of a `let` expect that it changes.
  if (isExported && declaration.kind !== 'const') {
    return undefined;
  }
  return {
    statement: statement as TSESTree.ProgramStatement,
    initialiser: declarator.init,
    name: declarator.id.name,
    variable,
    annotation: declarator.id.typeAnnotation?.typeAnnotation,
    exportedBy: isExported ? 'export' : undefined,
    isResource,
  };
}

function bindingOfValue(
  sourceCode: TSESLint.SourceCode,
  value: TSESTree.Expression,
  isResource: boolean,
): ModuleBinding | undefined {
  const { parent } = value;
  switch (parent.type) {
    case T.VariableDeclarator:
      return parent.init === value ? bindingOfDeclarator(sourceCode, parent, isResource) : undefined;
    case T.ExportDefaultDeclaration:
      return unnamedBinding(parent, value, 'export default', nameFor(value), isResource);
    case T.AssignmentExpression:
      return parent.right === value ? bindingOfExport(sourceCode, parent, isResource) : undefined;
    default:
      return undefined;
  }
}

/** `module.exports = new Pool()`, `exports.pool = new Pool()` */
function bindingOfExport(
  sourceCode: TSESLint.SourceCode,
  assignment: TSESTree.AssignmentExpression,
  isResource: boolean,
): ModuleBinding | undefined {
  const statement = assignment.parent;
  const target = commonJsTarget(assignment);
  if (target === undefined || statement.type !== T.ExpressionStatement || statement.parent.type !== T.Program) {
    return undefined;
  }
  const text = sourceCode.getText(assignment.left);
  const isNamed = target !== 'module.exports';
  // Elsewhere in the file the value would be read by the name of the export.
  if (isNamed && sourceCode.text.split(text).length > 2) {
    return undefined;
  }
  const exportedBy = isNamed ? (text as ModuleBinding['exportedBy']) : 'module.exports';
  const name = isNamed ? target.name : nameFor(assignment.right);
  return unnamedBinding(statement, assignment.right, exportedBy, name, isResource);
}

/**
 * What an assignment exports in CommonJS.
 *
 * @returns the name for `exports.name = …` and `module.exports.name = …`; undefined for any other assignment
 */
export function commonJsTarget({
  left,
  operator,
}: TSESTree.AssignmentExpression): 'module.exports' | { readonly name: string } | undefined {
  if (left.type !== T.MemberExpression || left.computed || operator !== '=') {
    return undefined;
  }
  if (isModuleExports(left)) {
    return 'module.exports';
  }
  const { object } = left;
  return (object.type === T.Identifier && object.name === 'exports') || isModuleExports(object)
    ? { name: left.property.name }
    : undefined;
}

function isModuleExports(node: TSESTree.Node): boolean {
  return (
    node.type === T.MemberExpression &&
    node.object.type === T.Identifier &&
    node.object.name === 'module' &&
    memberName(node) === 'exports'
  );
}

function unnamedBinding(
  statement: TSESTree.ProgramStatement,
  initialiser: TSESTree.Expression,
  exportedBy: ModuleBinding['exportedBy'],
  name: string,
  isResource: boolean,
): ModuleBinding {
  return { statement, initialiser, name, variable: undefined, annotation: undefined, exportedBy, isResource };
}

/** Its own declaration is the only place that writes it. */
function isSetOnce(variable: TSESLint.Scope.Variable): boolean {
  return variable.defs.length === 1 && variable.references.every((one) => !one.isWrite() || one.init === true);
}
