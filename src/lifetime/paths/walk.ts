import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isInside } from '../../ast/expressions.ts';
import type { Root } from './closures.ts';
import { conditionsOf } from './conditions.ts';
import type { Findings } from './effects.ts';
import { ContinuationWalk, type Settled } from './continuation-walk.ts';
import { hasElements, type Loop } from './loop.ts';
import type { Walked } from './walked.ts';
import type { Answers } from './knowledge.ts';
import { asksAbout, isWaitedForOf } from './names.ts';
import { caught, gone, isLost, isOpen, marked, type State, States, union } from './state.ts';
import { type Exit, grouped, type Target, type Ways } from './ways.ts';

/** What was found on the paths through a function. */
export interface Paths {
  readonly exits: readonly Exit[];
  readonly findings: Findings;
}

/**
 * Follows one resource along every path of a function, those of exceptions included.
 *
 * @returns undefined when there are too many of them
 */
export function pathsThrough(root: Root, walked: Walked): Paths | undefined {
  const conditions = conditionsOf(root, walked.view, walked.events);
  return conditions && new Walk(walked, conditions).run(root);
}

class Walk extends ContinuationWalk {
  #ways: { exits: Ways['exits'][number][]; jumps: Ways['jumps'][number][] } = { exits: [], jumps: [] };
  #targets: readonly Target[] = [];
  readonly #outermost: Ways = this.#ways;

  run(root: Root): Paths | undefined {
    const start = new States([{ status: 'none', facts: new Map() }]);
    const end = root.type === T.Program ? this.#statements(root.body, start) : this.#body(root, start);
    // What an arrow function without a block returns.
    const left = this.changes(root, end, this.walked.events.of(root));
    const exits: Exit[] = [...left].map((state) => ({ state, at: undefined, how: 'end' }));
    return this.isTooMuch ? undefined : { findings: this.findings, exits: [...this.#ways.exits, ...exits] };
  }

  #body({ body, params }: FunctionNode, states: States): States {
    const begun = params.reduce((before, parameter) => this.received(parameter, before), states);
    return body.type === T.BlockStatement ? this.#statement(body, begun) : this.evaluate(body, begun);
  }

  /** Of the exceptions that nothing in the function handles, the first that leaves the resource open tells of all. */
  protected override isAskedWhetherItThrows(states: States, at: TSESTree.Node): boolean {
    return (
      this.#ways !== this.#outermost ||
      ([...states].some(isLost) &&
        !this.#ways.exits.some((exit) => exit.how === 'throw' && isLost(exit.state) && exit.at.range[0] <= at.range[0]))
    );
  }

  protected override throws(states: States, at: TSESTree.Node): void {
    // What fails while an exception is being handled is not asked about, unless the resource itself is to do something.
    const isOfResource = isWaitedForOf(at, this.walked.names);
    const left = states.filter((state) => isOfResource || state.thrownBy === undefined || !isOpen(state));
    this.#leave(isOfResource ? left.map((state) => ({ ...state, thrownBy: at })) : left, at, 'throw');
  }

  protected override fails(states: States, at: TSESTree.Node): void {
    this.#leave(states, at, 'throw');
  }

  protected override through(closure: FunctionNode, states: States): Settled {
    const [ways, targets] = [this.#ways, this.#targets];
    this.#ways = { exits: [], jumps: [] };
    this.#targets = [];
    const end = this.into(states, () => this.#body(closure, states));
    const { exits } = this.#ways;
    [this.#ways, this.#targets] = [ways, targets];
    const left = (isThrow: boolean): readonly State[] =>
      exits.filter(({ how }) => (how === 'throw') === isThrow).map(({ state }) => state);
    return { done: union(end, left(false)), failed: new States(left(true)) };
  }

  #leave(states: States, at: TSESTree.Node, how: 'return' | 'throw'): void {
    for (const state of states) {
      this.#ways.exits.push({ state, at, how });
    }
  }

  #statements(nodes: readonly TSESTree.Node[], states: States): States {
    return nodes.reduce((before, node) => this.#statement(node, before), states);
  }

  /** @returns the states at the end of a statement */
  #statement(node: TSESTree.Node, states: States, labels: readonly string[] = []): States {
    return this.into(states, () => this.#inStatement(node, states, labels));
  }

  #inStatement(node: TSESTree.Node, states: States, labels: readonly string[]): States {
    switch (node.type) {
      case T.BlockStatement:
        return this.#statements(node.body, states);
      case T.IfStatement:
        return this.#if(node, states);
      case T.ReturnStatement: {
        const after = node.argument === null ? states : this.evaluate(node.argument, states);
        const left = this.apply(node, after).map((state) => ({ ...state, returnedBy: node }));
        this.#leave(left, node, 'return');
        return new States();
      }
      case T.ThrowStatement:
        this.#leave(this.apply(node, this.evaluate(node.argument, states)), node, 'throw');
        return new States();
      case T.BreakStatement:
        this.#jump(node.label?.name ?? 'break', 'breaks', states);
        return new States();
      case T.ContinueStatement:
        this.#jump(node.label?.name ?? 'continue', 'continues', states);
        return new States();
      case T.LabeledStatement:
        return this.#within([...labels, node.label.name], () =>
          this.#statement(node.body, states, [...labels, node.label.name]),
        );
      case T.TryStatement:
        return this.#try(node, states);
      case T.SwitchStatement:
        return this.#switch(node, states);
      case T.DoWhileStatement:
      case T.ForInStatement:
      case T.ForOfStatement:
      case T.ForStatement:
      case T.WhileStatement:
        return this.#loop(node, states, labels);
      default:
        return this.evaluate(node, states);
    }
  }

  #if({ test, consequent, alternate }: TSESTree.IfStatement, states: States): States {
    const { yes, no } = this.condition(test, states);
    const asksIt = asksAbout(test, this.walked.names);
    const branches = [
      { branch: consequent, entry: yes, taken: true, ends: this.#endsWithin(consequent) },
      { branch: alternate, entry: no, taken: false, ends: alternate !== null && this.#endsWithin(alternate) },
    ];
    const isEnded = branches.some(({ ends }) => ends);
    const after = branches.map(({ branch, entry, taken, ends }) => {
      const open = entry.map((state) => marked(state, { at: test, taken }));
      if (!asksIt || ends) {
        return branch === null ? open : this.#statement(branch, open);
      }
      // `if (client.isOpen) await client.close()`: on the other side there is nothing left to close.
      if (isEnded) {
        return branch === null ? open.map(gone) : this.#statement(branch, open.map(gone));
      }
      // `if (client.closed) return`: whoever asks knows why.
      return branch === null || this.#statement(branch, open.map(gone)).size > 0 ? open : new States();
    });
    return union(...after);
  }

  #switch({ discriminant, cases }: TSESTree.SwitchStatement, states: States): States {
    const entries = new Map<TSESTree.SwitchCase, States>();
    let left = this.evaluate(discriminant, states);
    for (const one of cases) {
      if (one.test !== null) {
        const { yes, no } = this.ofCase(discriminant, one.test, left);
        entries.set(one, yes);
        left = no;
      }
    }
    return this.#within(['break'], () => {
      let through = new States();
      for (const one of cases) {
        const entry = (entries.get(one) ?? left).map((state) => marked(state, { at: one, taken: true }));
        through = this.#statements(one.consequent, union(entry, through));
      }
      // Several cases without a default are mostly all that there are.
      return cases.length > 1 || cases.some(({ test }) => test === null) ? through : union(through, left);
    });
  }

  #loop(node: Loop, states: States, labels: readonly string[]): States {
    let entry = states;
    if (node.type === T.ForStatement && node.init !== null) {
      entry = this.evaluate(node.init, entry);
    } else if (node.type === T.ForOfStatement || node.type === T.ForInStatement) {
      entry = this.evaluate(node.right, entry);
    }
    return this.#within([...labels, 'break'], () => {
      const seen = new States();
      const after = new States();
      const round = (yes: States): States => {
        const end = this.#within([...labels, 'continue'], () => this.#statement(node.body, yes), 'continues');
        return node.type === T.ForStatement && node.update !== null ? this.evaluate(node.update, end) : end;
      };
      let pending = hasElements(node, this.walked.view) ? round(this.#goesOn(node, entry).yes) : entry;
      while (pending.size > 0 && !this.isTooMuch) {
        const { yes, no } = this.#goesOn(
          node,
          pending.filter((state) => seen.add(state)),
        );
        after.addAll(no);
        pending = round(yes);
        if (node.type === T.DoWhileStatement) {
          const again = this.condition(node.test, pending);
          after.addAll(again.no);
          pending = again.yes;
        }
      }
      return after;
    });
  }

  /** Whether a loop goes on to its body. */
  #goesOn(node: Loop, states: States): Answers {
    switch (node.type) {
      case T.ForInStatement:
      case T.ForOfStatement: {
        if (node.type === T.ForOfStatement && node.await) {
          this.throws(states, node.right);
        }
        const yes = states.map((state) => marked(state, { at: node, taken: true }));
        const no = states.map((state) => marked(state, { at: node, taken: false }));
        return { yes: this.evaluate(node.left, yes), no };
      }
      case T.DoWhileStatement:
        return { yes: states, no: new States() };
      default:
        return node.test === null ? { yes: states, no: new States() } : this.condition(node.test, states);
    }
  }

  #try({ block, handler, finalizer }: TSESTree.TryStatement, states: States): States {
    const outside = this.#ways;
    this.#ways = { exits: [], jumps: [] };
    let after = this.#statement(block, states);
    if (handler !== null) {
      const { exits } = this.#ways;
      this.#ways.exits = exits.filter(({ how }) => how !== 'throw');
      const thrown = exits.filter(({ how }) => how === 'throw').map(({ state, at }) => caught(state, at));
      after = union(after, this.#statement(handler.body, new States(thrown)));
    }
    const inside = this.#ways;
    this.#ways = outside;
    const finish = (found: States): States => (finalizer === null ? found : this.#statement(finalizer, found));
    for (const { states: found, at, how } of grouped(inside.exits)) {
      this.#leave(finish(found), at, how);
    }
    for (const { target, to, states: found } of inside.jumps) {
      this.#jumpTo(target, to, finish(found));
    }
    return finish(after);
  }

  /** Runs code that `break`, or `continue`, leaves under one of these labels. */
  #within(labels: readonly string[], run: () => States, by: 'breaks' | 'continues' = 'breaks'): States {
    const outer = this.#targets;
    const target = { labels, breaks: new States(), continues: new States(), ways: this.#ways };
    this.#targets = [...outer, target];
    const after = run();
    this.#targets = outer;
    return union(after, target[by]);
  }

  #jump(label: string, to: 'breaks' | 'continues', states: States): void {
    // Under its own label a loop is two targets: the inner one for `continue`, the outer one for `break`.
    const target = this.#targets.findLast(
      ({ labels }) => labels.includes(label) && labels.includes('continue') === (to === 'continues'),
    );
    if (target !== undefined) {
      this.#jumpTo(target, to, states);
    }
  }

  #jumpTo(target: Target, to: 'breaks' | 'continues', states: States): void {
    if (target.ways === this.#ways) {
      target[to].addAll(states);
    } else {
      this.#ways.jumps.push({ target, to, states });
    }
  }

  /** Whether code gives the resource back or hands it on. */
  #endsWithin(code: TSESTree.Node): boolean {
    return [...this.walked.events.endings()].some((ending) => isInside(ending, code));
  }
}
