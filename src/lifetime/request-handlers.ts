import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { calledName, type FunctionNode, keyName, parentOf, staticString, unwrap, wrapped } from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import { allNodes } from '../ast/traverse.ts';
import { variableOf } from '../ast/variables.ts';
import { mentionsOf } from './named-function.ts';

/** A handler of requests, messages or jobs: `app.get('/', handler)`, `createServer(handler)`, `new Worker('a', job)`. */
export function answersRequests(owner: FunctionNode, view: FileView): boolean {
  if (isTypedAsHandler(owner)) {
    return true;
  }
  return [owner, ...mentionsOf(owner, view)].some((place) => isHandedToServer(wrapped(place), owner, view));
}

const requests = /^(?:\w*Request|IncomingMessage)$/u;

const responses = /^(?:\w*Response|FastifyReply)$/u;

/** `(req: Request, res: Response) => …` */
function isTypedAsHandler({ params: [request, response] }: FunctionNode): boolean {
  return requests.test(typeName(request)) && responses.test(typeName(response));
}

function typeName(parameter: TSESTree.Parameter | undefined): string {
  const annotation = parameter?.type === T.Identifier ? parameter.typeAnnotation?.typeAnnotation : undefined;
  const name = annotation?.type === T.TSTypeReference ? annotation.typeName : undefined;
  return name?.type === T.Identifier ? name.name : name?.type === T.TSQualifiedName ? name.right.name : '';
}

const verbs = /^(?:all|delete|get|head|options|patch|post|put)$/u;

/** Properties that are handlers, and the calls which are given them. */
const handlerOptions: Readonly<Partial<Record<string, string>>> = {
  eachBatch: 'run',
  eachMessage: 'run',
  fetch: 'serve',
  handler: 'route',
};

/** Hooks of Fastify that run for each request. */
const requestHooks: ReadonlySet<string | undefined> = new Set([
  'onError',
  'onRequest',
  'onResponse',
  'onSend',
  'preHandler',
  'preParsing',
  'preSerialization',
  'preValidation',
]);

function isHandedToServer(place: TSESTree.Node, owner: FunctionNode, view: FileView): boolean {
  const parent = parentOf(place);
  if (parent?.type === T.Property && parent.value === place) {
    const call = parentOf(wrapped(parent.parent));
    return call?.type === T.CallExpression && calledName(call) === handlerOptions[keyName(parent) ?? ''];
  }
  if ((parent?.type !== T.CallExpression && parent?.type !== T.NewExpression) || parent.callee === place) {
    return false;
  }
  const name = calledName(parent);
  if (name === undefined || parent.type === T.NewExpression) {
    return name === 'Worker';
  }
  const [first] = parent.arguments;
  const title = first && staticString(first);
  const isOnly = parent.arguments.length === 1;
  switch (name) {
    case 'addHook':
      return requestHooks.has(title);
    case 'consume':
    case 'createServer':
    case 'process':
      return true;
    case 'mutation':
    case 'query':
      return isOnly && parent.callee.type === T.MemberExpression;
    case 'on':
      return title === 'request' || title === 'message' || title === 'connection';
    case 'use':
      return callsNext(owner, view);
    default:
      return verbs.test(name) && ((title !== undefined && !isOnly) || isOfRoute(parent));
  }
}

/** `router.route('/accounts').get(list).post(add)` */
function isOfRoute(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const object = callee.type === T.MemberExpression ? unwrap(callee.object) : undefined;
  return object?.type === T.CallExpression && (calledName(object) === 'route' || isOfRoute(object));
}

/** Middleware hands the request on: it calls the last of what it is given. */
function callsNext({ body, params }: FunctionNode, view: FileView): boolean {
  const last = params.at(-1);
  const next = params.length > 1 && last?.type === T.Identifier ? variableOf(view, last) : undefined;
  return (
    next !== undefined &&
    [...allNodes(body)].some(
      (node) =>
        node.type === T.CallExpression && node.callee.type === T.Identifier && variableOf(view, node.callee) === next,
    )
  );
}
