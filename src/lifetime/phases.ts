import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  calledName,
  enclosingFunction,
  type FunctionNode,
  isInside,
  isNamed,
  memberName,
  parentOf,
} from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import { allNodes } from '../ast/traverse.ts';
import { variableOf } from '../ast/variables.ts';
import { isForWorker } from '../ast/worker-guard.ts';
import { type RootHook, rootHooksOf } from '../runners/root-hooks.ts';
import type { FixtureDefinition, Hook, Runner, RunnerCall } from '../runners/runner.ts';
import type { RunnerSettings } from '../runners/runner-settings.ts';
import { type GlobalSetup, globalSetupOf } from '../runners/setup-files.ts';
import { TestFile } from '../runners/test-file.ts';

/** When a piece of a test file runs. */
export type Phase =
  /** While the file is loaded; inside a suite's callback, while its tests are collected. */
  | { readonly during: 'loading' }
  | {
      readonly during: 'hook';
      readonly call: RunnerCall;
      readonly hook: Hook;
      readonly part: 'after tests' | 'before tests' | 'body';
    }
  | { readonly during: 'test'; readonly call: RunnerCall }
  /** When the test that is running is over, or when it has failed. */
  | { readonly during: 'teardown'; readonly call: RunnerCall }
  /** In a function that a before-hook returns. */
  | { readonly during: 'returned'; readonly call: RunnerCall; readonly hook: Hook }
  | { readonly during: 'fixture'; readonly fixture: FixtureDefinition; readonly part: 'set-up' | 'teardown' }
  | {
      readonly during: 'global set-up';
      readonly part: 'returned' | 'set-up' | 'teardown';
      readonly runners: readonly Runner[];
    }
  /** In a hook of a root hook plugin, or in a function that it returns. */
  | {
      readonly during: 'root hook';
      readonly root: RootHook;
      readonly hook: Hook;
      readonly runners: readonly Runner[];
      readonly part: 'body' | 'returned';
    }
  /** Code that is not seen here decides. */
  | { readonly during: 'unknown' };

/** Methods and functions whose callback runs as a part of what surrounds the call. */
const runsWithin: ReadonlySet<string | undefined> = new Set([
  'allSettled',
  'catch',
  'every',
  'expect',
  'filter',
  'finally',
  'find',
  'flatMap',
  'forEach',
  'from',
  'listen',
  'map',
  'reduce',
  'rejects',
  'setImmediate',
  'setTimeout',
  'some',
  'step',
  'then',
  'throws',
  'waitFor',
  'waitUntil',
]);

/**
 * When the code of a file runs, be it a test, or what sets up a whole run.
 *
 * @param path the file below the folder of the configuration, with forward slashes
 */
export function phasesOf(view: FileView, path: string, settings: RunnerSettings): Phases {
  return new Phases(new TestFile(view, settings), globalSetupOf(view, path, settings));
}

/** Tells when the code of one test file runs. */
export class Phases {
  readonly file: TestFile;
  /** What the file sets up for the whole run. */
  readonly globalSetup: GlobalSetup | undefined;
  readonly rootHooks: readonly RootHook[];

  /** @param globalSetup what the file sets up for the whole run */
  constructor(file: TestFile, globalSetup: GlobalSetup | undefined) {
    this.file = file;
    this.globalSetup = globalSetup;
    this.rootHooks = rootHooksOf(file.view);
  }

  /** Whether a function is one that the runner calls. What such a function returns is nobody's, unless it is a function. */
  isCallback(node: FunctionNode | undefined): boolean {
    return node !== undefined && this.#ofFunction(node, node) !== undefined;
  }

  /** When a node runs; several phases where a function is called from several places. */
  of(node: TSESTree.Node): readonly Phase[] {
    const found: Phase[] = [];
    this.#collect(node, found, new Set());
    return found;
  }

  #collect(node: TSESTree.Node, found: Phase[], seen: Set<TSESTree.Node>): void {
    const owner = enclosingFunction(node);
    if (owner === undefined) {
      found.push({ during: isInClassBody(node) || isForWorker(node) ? 'unknown' : 'loading' });
      return;
    }
    if (seen.has(owner)) {
      return;
    }
    seen.add(owner);
    const own = this.#ofFunction(owner, node);
    if (own !== undefined) {
      found.push(own);
      return;
    }
    for (const use of this.#usesOf(owner)) {
      this.#ofUse(use, found, seen);
    }
  }

  /** When a function runs that is named here, or stands here: `afterAll(close)`, `pool.on('end', close)`. */
  ofReference(node: TSESTree.Node): readonly Phase[] {
    const found: Phase[] = [];
    this.#ofUse(node, found, new Set());
    return found;
  }

  #ofUse(use: TSESTree.Node, found: Phase[], seen: Set<TSESTree.Node>): void {
    const call = this.file.callOf(use);
    const outer = wrappedInBind(use);
    const parent = parentOf(outer);
    if (call !== undefined) {
      found.push(phaseOfCallback(call, undefined));
    } else if (parent?.type === T.CallExpression && (parent.callee === outer || isRunWithin(parent))) {
      this.#collect(parent, found, seen);
    } else if (parent?.type === T.NewExpression && isNamed(parent.callee, 'Promise')) {
      this.#collect(parent, found, seen);
    } else if (parent?.type === T.CallExpression && calledName(parent) === 'onCleanup') {
      const fixture = this.#fixtureAround(parent);
      found.push(fixture === undefined ? { during: 'unknown' } : { during: 'fixture', fixture, part: 'teardown' });
    } else if (parent !== undefined && isReturned(outer, parent)) {
      found.push(this.#ofReturned(parent));
    } else {
      found.push({ during: 'unknown' });
    }
  }

  #ofFunction(owner: FunctionNode, node: TSESTree.Node): Phase | undefined {
    const call = this.file.callOf(owner);
    // A function with a name may be given to several calls.
    if (call?.callback === owner) {
      return phaseOfCallback(call, node);
    }
    const fixture = this.file.fixtures.find(({ setUp }) => setUp === owner);
    if (fixture !== undefined) {
      return { during: 'fixture', fixture, part: isAfterUse(owner, node) ? 'teardown' : 'set-up' };
    }
    return this.#ofGlobalSetup(owner) ?? this.#ofRootHook(owner, 'body');
  }

  /** A function that another one returns. */
  #ofReturned(by: TSESTree.Node): Phase {
    const giver = by.type === T.ArrowFunctionExpression ? by : enclosingFunction(by);
    const call = giver && this.file.callOf(giver);
    if (call?.does.is === 'hook' && call.does.when === 'before') {
      return { during: 'returned', call, hook: call.does };
    }
    const around = giver && this.#ofGlobalSetup(giver);
    if (around?.part === 'set-up') {
      return { ...around, part: 'returned' };
    }
    return (giver && this.#ofRootHook(giver, 'returned')) ?? { during: 'unknown' };
  }

  #ofRootHook(owner: FunctionNode, part: 'body' | 'returned'): Phase | undefined {
    const root = this.rootHooks.find(({ callback }) => callback === owner);
    return root && { during: 'root hook', root, hook: root.does, runners: root.runners, part };
  }

  #ofGlobalSetup(owner: FunctionNode): Extract<Phase, { during: 'global set-up' }> | undefined {
    if (this.globalSetup === undefined) {
      return undefined;
    }
    const { runners, setUp, tearDown } = this.globalSetup;
    const part = setUp.includes(owner) ? 'set-up' : tearDown.includes(owner) ? 'teardown' : undefined;
    return part && { during: 'global set-up', part, runners };
  }

  /** The expressions by which a function is used: itself where it stands inline, else its name. */
  #usesOf(owner: FunctionNode): readonly TSESTree.Node[] {
    const { parent } = owner;
    const name =
      owner.type === T.FunctionDeclaration ? owner.id : parent.type === T.VariableDeclarator ? parent.id : null;
    if (name?.type !== T.Identifier) {
      return [owner];
    }
    const references = variableOf(this.file.view, name)?.references ?? [];
    const names = references.filter((one) => one.isRead()).map((one) => one.identifier as TSESTree.Node);
    // `ReturnType<typeof open>` runs nothing.
    return names.filter((one) => parentOf(one)?.type !== T.TSTypeQuery);
  }

  #fixtureAround(node: TSESTree.Node): FixtureDefinition | undefined {
    return this.file.fixtures.find(({ setUp }) => setUp !== undefined && isInside(node, setUp));
  }
}

/** @param node what runs in the callback; undefined when the callback is only named */
function phaseOfCallback(call: RunnerCall, node: TSESTree.Node | undefined): Phase {
  switch (call.does.is) {
    case 'suite':
      return { during: 'loading' };
    case 'test':
      return { during: 'test', call };
    case 'teardown':
    case 'failure':
      return { during: 'teardown', call };
    case 'hook':
      return { during: 'hook', call, hook: call.does, part: partOf(call, call.does, node) };
  }
}

/** Code of `aroundEach(async (runTest) => …)` runs before or after the tests that the callback is given to run. */
function partOf(
  { callback }: RunnerCall,
  { when }: Hook,
  node: TSESTree.Node | undefined,
): 'after tests' | 'before tests' | 'body' {
  if (when !== 'around' || node === undefined || callback === undefined) {
    return 'body';
  }
  return isAfterCallOfParameter(callback, 0, node) ? 'after tests' : 'before tests';
}

/** Whether something stands behind `await use(value)`. */
function isAfterUse(setUp: FunctionNode, node: TSESTree.Node): boolean {
  return isAfterCallOfParameter(setUp, 1, node);
}

function isAfterCallOfParameter(callback: TSESTree.Node, index: number, node: TSESTree.Node): boolean {
  const parameter = 'params' in callback ? callback.params[index] : undefined;
  if (parameter?.type !== T.Identifier) {
    return false;
  }
  return [...allNodes(callback)].some(
    (one) =>
      one.type === T.CallExpression &&
      one.callee.type === T.Identifier &&
      one.callee.name === parameter.name &&
      one.range[1] <= node.range[0],
  );
}

/** A callback that its call runs, or that runs soon after and belongs to what surrounds it. */
function isRunWithin(call: TSESTree.CallExpression): boolean {
  return runsWithin.has(calledName(call));
}

/** `close.bind(server)` stands for `close`. */
function wrappedInBind(node: TSESTree.Node): TSESTree.Node {
  const member = parentOf(node);
  const call = member && parentOf(member);
  const isBind = member?.type === T.MemberExpression && member.object === node && memberName(member) === 'bind';
  return isBind && call?.type === T.CallExpression && call.callee === member ? call : node;
}

function isReturned(node: TSESTree.Node, parent: TSESTree.Node): boolean {
  return parent.type === T.ReturnStatement || (parent.type === T.ArrowFunctionExpression && parent.body === node);
}

/** A field's initialiser runs when the class is constructed, whoever does it. */
function isInClassBody(node: TSESTree.Node): boolean {
  for (let outer = parentOf(node); outer !== undefined; outer = parentOf(outer)) {
    if (outer.type === T.PropertyDefinition) {
      return !outer.static;
    }
  }
  return false;
}
