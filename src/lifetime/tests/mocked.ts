import { dirname, join } from 'node:path';

import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, memberName, staticString } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { originOf } from '../../ast/origin.ts';
import { trailOf } from '../../ast/trail.ts';
import { nodesOf } from '../../ast/traverse.ts';
import type { AcquiringNode } from '../../resources/acquisition.ts';
import type { ResourceEntry } from '../../resources/entry.ts';
import { isOpeningName } from './opening-names.ts';
import { isGlobalReplaced } from './replaced-globals.ts';
import { isMemberStubbed } from './stubbed-members.ts';

const mockers: ReadonlySet<string | undefined> = new Set([
  'doMock',
  'mock',
  'module',
  'setMock',
  'unstable_mockModule',
]);

/** `vi.useFakeTimers()`, `sinon.useFakeTimers()`, `t.mock.timers.enable()`: such a timer holds nothing. */
const fakesTimers = /\buseFakeTimers\(|\btimers\.enable\(/u;

/**
 * `ws.link('wss://example.com')` of msw, what that is built on, and others that do the same: a socket then speaks to a
 * handler, and opens nothing.
 */
const answersSockets =
  /\bws\.link\(|\bnew WebSocketInterceptor\(|['"](?:jest-|vitest-)?(?:mock-socket|websocket-mock)['"]/u;

/** By which what drives a browser speaks to it. */
const webClients = ['fetch', 'node-fetch', 'undici', 'got', 'axios', 'ky', 'http', 'https', 'node:http', 'node:https'];

/** Whether the module that makes a resource is replaced in this file: `vi.mock('pg')`, `jest.mock('../src/db')`. */
export function isMocked(view: FileView, node: AcquiringNode, entry: ResourceEntry): boolean {
  const { category, from, holds } = entry;
  if (
    isStubbed(view, node, holds) ||
    isMemberStubbed(view, node, entry) ||
    isGlobalReplaced(view, node, entry) ||
    (category === 'timer' && fakesTimers.test(view.text)) ||
    (category === 'socket' && answersSockets.test(view.text))
  ) {
    return true;
  }
  const mocked = mockedModules(view);
  if (mocked.size === 0) {
    return false;
  }
  if (isAnyOf(mocked, from) || (category === 'browser' && isAnyOf(mocked, webClients))) {
    return true;
  }
  const origin = originOf({ view, node: node.callee });
  return (
    origin !== undefined &&
    trailOf(origin).some(
      (step) => step.kind === 'module' && step.from.view === view && mocked.has(step.from.node.value),
    )
  );
}

/**
 * Whether the file replaces what opens the connection: `sinon.stub(Redis.prototype, 'connect')`,
 * `Sequelize.prototype.query = answer`.
 */
function isStubbed(view: FileView, node: AcquiringNode, holds: ResourceEntry['holds']): boolean {
  const name = view.text.slice(...node.callee.range);
  if (!/^[\w.]+$/u.test(name) || !view.text.includes(`${name}.prototype`)) {
    return false;
  }
  const prototype = String.raw`(?<![\w.])${name.replaceAll('.', String.raw`\.`)}\.prototype`;
  const stubbing = new RegExp(String.raw`\(${prototype},\s*(?:'(\w+)'|"(\w+)")?`, 'gu');
  const setting = new RegExp(String.raw`${prototype}\.(\w+)\s*=[^=]`, 'gu');
  // Which method it is, some calls do not say; one that only sends something leaves the connection open.
  const isOpening = (method: string | undefined): boolean => method === undefined || isOpeningName(method);
  return (
    [...view.text.matchAll(stubbing)].some(([, single, double]) => isOpening(single ?? double)) ||
    // Nothing puts it back, so that tests around it may well do without.
    [...view.text.slice(...(enclosingFunction(node) ?? view.ast).range).matchAll(setting)].some(
      ([, method]) => isOpening(method) || (method === 'query' && holds === 'on-first-use'),
    )
  );
}

/** Whether the file replaces another file of the project, or asks for modules anew: each test then has its own. */
export function isModuleMocked(view: FileView, module: FileView): boolean {
  return /\b(?:isolateModules|resetModules)/u.test(view.text) || mockedFiles(view).includes(module.path);
}

function mockedFiles(view: FileView): readonly string[] {
  return [...mockedModules(view)]
    .map((specifier) => join(dirname(view.path), specifier).replaceAll('\\', '/'))
    .flatMap(withEndings);
}

/** The files that a specifier may mean. */
function withEndings(path: string): readonly string[] {
  const base = path.replace(/\.[cm]?[jt]sx?$/u, '');
  return ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '/index.ts', '/index.js'].map(
    (ending) => base + ending,
  );
}

function isAnyOf(mocked: ReadonlySet<string>, specifiers: readonly string[]): boolean {
  return specifiers.some((specifier) => mocked.has(specifier));
}

/** A file is asked once, and not for each of its resources. */
const known = new WeakMap<TSESTree.Program, ReadonlySet<string>>();

function mockedModules({ ast, text }: FileView): ReadonlySet<string> {
  let found = known.get(ast);
  if (found === undefined) {
    known.set(ast, (found = /\bmock/iu.test(text) ? replacedModules(ast) : new Set()));
  }
  return found;
}

function replacedModules(ast: TSESTree.Program): ReadonlySet<string> {
  const found = new Set<string>();
  for (const node of nodesOf(ast)) {
    if (
      node.type === T.CallExpression &&
      node.callee.type === T.MemberExpression &&
      mockers.has(memberName(node.callee))
    ) {
      const [specifier] = node.arguments;
      const text =
        specifier?.type === T.ImportExpression ? staticString(specifier.source) : specifier && staticString(specifier);
      if (text !== undefined) {
        found.add(text);
      }
    }
  }
  return found;
}
