import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { calledName, type FunctionNode, isFunction, memberName, parentOf, unwrap } from '../../ast/expressions.ts';
import type { FileView, Place, Variable } from '../../ast/file-view.ts';
import { originOf } from '../../ast/origin.ts';
import { allNodes } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import { functionCalled } from '../fates/callee.ts';
import { isCloserName } from '../fates/closer-names.ts';
import { chainOf } from '../fates/members.ts';
import { isOfBuiltIn } from './built-ins.ts';
import { ownChildren } from './conditions.ts';
import { tellsOfThrowing } from './throwing-names.ts';

/** Objects whose methods do not throw where they are used as usual, by their names or the names of what holds them. */
const harmlessObjects: ReadonlySet<string | undefined> = new Set([
  'AbortSignal',
  'Array',
  'Buffer',
  'Date',
  'Intl',
  'Math',
  'Number',
  'Object',
  'Promise',
  'console',
  'hrtime',
  'metrics',
  'path',
  'performance',
  'span',
  'spinner',
  'statsd',
]);

/** `log`, `logger`, `requestLogger` */
const logging = /log(?:ger)?$/iu;

/** `logWelcome`, `debug` */
const loggingFunction = /^(?:debug|log)(?:$|[A-Z])/u;

const harmlessFunctions: ReadonlySet<string | undefined> = new Set([
  'Boolean',
  'Number',
  'String',
  'clearInterval',
  'clearTimeout',
  'encodeURI',
  'encodeURIComponent',
  'isFinite',
  'isNaN',
  'parseFloat',
  'parseInt',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
]);

/** Classes that check what they are given. Others hardly ever throw when an instance is made. */
const throwingClasses: ReadonlySet<string> = new Set(['Function', 'RegExp', 'URL']);

/** Methods of strings, arrays, emitters, servers, databases and `crypto`. */
const harmlessMethods: ReadonlySet<string | undefined> = new Set([
  '$extends',
  'addEventListener',
  'addListener',
  'address',
  'bind',
  'collection',
  'compose',
  'concat',
  'db',
  'debug',
  'emit',
  'endsWith',
  'error',
  'escapeIdentifier',
  'escapeLiteral',
  'includes',
  'indexOf',
  'info',
  'join',
  'off',
  'on',
  'once',
  'pop',
  'promise',
  'push',
  'question',
  'randomUUID',
  'ref',
  'removeAllListeners',
  'removeEventListener',
  'removeListener',
  'replace',
  'replaceAll',
  'setMaxListeners',
  'shift',
  'slice',
  'split',
  'startsWith',
  'toISOString',
  'toLowerCase',
  'toString',
  'toUpperCase',
  'trim',
  'unref',
  'unshift',
  'warn',
]);

/** Methods of arrays that only call what they are given. */
const forEachElement: ReadonlySet<string | undefined> = new Set([
  'every',
  'filter',
  'find',
  'findIndex',
  'flatMap',
  'forEach',
  'map',
  'reduce',
  'some',
  'sort',
  'toSorted',
]);

/** Methods by which a promise goes on: what they are called on gives a promise, and does not throw by itself. */
const promiseMethods: ReadonlySet<string | undefined> = new Set(['catch', 'finally', 'then']);

/** Functions that are looked into, one from within the other. */
const DEEPEST_FUNCTION = 2;

/** Whether evaluating a node, apart from what lies below it, may throw. Reading a member is taken to be safe. */
export function mayThrow(view: FileView, node: TSESTree.Node, depth = DEEPEST_FUNCTION): boolean {
  switch (node.type) {
    case T.AwaitExpression:
      return !isSettled(view, node.argument);
    case T.ImportExpression:
    case T.TaggedTemplateExpression:
    case T.YieldExpression:
      return true;
    case T.NewExpression:
      return node.callee.type === T.Identifier && throwingClasses.has(node.callee.name);
    case T.CallExpression:
      return (
        !isWaitedForElsewhere(node) &&
        !isHarmlessByName(node) &&
        !isUtility({ view, node: node.callee }) &&
        !isSetter(view, node) &&
        !isQuestion(view, node) &&
        !isOfBuiltIn(view, node) &&
        !givesPromiseOrEmitter(view, node) &&
        view.project?.givesWhatIsWritten(node) !== true &&
        !isHarmlessInside(view, node, depth)
      );
    default:
      return false;
  }
}

/** A call that gives a promise throws where the promise is waited for, if anywhere. */
function isWaitedForElsewhere(node: TSESTree.CallExpression): boolean {
  const parent = parentOf(node);
  const isChained =
    parent?.type === T.MemberExpression && parent.object === node && promiseMethods.has(memberName(parent));
  const isDropped = parent?.type === T.UnaryExpression && parent.operator === 'void';
  return parent?.type === T.AwaitExpression || isChained || isDropped;
}

/** `await Promise.resolve()`, `await Promise.allSettled(…)`, `await work().catch(log)` */
function isSettled(view: FileView, argument: TSESTree.Node): boolean {
  const node = unwrap(argument);
  if (node.type === T.NewExpression) {
    // `new Promise((resolve) => server.close(resolve))` is never rejected.
    const [executor] = node.arguments;
    return isFunction(executor) && executor.params.length < 2;
  }
  if (node.type !== T.CallExpression) {
    return false;
  }
  const callee = unwrap(node.callee);
  const method = callee.type === T.MemberExpression ? memberName(callee) : undefined;
  if (callee.type === T.MemberExpression && callee.object.type === T.Identifier && callee.object.name === 'Promise') {
    return method === 'allSettled' || method === 'resolve';
  }
  return method === 'catch' || isHarmlessByName(node) || isHarmlessInside(view, node, DEEPEST_FUNCTION);
}

/** `client.$on(…)`, `app.enableCors()`: it only sets what is to be done later, and so does the setter of a state. */
function isSetter(view: FileView, { callee }: TSESTree.CallExpression): boolean {
  const node = unwrap(callee);
  return node.type === T.Identifier
    ? /^set[A-Z]/u.test(node.name) && isOfHook(variableOf(view, node))
    : node.type === T.MemberExpression && /^(?:\$on|use)$|^(?:enable|set|use)[A-Z]/u.test(memberName(node) ?? '');
}

/** `const [count, setCount] = useState(0)` */
function isOfHook(variable: Variable | undefined): boolean {
  const definition = variable?.defs[0]?.node as TSESTree.Node | undefined;
  const call = definition?.type === T.VariableDeclarator && definition.init ? unwrap(definition.init) : undefined;
  const name = call?.type === T.CallExpression ? calledName(call) : undefined;
  return (
    definition?.type === T.VariableDeclarator && definition.id.type === T.ArrayPattern && /^use[A-Z]/u.test(name ?? '')
  );
}

/** `transaction.isCompleted()`, and `container.getUrl()` where that is a text. */
function isQuestion({ project }: FileView, call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const name = callee.type === T.MemberExpression ? (memberName(callee) ?? '') : '';
  return /^(?:has|is)[A-Z]/u.test(name) || (/^get[A-Z]/u.test(name) && project?.isString(call) === true);
}

/** What a promise fails at is thrown where it is waited for; an emitter tells it in an event: `client.query(new QueryStream(text))`. */
function givesPromiseOrEmitter({ project }: FileView, node: TSESTree.CallExpression): boolean {
  return project?.typesOf(node).some(({ name }) => name === 'Promise' || name === 'EventEmitter') === true;
}

/** Whether a call is not worth a thought: logging, strings and arrays, event listeners. */
export function isHarmlessByName(node: TSESTree.CallExpression): boolean {
  const callee = unwrap(node.callee);
  if (callee.type === T.MemberExpression) {
    const { root, names } = chainOf(callee);
    // Nobody writes code for a closer that throws.
    if (isCloserName(names.at(-1))) {
      return true;
    }
    const objects = [root.type === T.Identifier ? root.name : undefined, ...names.slice(0, -1)];
    return (
      harmlessMethods.has(names.at(-1)) ||
      isRoute(node, names.at(-1)) ||
      objects.some((name) => harmlessObjects.has(name) || logging.test(name ?? ''))
    );
  }
  return callee.type === T.Identifier && (harmlessFunctions.has(callee.name) || loggingFunction.test(callee.name));
}

const routing: ReadonlySet<string | undefined> = new Set(['all', 'delete', 'get', 'patch', 'post', 'put', 'use']);

/** `app.get('/health', (request, response) => …);` */
function isRoute(node: TSESTree.CallExpression, method: string | undefined): boolean {
  const isStatement = parentOf(node)?.type === T.ExpressionStatement;
  return isStatement && routing.has(method) && isFunction(node.arguments.at(-1));
}

/** Whether a call runs a function that can be seen, in which nothing throws. */
function isHarmlessInside(view: FileView, node: TSESTree.CallExpression, depth: number): boolean {
  if (depth === 0) {
    return false;
  }
  const callee = unwrap(node.callee);
  if (callee.type === T.MemberExpression) {
    const [callback] = node.arguments;
    return (
      forEachElement.has(memberName(callee)) && isFunction(callback) && isHarmless({ view, node: callback }, depth)
    );
  }
  const definition = functionCalled(view, node);
  return definition !== undefined && !definition.node.generator && isHarmless(definition, depth);
}

function isHarmless({ view, node }: Place<FunctionNode>, depth: number): boolean {
  return ![...allNodes(node.body, ownChildren)].some(
    (inner) => inner.type === T.ThrowStatement || mayThrow(view, inner, depth - 1),
  );
}

/** `uniqueId()`, `nanoid()`: a function of a package that does not look as if it checked or read something. */
function isUtility(place: Place): boolean {
  const { node } = place;
  const origin = node.type === T.Identifier ? originOf(place) : undefined;
  return (
    node.type === T.Identifier && origin?.kind === 'module' && isOfPackage(origin.from) && !tellsOfThrowing(node.name)
  );
}

/** Where nothing resolves a specifier, it has to look like the name of a package, as `@/db` and `./db` do not. */
function isOfPackage({ view, node }: Place<TSESTree.StringLiteral>): boolean {
  const module = view.project?.moduleBehind(node);
  return module === undefined ? /^(?:@[a-z]|[a-z])/u.test(node.value) : module === 'package';
}

/** Whether a call ends the process. */
export function endsProcess(node: TSESTree.Node): boolean {
  if (node.type !== T.CallExpression) {
    return false;
  }
  const callee = unwrap(node.callee);
  return (
    callee.type === T.MemberExpression &&
    callee.object.type === T.Identifier &&
    (callee.object.name === 'process' || callee.object.name === 'Deno') &&
    ['abort', 'exit', 'reallyExit'].includes(memberName(callee) ?? '')
  );
}
