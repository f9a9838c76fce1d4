import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isFunction, isInside, unwrap } from '../../ast/expressions.ts';
import { isPromise } from '../promise-type.ts';
import { chainedBy, continuationsIn, isWaitedFor } from './continuations.ts';
import { ExpressionWalk } from './expressions.ts';
import { isHarmlessByName } from './may-throw.ts';
import { States, union } from './state.ts';

/** The states in which code ends, and those in which it throws. */
export interface Settled {
  readonly done: States;
  readonly failed: States;
}

/** Follows a resource through the functions that promises, and calls with a callback, go on with. */
export abstract class ContinuationWalk extends ExpressionWalk {
  /** The same for what has thrown before, perhaps in a handler. */
  protected abstract fails(states: States, at: TSESTree.Node): void;

  /** Follows the paths of a function that runs in the course of the code around. */
  protected abstract through(closure: FunctionNode, states: States): Settled;

  protected override isContinued(node: TSESTree.Node): boolean {
    return node.type === T.CallExpression && chainedBy(node) !== undefined && this.#continuations(node).length > 0;
  }

  protected override continued(
    node: TSESTree.CallExpression | TSESTree.NewExpression,
    states: States,
  ): States | undefined {
    const closures = this.#continuations(node);
    return closures.length === 0 ? undefined : this.#continued(node, closures, states);
  }

  /** The functions given to a call, or to one before it in a chain, in which something happens to the resource. */
  #continuations(call: TSESTree.CallExpression | TSESTree.NewExpression): readonly FunctionNode[] {
    const chained = chainedBy(call)?.promise;
    const before = chained?.type === T.CallExpression ? this.#continuations(chained) : [];
    const happenings = [...this.walked.events.nodes()];
    const own = continuationsIn(call).filter((closure) => happenings.some((node) => isInside(node, closure)));
    return [...before, ...own];
  }

  /** A call that goes on with functions in place, whose paths matter. */
  #continued(
    node: TSESTree.CallExpression | TSESTree.NewExpression,
    closures: readonly FunctionNode[],
    states: States,
  ): States {
    if (chainedBy(node) === undefined) {
      const isExecutor = node.type === T.NewExpression;
      const given = [node.callee, ...node.arguments].filter((one) => !closures.includes(one as FunctionNode));
      const before = given.reduce((open, one) => this.evaluate(one, open), states);
      // What a callback throws, nobody gets.
      const { done } = closures.reduce((ended, one) => this.through(one, ended.done), { done: before } as Settled);
      return this.apply(node, isExecutor && isWaitedFor(node) ? done : later(before, done));
    }
    const { done, failed } = this.#chain(node, states);
    const start = startOf(node);
    if (isWaitedFor(node)) {
      this.fails(failed, start);
      return done;
    }
    const lost = failed.map((state) => ({ ...state, thrownBy: state.thrownBy ?? start }));
    return later(states, union(done, lost));
  }

  #chain(node: TSESTree.Node, states: States): Settled {
    const chained = chainedBy(node);
    if (chained === undefined || node.type !== T.CallExpression) {
      const done = this.evaluate(node, states);
      const start = node.type === T.CallExpression && !isHarmlessByName(node);
      // `client.connect().then(…)`: where it fails, the client holds nothing.
      const isBegun =
        this.walked.events.of(node).includes('hold') && [...states].every(({ status }) => status === 'made');
      return { done, failed: !start ? new States() : isBegun ? states : done };
    }
    const { done, failed } = this.#chain(chained.promise, states);
    const [first, second] = node.arguments;
    if (chained.method === 'finally') {
      const [end, late] = [this.#goesOn(first, done), this.#goesOn(first, failed)];
      return this.#applied(node, { done: end.done, failed: union(end.failed, late.done, late.failed) });
    }
    const [next, caught] = chained.method === 'then' ? [first, second] : [undefined, first];
    const end = this.#goesOn(next, done);
    const thrown = failed.map((state) => ({ ...state, thrownBy: state.thrownBy ?? startOf(node) }));
    const handled = caught === undefined ? { done: new States(), failed } : this.#goesOn(caught, thrown);
    return this.#applied(node, {
      done: union(end.done, handled.done),
      failed: union(end.failed, handled.failed),
    });
  }

  #applied(node: TSESTree.Node, { done, failed }: Settled): Settled {
    const after = this.changes(node, done, this.walked.events.of(node));
    return { done: after, failed: this.changes(node, failed, this.walked.events.of(node)) };
  }

  /** What is given to a promise: a function in place, or something that is taken to end well. */
  #goesOn(given: TSESTree.Node | undefined, states: States): Settled {
    if (!isFunction(given)) {
      return { done: given === undefined ? states : this.evaluate(given, states), failed: new States() };
    }
    const { done: ended, failed } = this.through(given, states);
    // The chain waits for what `() => client.query('select 1')` gives, so that nothing after it comes too early.
    const done = ended.map((state) => ({ ...state, returnedBy: undefined }));
    const call = given.body.type === T.BlockStatement ? undefined : unwrap(given.body);
    const mayFail = call?.type === T.CallExpression && !isHarmlessByName(call) && isPromise(this.walked.view, call);
    const lost = mayFail ? done.map((state) => ({ ...state, thrownBy: state.thrownBy ?? call })) : [];
    return { done, failed: union(failed, lost) };
  }
}

/** What a chain of promises begins with. */
function startOf(chain: TSESTree.Node): TSESTree.Node {
  const chained = chainedBy(chain);
  return chained === undefined ? chain : startOf(chained.promise);
}

/** The states after code that runs when the code around is over: what it gives back is still there until then. */
function later(before: States, after: States): States {
  return [...before].some(({ status }) => status === 'released')
    ? after
    : after.map((state) => (state.status === 'released' ? { ...state, status: 'gone' } : state));
}
