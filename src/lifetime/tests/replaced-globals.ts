import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  calledName,
  isClass,
  isFunction,
  isInside,
  isNamed,
  keyName,
  memberName,
  staticString,
  unwrap,
} from '../../ast/expressions.ts';
import type { FileView, Place } from '../../ast/file-view.ts';
import { isGlobalObject } from '../../ast/origin.ts';
import { nodesOf } from '../../ast/traverse.ts';
import { isFormOfPath } from '../../resources/catalogued.ts';
import type { ResourceEntry } from '../../resources/entry.ts';
import { definitionOf } from '../definition.ts';
import { scopesOf } from './stubbed-members.ts';

/** What puts something in the place of a global: `globalThis.WebSocket = FakeSocket`. */
interface Replacement {
  readonly node: TSESTree.Node;
  readonly name: string;
  readonly value: TSESTree.Node;
}

/** `vi.fn()`, or a name for what a test puts in the place of something. */
const saysMock = /\bfn\(|[Dd]ummy|[Ff]ake|[Mm]ock|[Ss]tub/u;

/** A file is asked once, and not for each of its resources. */
const known = new WeakMap<TSESTree.Program, readonly Replacement[]>();

/** Whether a mock takes the place of the global that makes a resource: in the same test, or in a hook before it. */
export function isGlobalReplaced(view: FileView, making: TSESTree.Node, { acquire, from }: ResourceEntry): boolean {
  return (
    from.includes('(global)') &&
    replacementsOf(view).some(
      ({ node, name }) =>
        acquire.some((form) => isFormOfPath(form, [name], form.via === 'new')) &&
        scopesOf(node).some((scope) => isInside(making, scope ?? view.ast)),
    )
  );
}

function replacementsOf(view: FileView): readonly Replacement[] {
  let found = known.get(view.ast);
  if (found === undefined) {
    const all = /\b(?:global|globalThis|self|stubGlobal|window)\b/u.test(view.text) ? nodesOf(view.ast) : [];
    const written = all.flatMap((node) => replacementBy(node) ?? []);
    known.set(view.ast, (found = written.filter(({ value }) => isMock(view, value))));
  }
  return found;
}

function replacementBy(node: TSESTree.Node): Replacement | undefined {
  if (node.type === T.AssignmentExpression) {
    const name = node.left.type === T.MemberExpression && isGlobal(node.left.object) && memberName(node.left);
    return typeof name === 'string' ? { node, name, value: node.right } : undefined;
  }
  if (node.type !== T.CallExpression) {
    return undefined;
  }
  const [object] = node.arguments;
  const isDefined = calledName(node) === 'defineProperty' && object !== undefined && isGlobal(object);
  const given = isDefined ? node.arguments.slice(1) : calledName(node) === 'stubGlobal' ? node.arguments : [];
  const name = given[0] && staticString(given[0]);
  const value = isDefined ? given[1] && describedValue(given[1]) : given[1];
  return name === undefined || value === undefined ? undefined : { node, name, value };
}

/** `{ value: FakeSocket, writable: true }` */
function describedValue(descriptor: TSESTree.Node): TSESTree.Node | undefined {
  return descriptor.type === T.ObjectExpression
    ? descriptor.properties.flatMap((one) =>
        one.type === T.Property && keyName(one) === 'value' ? [one.value] : [],
      )[0]
    : undefined;
}

function isGlobal(node: TSESTree.Node): boolean {
  const object = unwrap(node);
  return object.type === T.Identifier && isGlobalObject(object.name);
}

/** What opens nothing. The class of a package may well, as may what was there before, and is put back. */
function isMock(view: FileView, value: TSESTree.Node): boolean {
  const made = definitionOf({ view, node: value });
  if (made !== undefined && isClass(made.node)) {
    const { superClass } = made.node;
    if (superClass === null || isNamed(superClass, 'EventTarget') || isNamed(superClass, 'EventEmitter')) {
      return true;
    }
  }
  return [{ view, node: value }, ...(made ? [made] : [])].some(
    (place) => isFunction(unwrap(place.node)) || (!isClass(place.node) && saysMock.test(textOf(place))),
  );
}

function textOf({ view, node }: Place): string {
  return view.text.slice(...node.range);
}
