import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  type ClassNode,
  enclosingFunction,
  type FunctionNode,
  isInside,
  keyName,
  parentOf,
} from '../ast/expressions.ts';
import { allNodes } from '../ast/traverse.ts';
import type { ClassCloser } from '../lifetime/owners/class-closers.ts';
import type { FactoryFault } from '../lifetime/owners/factory-faults.ts';
import { fieldRelease, usualRelease } from '../lifetime/owners/field-release.ts';
import type { FieldResource } from '../lifetime/owners/field-resource.ts';
import { mayBeNothing } from '../types/checked-types.ts';
import { hasRelease } from './has-release.ts';
import { isReleaseAwaited, releaseLines } from './release-code.ts';
import { isCheckedJavaScript, type SourceFile } from './source-file.ts';
import { type Suggestion, suggestion } from './suggestion.ts';
import { indentOf, indented, isOnOneLine } from './teardown/statements.ts';

/** Titles of the suggestions, for `meta.messages`. */
export const ownerReleaseMessages = {
  releaseInCloser: 'Close `{{field}}` in `{{method}}()`.',
  addCloser: 'Add `{{method}}()`, which closes {{fields}}.',
} as const;

type Offer = Suggestion<keyof typeof ownerReleaseMessages>;

/** Statements that release something. */
interface Lines {
  readonly lines: readonly string[];
  readonly isAwaited: boolean;
}

/** The edit that closes a field at the end of a method that closes others. */
export function releaseInCloser(resource: FieldResource, closer: ClassCloser, file: SourceFile): readonly Offer[] {
  const { body, name, place } = closer;
  const isOwn = place.node === resource.owner && !isInside(resource.making, body);
  return isOwn ? atEndOf(body, name, resource.text, linesFor(resource, file), file) : [];
}

/** The edit that closes what a function opened at the end of the closer that it returns. */
export function releaseInGivenCloser({ closer, resource }: FactoryFault, file: SourceFile): readonly Offer[] {
  const { services } = file;
  const [slot] = resource.slots;
  const form = usualRelease(resource, services);
  const isKnown =
    services !== undefined &&
    slot?.within.length === 0 &&
    form !== undefined &&
    'method' in form &&
    !isCheckedJavaScript(file) &&
    hasRelease(slot.node, form, services);
  if (!isKnown) {
    return [];
  }
  const lines = {
    lines: releaseLines(form, { name: slot.name, mayBeUndefined: false }, file),
    isAwaited: isReleaseAwaited(form),
  };
  return atEndOf(closer.body, closer.name, slot.name, lines, file);
}

function atEndOf(
  body: FunctionNode,
  method: string,
  field: string,
  lines: Lines | undefined,
  file: SourceFile,
): readonly Offer[] {
  const block = body.body;
  const returns = [...allNodes(body)].some(
    (node) => node.type === T.ReturnStatement && enclosingFunction(node) === body,
  );
  if (
    lines === undefined ||
    returns ||
    body.generator ||
    block.type !== T.BlockStatement ||
    isOnOneLine(block) ||
    (lines.isAwaited && !body.async)
  ) {
    return [];
  }
  const { indent, newline } = file.layout;
  const outer = indentOf(block, file);
  const end = block.range[1] - 1;
  const start = file.sourceCode.text.lastIndexOf('\n', end) + 1;
  const text = indented(lines.lines, outer + indent, file).slice(newline.length) + newline;
  return [suggestion('releaseInCloser', { field, method }, [{ range: [start, start], text }])];
}

/** The edit that gives a class a method that closes its fields. */
export function addCloser(owner: ClassNode, resources: readonly FieldResource[], file: SourceFile): readonly Offer[] {
  const written = resources.map((resource) => linesFor(resource, file));
  const known = written.filter((one) => one !== undefined);
  const method = isOfNest(owner, file) ? 'onModuleDestroy' : 'close';
  const isTaken = owner.superClass !== null || owner.body.body.some((one) => 'key' in one && keyName(one) === method);
  const last = owner.body.body.at(-1);
  // Whoever makes an instance in this file would have to close it then.
  const isMade = [...allNodes(file.sourceCode.ast)].some(
    (node) => node.type === T.NewExpression && node.callee.type === T.Identifier && node.callee.name === owner.id?.name,
  );
  if (known.length < written.length || isTaken || isMade || last === undefined || isOnOneLine(owner.body)) {
    return [];
  }
  const isAsync = known.some(({ isAwaited }) => isAwaited);
  const type = file.isTyped ? `: ${isAsync ? 'Promise<void>' : 'void'}` : '';
  const { indent, newline } = file.layout;
  const outer = indentOf(owner.body, file) + indent;
  const code = [
    `${isAsync ? 'async ' : ''}${method}()${type} {`,
    ...known.flatMap(({ lines }) => lines).map((line) => indent + line),
    '}',
  ];
  const end = owner.body.range[1] - 1;
  const start = file.sourceCode.text.lastIndexOf('\n', end) + 1;
  const text = indented(code, outer, file) + newline;
  const fields = new Intl.ListFormat('en').format(resources.map((one) => `\`${one.text}\``));
  return [suggestion('addCloser', { method, fields }, [{ range: [start, start], text }])];
}

/** The statements that release a field; undefined where they are not certain to compile. */
function linesFor(resource: FieldResource, file: SourceFile): Lines | undefined {
  const { field, making, owner, text } = resource;
  const { services } = file;
  const declared = owner.body.body.find((one) => one.type === T.PropertyDefinition && keyName(one) === field);
  const { form, within } = fieldRelease(resource, services);
  if (
    services === undefined ||
    isCheckedJavaScript(file) ||
    declared?.type !== T.PropertyDefinition ||
    within.length > 0 ||
    form === undefined ||
    'self' in form ||
    ('call' in form && form.from !== '(global)') ||
    ('method' in form && form.method.includes('Symbol')) ||
    !hasRelease(declared.key, form, services)
  ) {
    return undefined;
  }
  const isSetAtOnce = parentOf(making) === declared || isInConstructor(making);
  const isMaybe = !isSetAtOnce || declared.optional || mayBeNothing(declared.key, services);
  // What a guard has found out about a field is forgotten in a callback.
  if (isMaybe && form.returns === 'callback') {
    return undefined;
  }
  return {
    lines: releaseLines(form, { name: text, mayBeUndefined: isMaybe }, file),
    isAwaited: isReleaseAwaited(form),
  };
}

/** As one of its own statements: whoever has an instance has the resource. */
function isInConstructor(making: TSESTree.Node): boolean {
  const owner: FunctionNode | undefined = enclosingFunction(making);
  const method = owner && parentOf(owner);
  let node: TSESTree.Node | undefined = making;
  while (node !== undefined && node.type !== T.ExpressionStatement && node.type !== T.VariableDeclaration) {
    node = parentOf(node);
  }
  return method?.type === T.MethodDefinition && method.kind === 'constructor' && node?.parent === owner?.body;
}

/** `@Injectable()` and the like of Nest, which calls `onModuleDestroy`. */
function isOfNest({ decorators }: ClassNode, { sourceCode }: SourceFile): boolean {
  return decorators.length > 0 && /from\s+['"]@nestjs\//u.test(sourceCode.text);
}
