import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { unwrap } from '../../ast/expressions.ts';
import { changed, Findings } from './effects.ts';
import type { Effect } from './events.ts';
import { endsProcess, mayThrow } from './may-throw.ts';
import { isBeginning } from './opening.ts';
import { States } from './state.ts';
import type { Walked } from './walked.ts';

/** Nodes that are evaluated for one resource; a function that needs more is given up on. */
const MOST_STEPS = 40_000;

/** States at one point; a function with more is given up on. */
const MOST_STATES = 128;

/** Expressions and statements within each other; generated code nests thousands deep. */
const DEEPEST_NODE = 300;

/** Follows a resource from node to node: what happens at each, and when there are too many of them. */
export abstract class NodeWalk {
  readonly walked: Walked;
  readonly findings = new Findings();
  readonly #throwing = new Map<TSESTree.Node, boolean>();
  #steps = 0;
  #depth = 0;
  #isTooMuch = false;

  constructor(walked: Walked) {
    this.walked = walked;
  }

  /** Whether there were too many steps, states or levels to go on. */
  get isTooMuch(): boolean {
    return this.#isTooMuch;
  }

  /** The code around goes on with the nearest handler. */
  protected abstract throws(states: States, at: TSESTree.Node): void;

  /** Whether it matters that a node throws: whether one does may be asked of its type, which is dear. */
  protected abstract isAskedWhetherItThrows(states: States, at: TSESTree.Node): boolean;

  /** Whether a node is such a chain of promises. */
  protected abstract isContinued(node: TSESTree.Node): boolean;

  /** Goes into a node, unless no path leads there or too much was done. */
  protected into(states: States, go: () => States): States {
    this.#steps += 1;
    this.#isTooMuch ||= this.#steps > MOST_STEPS || states.size > MOST_STATES || this.#depth > DEEPEST_NODE;
    if (this.#isTooMuch || states.size === 0) {
      return new States();
    }
    this.#depth += 1;
    const after = go();
    this.#depth -= 1;
    return after;
  }

  /** What happens at a node itself: its effects, and an exception. */
  protected apply(node: TSESTree.Node, states: States): States {
    const effects = this.walked.events.of(node);
    const isMade = (effect: Effect): boolean => effect === 'make' || effect === 'hold' || effects.includes('make');
    const before = this.changes(
      node,
      states,
      effects.filter((effect) => !isMade(effect)),
    );
    if (this.isAskedWhetherItThrows(before, node) && this.#throws(node)) {
      this.throws(before, node);
    }
    if (endsProcess(node)) {
      return new States();
    }
    const after = this.changes(node, this.#comingBack(before, node), effects.filter(isMade));
    return this.walked.isTurn && effects.includes('hold')
      ? after.map((state) => ({ ...state, facts: new Map() }))
      : after;
  }

  /**
   * What goes on after a node. Where a function of type `never` throws or ends the process, nothing that was released is
   * used any more; what is still open stays a matter of how it leaves.
   */
  #comingBack(states: States, node: TSESTree.Node): States {
    const isWork = node.type === T.CallExpression || node.type === T.AwaitExpression;
    return isWork &&
      [...states].some(({ status }) => status === 'released') &&
      this.walked.view.project?.isNever(node) === true
      ? states.filter(({ status }) => status !== 'released')
      : states;
  }

  protected changes(node: TSESTree.Node, states: States, effects: readonly Effect[]): States {
    const { holdsOnUse } = this.walked;
    return effects.reduce(
      (before, effect) => before.map((state) => changed(state, effect, node, holdsOnUse, this.findings)),
      states,
    );
  }

  #throws(node: TSESTree.Node): boolean {
    // A chain has thrown already, in the states in which it does.
    if (node.type === T.AwaitExpression && this.isContinued(unwrap(node.argument))) {
      return false;
    }
    let known = this.#throwing.get(node);
    if (known === undefined) {
      known = mayThrow(this.walked.view, node) && !isBeginning(node, this.walked);
      this.#throwing.set(node, known);
    }
    return known;
  }
}
