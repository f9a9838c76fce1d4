import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { calledMethod, enclosingFunction, isFunction, isInside, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { allNodes } from '../../ast/traverse.ts';
import { selfDriven } from '../../lifetime/paths/leaks.ts';
import { isMoreThanData } from '../../types/outlasting.ts';
import { promiseOf } from '../../types/promised.ts';
import type { TypeServices } from '../../types/services.ts';
import { returnsOf } from '../teardown/returned-teardown.ts';
import type { TextEdit } from '../text-edits.ts';
import type { ExistingReleases } from './existing-releases.ts';
import type { OwnedResource } from './owned-resource.ts';

/** Methods that only register what they are given. */
const registers = /^(?:add(?:Event)?Listener|off|on|once|removeListener)$/u;

/**
 * Whether code can be put into a block of its own: nothing outside of it needs what it declares.
 *
 * @param nodes statements that follow one another
 */
export function isSelfContained(nodes: readonly TSESTree.Node[], { scopeManager }: FileView): boolean {
  const isWithin = (node: TSESTree.Node): boolean => nodes.some((one) => isInside(node, one));
  // Functions can be called before they are declared, though not from outside of a block.
  return (
    !nodes.some(({ type }) => type === T.FunctionDeclaration) &&
    scopeManager.scopes.every((scope) =>
      scope.variables.every(
        ({ defs, references }) =>
          !defs.some(({ name }) => isWithin(name)) ||
          references.every(({ identifier }) => isWithin(identifier as TSESTree.Node)),
      ),
    )
  );
}

/**
 * The edits that make code wait for what it returns, which would otherwise go on when the resource is no longer there.
 *
 * @returns undefined when something may go on, or the function cannot wait
 */
export function returnEdits(
  { acquisition, names, owner }: OwnedResource,
  isWithin: (node: TSESTree.Node) => boolean,
  services: TypeServices,
): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const { argument } of returnsOf(owner)) {
    if (argument === null || !isWithin(argument)) {
      continue;
    }
    const answer = promiseOf(argument, services);
    const isCall = unwrap(argument).type === T.CallExpression;
    // What its own methods give without a type is data: a promise would have one.
    const mayGoOn = answer === 'yes' || (answer === 'unknown' && isCall && !names.has(rootOf(argument)));
    const outlasts = names.has(rootOf(argument)) && isMoreThanData(argument, acquisition.entry.from, services);
    if (isFunction(unwrap(argument)) || outlasts || (mayGoOn && !owner.async)) {
      return undefined;
    }
    if (owner.async && !owner.generator && (answer === 'yes' || (answer === 'unknown' && isCall))) {
      const isOdd = /^(?:Arrow|Assignment|Binary|Conditional|Logical|Sequence|Yield|TS(?:As|Satisfies))/u.test(
        argument.type,
      );
      const [start, end] = argument.range;
      edits.push({ range: [start, start], text: isOdd ? 'await (' : 'await ' });
      edits.push(...(isOdd ? [{ range: [end, end] as const, text: ')' }] : []));
    }
  }
  return edits;
}

/** The name that a chain of members and calls begins with. */
export function rootOf(node: TSESTree.Node): string {
  const inner = unwrap(node);
  switch (inner.type) {
    case T.AwaitExpression:
      return rootOf(inner.argument);
    case T.CallExpression:
      return rootOf(inner.callee);
    case T.MemberExpression:
      return rootOf(inner.object);
    default:
      return inner.type === T.Identifier ? inner.name : '';
  }
}

/**
 * Whether something is started with a resource that nothing waits for.
 *
 * @param units statements that release it
 */
export function isLeftRunning(
  nodes: readonly TSESTree.Node[],
  units: readonly TSESTree.Node[],
  { names, owner }: OwnedResource,
  services: TypeServices,
): boolean {
  return nodes.some((root) =>
    [...allNodes(root)].some((node) => {
      if (node.type !== T.ExpressionStatement || enclosingFunction(node) !== owner || units.includes(node)) {
        return false;
      }
      const inner = unwrap(node.expression);
      const call = inner.type === T.UnaryExpression ? unwrap(inner.argument) : inner;
      return call.type === T.CallExpression && mentions(call, names) && goesOn(call, services);
    }),
  );
}

function mentions(node: TSESTree.Node, names: ReadonlySet<string>): boolean {
  return [...allNodes(node)].some((one) => one.type === T.Identifier && names.has(one.name));
}

/**
 * Whether nothing needs a resource any more when code is over: what works on its own, such as a server, needs somebody
 * to wait for something.
 */
export function isUsedUp(
  nodes: readonly TSESTree.Node[],
  { units }: ExistingReleases,
  { acquisition, events, owner }: OwnedResource,
): boolean {
  if (units.length > 0) {
    return true;
  }
  const own = nodes.flatMap((root) => [...allNodes(root)]).filter((node) => enclosingFunction(node) === owner);
  return (
    own.some((node) => node.type === T.AwaitExpression || (node.type === T.ForOfStatement && node.await)) ||
    (!selfDriven.has(acquisition.entry.category) &&
      own.some((node) => events.of(node).includes('use') && !isRegistration(node)))
  );
}

function isRegistration(node: TSESTree.Node): boolean {
  return node.type === T.CallExpression && registers.test(calledMethod(node) ?? '');
}

/** A promise that is dropped, or a callback that is called at some time. */
function goesOn(call: TSESTree.CallExpression, services: TypeServices): boolean {
  return promiseOf(call, services) === 'yes' || (call.arguments.some(isFunction) && !isRegistration(call));
}

/** Whether nothing that a statement does can fail. */
export function isHarmless(statement: TSESTree.Statement): boolean {
  return (
    statement.type === T.VariableDeclaration &&
    [...allNodes(statement)].every(({ type }) =>
      /^(?:ArrayExpression|Identifier|Literal|ObjectExpression|Property|TS\w+|TemplateLiteral|TemplateElement|VariableDeclara\w+)$/u.test(
        type,
      ),
    )
  );
}
