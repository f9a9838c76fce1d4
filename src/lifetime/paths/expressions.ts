import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isClass, isFunction, isInside, unwrap } from '../../ast/expressions.ts';
import { childrenOf } from '../../ast/traverse.ts';
import { asksForCloser } from './asks-for-closer.ts';
import { presenceOf, subjectText } from './atoms.ts';
import { type Conditions, isAlwaysTrue, isCaught, isQuestion, truthOf } from './conditions.ts';
import { type Answers, Knowledge } from './knowledge.ts';
import { mayHold, namesIn } from './names.ts';
import { NodeWalk } from './node-walk.ts';
import type { Walked } from './walked.ts';
import { forgotten, gone, isOpen, States, union } from './state.ts';

/** Follows a resource through expressions: in which states they leave it, and where they throw. */
export abstract class ExpressionWalk extends NodeWalk {
  readonly #known: Knowledge;

  constructor(walked: Walked, conditions: Conditions) {
    super(walked);
    this.#known = new Knowledge(
      conditions,
      new Set([...walked.names, ...(walked.failure === undefined ? [] : [walked.failure])]),
    );
  }

  /** The states after a call that goes on with functions in place whose paths matter; undefined for any other. */
  protected abstract continued(
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    states: States,
  ): States | undefined;

  /** @returns the states after an expression, on the paths on which it does not throw */
  evaluate(node: TSESTree.Node, states: States): States {
    return this.into(states, () => this.#inExpression(node, states));
  }

  #inExpression(node: TSESTree.Node, states: States): States {
    if (isFunction(node) || isClass(node)) {
      return this.apply(node, states);
    }
    const inner = unwrap(node);
    if (inner !== node) {
      return this.apply(node, this.evaluate(inner, states));
    }
    switch (node.type) {
      case T.LogicalExpression: {
        const { yes, no } = this.#leftOf(node, states);
        const [goesOn, ends] = node.operator === '&&' ? [yes, no] : [no, yes];
        return this.apply(node, union(ends, this.evaluate(node.right, goesOn)));
      }
      case T.ConditionalExpression: {
        const { yes, no } = this.condition(node.test, states);
        return union(this.evaluate(node.consequent, yes), this.evaluate(node.alternate, no));
      }
      case T.VariableDeclarator:
        return this.apply(node, this.#assign(node, node.id, node.init, states));
      case T.AssignmentExpression:
        return this.apply(node, this.#assignment(node, states));
      case T.UpdateExpression:
        return node.argument.type === T.Identifier ? this.#known.counted(node.argument.name, node, states) : states;
      case T.CallExpression:
      case T.NewExpression:
        return this.continued(node, states) ?? this.#inChildren(node, states);
      default:
        return node.type.startsWith('TS') ? states : this.#inChildren(node, states);
    }
  }

  #inChildren(node: TSESTree.Node, states: States): States {
    return this.apply(
      node,
      childrenOf(node).reduce((before, child) => this.evaluate(child, before), states),
    );
  }

  /** A parameter gets its value. */
  protected received(parameter: TSESTree.Node, states: States): States {
    const after = this.evaluate(parameter, states);
    const { events, failure } = this.walked;
    if (!events.of(parameter).includes('make')) {
      // In a callback within a callback, the name of an error is that of another one.
      const others = namesIn(parameter).filter((name) => !this.walked.names.has(name));
      return others.reduce((before, name) => this.#known.withValue(name, undefined, before), after);
    }
    const known = this.#knownThere(parameter, after);
    return failure === undefined ? known : this.#known.withValue(failure, false, known, nothing);
  }

  #leftOf({ left, operator }: TSESTree.LogicalExpression, states: States): Answers {
    if (operator !== '??') {
      return this.condition(left, states);
    }
    const presence = presenceOf(left);
    return this.#known.answers(presence, this.evaluate(left, states));
  }

  #assignment(node: TSESTree.AssignmentExpression, states: States): States {
    const { left, operator, right } = node;
    if (left.type === T.MemberExpression) {
      const name = operator === '=' ? subjectText(left) : undefined;
      const after = this.#assign(node, left, right, states);
      return name === undefined ? after : this.#known.withValue(name, truthOf(right), after, right);
    }
    if (left.type !== T.Identifier) {
      return this.#assign(node, left, right, states);
    }
    switch (operator) {
      case '=':
        return this.#assign(node, left, right, states);
      case '&&=': {
        const { yes, no } = this.condition(left, states);
        return union(no, this.#assign(node, left, right, yes));
      }
      case '||=':
      case '??=': {
        const { yes, no } = this.condition(left, states);
        return union(yes, this.#assign(node, left, right, no));
      }
      default:
        return this.#known.counted(left.name, node, this.evaluate(right, states));
    }
  }

  /** A name gets a value. */
  #assign(at: TSESTree.Node, target: TSESTree.Node, value: TSESTree.Node | null, states: States): States {
    if (target.type !== T.Identifier) {
      const after = value === null ? states : this.evaluate(value, states);
      const names = target.type === T.MemberExpression ? [] : namesIn(target);
      const set = names.reduce((before, name) => this.#known.withValue(name, undefined, before), after);
      return this.evaluate(
        target,
        value !== null && isInside(this.walked.making, value) ? this.#knownThere(target, set) : set,
      );
    }
    return this.apply(target, this.#named(at, target.name, value, states));
  }

  /** A variable gets a value. */
  #named(at: TSESTree.Node, name: string, value: TSESTree.Node | null, states: States): States {
    const { making, names } = this.walked;
    if (value === null) {
      // `for (const x of xs)` sets it, too.
      const isUnset = at.parent?.parent?.type !== T.ForOfStatement && at.parent?.parent?.type !== T.ForInStatement;
      // In the next round of a loop it is another variable.
      const anew = names.has(name) ? states.map(forgotten) : states;
      return this.#known.withValue(name, isUnset ? false : undefined, anew, at);
    }
    if (isInside(making, value)) {
      const made = this.evaluate(value, states);
      return union(
        this.#known.withValue(name, true, made.filter(isOpen)),
        this.#known.withValue(name, undefined, made.filter((state) => !isOpen(state)).map(forgotten)),
      );
    }
    if (this.#known.isRelevant(name) && isQuestion(value)) {
      const { yes, no } = this.condition(value, states);
      return union(this.#known.withValue(name, true, yes), this.#known.withValue(name, false, no));
    }
    const after = this.evaluate(value, states);
    const isLost = names.has(name) && !mayHold(value, names);
    const isObject = this.#known.isRelevant(name) && this.walked.view.project?.isObject(value) === true;
    const truth = truthOf(value) ?? (isObject || undefined);
    return this.#known.withMembers(
      name,
      value,
      this.#known.withValue(name, truth, isLost ? this.#lost(at, after) : after, value),
    );
  }

  /** The names of a pattern that get the resource, where it was made. */
  #knownThere(pattern: TSESTree.Node, states: States): States {
    const held = namesIn(pattern).filter((name) => this.walked.names.has(name));
    const known = (open: States): States =>
      held.reduce((before, name) => this.#known.withValue(name, true, before), open);
    return union(
      known(states.filter(isOpen)),
      states.filter((state) => !isOpen(state)),
    );
  }

  /** A name of the resource gets another value; when it was the only one, nothing can close what it held. */
  #lost(at: TSESTree.Node, states: States): States {
    if (this.walked.names.size > 1) {
      return states.map(forgotten);
    }
    return states.map((state) => {
      if (state.status === 'held') {
        this.findings.overwritten(at, state);
      }
      return gone(forgotten(state));
    });
  }

  /** @returns the states in which a condition holds, and those in which it does not */
  condition(test: TSESTree.Node, states: States): Answers {
    const node = unwrap(test);
    if (node.type === T.UnaryExpression && node.operator === '!') {
      const { yes, no } = this.condition(node.argument, states);
      return { yes: no, no: yes };
    }
    if (node.type === T.LogicalExpression && node.operator !== '??') {
      const left = this.condition(node.left, states);
      const isAnd = node.operator === '&&';
      const right = this.condition(node.right, isAnd ? left.yes : left.no);
      return isAnd
        ? { yes: right.yes, no: union(left.no, right.no) }
        : { yes: union(left.yes, right.yes), no: right.no };
    }
    if (node.type === T.ConditionalExpression) {
      const { yes, no } = this.condition(node.test, states);
      const [one, other] = [this.condition(node.consequent, yes), this.condition(node.alternate, no)];
      return { yes: union(one.yes, other.yes), no: union(one.no, other.no) };
    }
    const after = this.evaluate(node, states);
    const truth = isCaught(node, this.walked.view) || truthOf(node);
    if (truth !== undefined) {
      return truth ? { yes: after, no: new States() } : { yes: new States(), no: after };
    }
    if (asksForCloser(node, this.walked.names)) {
      // What was opened here has its closer.
      return { yes: after, no: after.filter((state) => !isOpen(state)) };
    }
    const isAssignment = node.type === T.AssignmentExpression && node.operator === '=';
    return this.#known.answers(this.#known.conditions.atomOf(isAssignment ? node.left : node), after);
  }

  /** @returns the states in which a `case` is that of a value, and those in which it is not */
  protected ofCase(discriminant: TSESTree.Node, test: TSESTree.Node, states: States): Answers {
    return isAlwaysTrue(discriminant)
      ? this.condition(test, states)
      : this.#known.answers(this.#known.conditions.atomOfCase(discriminant, test), this.evaluate(test, states));
  }
}

/** `undefined`, as code would write it. */
const nothing = { type: T.Identifier, name: 'undefined' } as TSESTree.Identifier;
