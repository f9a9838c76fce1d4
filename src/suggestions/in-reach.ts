import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, isInside, parentOf, unwrap } from '../ast/expressions.ts';
import type { Variable } from '../ast/file-view.ts';
import type { InReach } from '../lifetime/tests/in-reach.ts';
import type { TestRelease, TestResource } from '../lifetime/tests/test-resource.ts';
import { typeOfContextMember } from '../types/context-member.ts';
import type { TypeServices } from '../types/services.ts';
import { deletedStatements } from './deleted-statements.ts';
import { type Suggestion, suggestion } from './suggestion.ts';
import type { TextEdit } from './text-edits.ts';

/** Titles of the suggestions, for `meta.messages`. */
export const inReachMessages = {
  useShared: 'Use `{{name}}`, and delete the one that is made here.',
} as const;

/** Takes what is in reach, and deletes what the test makes and closes for itself. */
export function inReachSuggestions(
  resource: TestResource,
  found: InReach,
  sourceCode: TSESLint.SourceCode,
  services: TypeServices | undefined,
): readonly Suggestion<keyof typeof inReachMessages>[] {
  const [phase] = resource.phases;
  const own = ownUse(resource, found.name);
  if (own === undefined || services === undefined || phase?.during !== 'test' || found.is === 'module') {
    return [];
  }
  const { deleted, edits, variable } = own;
  const parameter = parameterFor(found, phase.call.node, phase.call.callback, sourceCode);
  const deletions = deletedStatements(deleted, sourceCode);
  if (
    parameter === undefined ||
    deletions === undefined ||
    isHidden(found, variable, phase.call.node, sourceCode) ||
    !isOfSameType(found, variable, phase.call.callback, services)
  ) {
    return [];
  }
  return [suggestion('useShared', { name: found.name }, [...deletions, ...edits, ...parameter])];
}

/** What a test makes for itself, as far as something else can take its place. */
interface OwnUse {
  readonly variable: Variable;
  readonly name: TSESTree.Identifier;
  /** Its declaration and its release. */
  readonly deleted: readonly TSESTree.Node[];
  /** Its other uses, under the name of what takes its place. */
  readonly edits: readonly TextEdit[];
}

export function ownUse(resource: TestResource, newName: string): OwnUse | undefined {
  const own = declaredBy(resource);
  const releases = resource.releases.map((release) =>
    release.by === 'using' ? undefined : (statementOf(release.node) ?? teardownOf(release)),
  );
  const isPlain = resource.releases.every(({ by }, index) => by === 'using' || releases[index] !== undefined);
  const name = own?.variable.identifiers[0];
  if (own === undefined || !isPlain || name?.type !== T.Identifier) {
    return undefined;
  }
  const deleted = [own.declaration, ...releases.filter((one) => one !== undefined)];
  const edits = renamedUses(own.variable, deleted, newName);
  return edits && { variable: own.variable, name, deleted, edits };
}

interface Own {
  readonly declaration: TSESTree.VariableDeclaration;
  readonly variable: Variable;
}

/** `const own = new Pool();` in a block of the test. */
function declaredBy({ slots }: TestResource): Own | undefined {
  const [slot, ...others] = slots;
  const declarator = slot && parentOf(slot.node);
  const declaration = declarator && parentOf(declarator);
  return others.length === 0 &&
    slot?.variable !== undefined &&
    slot.within.length === 0 &&
    declarator?.type === T.VariableDeclarator &&
    declarator.id === slot.node &&
    declaration?.type === T.VariableDeclaration &&
    declaration.declarations.length === 1 &&
    declaration.parent.type === T.BlockStatement
    ? { declaration, variable: slot.variable }
    : undefined;
}

/** `await own.end();` that is not all there is in its block. */
function statementOf(call: TSESTree.Node): TSESTree.ExpressionStatement | undefined {
  let inner = call;
  for (let parent = parentOf(inner); parent !== undefined; parent = parentOf(inner)) {
    if (parent.type === T.ExpressionStatement) {
      return parent.parent.type === T.BlockStatement && parent.parent.body.length > 1 ? parent : undefined;
    }
    if (parent.type !== T.AwaitExpression && parent.type !== T.UnaryExpression) {
      return undefined;
    }
    inner = parent;
  }
  return undefined;
}

/** `onTestFinished(() => own.end());`, which does nothing else. */
function teardownOf({ node, phases: [phase] }: TestRelease): TSESTree.ExpressionStatement | undefined {
  const call = phase?.during === 'teardown' ? phase.call : undefined;
  const statement = call && parentOf(call.node);
  const body = isFunction(call?.callback) ? call.callback.body : undefined;
  const [only, ...others] = body?.type === T.BlockStatement ? body.body : [body];
  const value = only?.type === T.ExpressionStatement ? only.expression : only;
  const release = value?.type === T.ReturnStatement ? value.argument : value;
  const bare = release?.type === T.AwaitExpression ? release.argument : release;
  return others.length === 0 && bare === node && statement?.type === T.ExpressionStatement ? statement : undefined;
}

/** The other uses of a variable, under another name. */
function renamedUses(
  { references }: Variable,
  gone: readonly TSESTree.Node[],
  name: string,
): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const reference of references) {
    const node = reference.identifier as TSESTree.Identifier;
    if (gone.some((one) => isInside(node, one))) {
      continue;
    }
    const isShorthand = node.parent.type === T.Property && node.parent.shorthand;
    if (reference.isWrite() || (isShorthand && node.name !== name)) {
      return undefined;
    }
    edits.push({ range: node.range, text: name });
  }
  return edits;
}

/** The parameter by which a test asks for a fixture; undefined where it has another one. */
function parameterFor(
  { is, name }: InReach,
  { callee }: TSESTree.CallExpression,
  callback: TSESTree.Node | undefined,
  sourceCode: TSESLint.SourceCode,
): readonly TextEdit[] | undefined {
  if (is === 'slot') {
    return [];
  }
  // The first parameter of `test.each(rows)` is of a row.
  const isPlain = unwrap(callee).type !== T.CallExpression && isFunction(callback) && callback.params.length === 0;
  const open = isPlain ? sourceCode.getFirstToken(callback, ({ value }) => value === '(') : null;
  return open ? [{ range: [open.range[1], open.range[1]], text: `{ ${name} }` }] : undefined;
}

/** Whether the name means something else between the test and what is in reach. */
function isHidden(found: InReach, own: Variable, test: TSESTree.Node, { scopeManager }: TSESLint.SourceCode): boolean {
  const outer = found.is === 'slot' ? found.variable : undefined;
  return (scopeManager?.scopes ?? []).some(({ block, variables }) =>
    variables.some(
      (variable) =>
        variable.name === found.name &&
        variable !== own &&
        variable !== outer &&
        (isInside(block, test) || (outer !== undefined && isInside(test, block) && isInside(block, blockOf(outer)))),
    ),
  );
}

function blockOf({ scope }: Variable): TSESTree.Node {
  return scope.block;
}

function isOfSameType(
  found: InReach,
  { identifiers: [own] }: Variable,
  callback: TSESTree.Node | undefined,
  services: TypeServices,
): boolean {
  const checker = services.program.getTypeChecker();
  const type = own && services.getTypeAtLocation(own);
  const declared = found.is === 'slot' ? found.variable.identifiers[0] : undefined;
  const other = declared
    ? services.getTypeAtLocation(declared)
    : callback && typeOfContextMember(callback, found.name, services);
  return (
    type !== undefined &&
    other !== undefined &&
    checker.isTypeAssignableTo(type, other) &&
    checker.isTypeAssignableTo(other, type)
  );
}
