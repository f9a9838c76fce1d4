import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { calledName, enclosingFunction, isInside, memberName, parentOf, staticString } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { originOf } from '../../ast/origin.ts';
import { trailOf } from '../../ast/trail.ts';
import { nodesOf } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import { isFormOfPath } from '../../resources/catalogued.ts';
import type { ResourceEntry } from '../../resources/entry.ts';

/** A call that puts something in the place of a member: `vi.spyOn(mongoose, 'connect').mockResolvedValue(mongoose)`. */
interface Stub {
  readonly call: TSESTree.CallExpression;
  readonly object: TSESTree.Node;
  readonly member: string;
}

/** A file is asked once, and not for each of its resources. */
const known = new WeakMap<TSESTree.Program, readonly Stub[]>();

/** Whether what makes a resource is replaced where a piece of code runs: in the same test, or by a hook before it. */
export function isMemberStubbed(view: FileView, node: TSESTree.Node, entry: ResourceEntry): boolean {
  return stubsOf(view).some(
    (stub) => makes(view, stub, entry) && scopesOf(stub.call).some((scope) => isInside(node, scope ?? view.ast)),
  );
}

function stubsOf(view: FileView): readonly Stub[] {
  let found = known.get(view.ast);
  if (found === undefined) {
    known.set(view.ast, (found = /\b(?:spyOn|stub|method)\(/u.test(view.text) ? findStubs(view) : []));
  }
  return found;
}

function findStubs(view: FileView): readonly Stub[] {
  const found: Stub[] = [];
  for (const call of nodesOf(view.ast)) {
    if (call.type !== T.CallExpression) {
      continue;
    }
    const [object, name] = call.arguments;
    const member = name && staticString(name);
    if (object !== undefined && member !== undefined && isReplacing(view, call)) {
      found.push({ call, object, member });
    }
  }
  return found;
}

function isReplacing(view: FileView, call: TSESTree.CallExpression): boolean {
  switch (calledName(call)) {
    case 'stub':
      return true;
    case 'method':
      return call.arguments.length > 2;
    case 'spyOn':
      return isTold(call) || namesOf(view, call).some(isTold);
    default:
      return false;
  }
}

/** A spy lets every call through until it is told what to do: `spy.mockResolvedValueOnce(mongoose)`. */
function isTold(spy: TSESTree.Node): boolean {
  const member = parentOf(spy);
  const name = member?.type === T.MemberExpression && member.object === spy ? memberName(member) : undefined;
  return /^mock(?:Implementation|Re(?:jected|solved|turn))/u.test(name ?? '');
}

/** Where the variable is read that keeps a spy. */
function namesOf(view: FileView, call: TSESTree.CallExpression): readonly TSESTree.Node[] {
  const parent = parentOf(call);
  const name =
    parent?.type === T.VariableDeclarator
      ? parent.id
      : parent?.type === T.AssignmentExpression && parent.right === call
        ? parent.left
        : undefined;
  const variable = name?.type === T.Identifier ? variableOf(view, name) : undefined;
  return (variable?.references ?? []).map(({ identifier }) => identifier as TSESTree.Node);
}

/** Whether it is the stubbed member that makes such a resource. */
function makes(view: FileView, { object, member }: Stub, { acquire, from }: ResourceEntry): boolean {
  const origin = originOf({ view, node: object });
  const last = origin && trailOf(origin).at(-1);
  if (last?.kind !== 'module' || !from.includes(last.from.node.value)) {
    return false;
  }
  return acquire.some((form) => isFormOfPath(form, [...last.path, member], false));
}

/** The function that a replacement is in and, as for a hook, which has no title, the suite around that one. */
export function scopesOf(replacement: TSESTree.Node): readonly (TSESTree.Node | undefined)[] {
  const inner = enclosingFunction(replacement);
  const outer = inner && parentOf(inner);
  return inner !== undefined && outer?.type === T.CallExpression && outer.arguments[0] === inner
    ? [inner, enclosingFunction(inner)]
    : [inner];
}
