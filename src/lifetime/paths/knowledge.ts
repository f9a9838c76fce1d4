import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { keyName, unwrap } from '../../ast/expressions.ts';
import { type Atom, subjectsOf } from './atoms.ts';
import { type Conditions, truthOf } from './conditions.ts';
import { addedBy, answerOf, shifted, withAnswer, withValue } from './facts.ts';
import type { States } from './state.ts';
import { forgotten, gone, isOpen, type State } from './state.ts';

/** The states in which a condition holds, and those in which it does not. */
export interface Answers {
  readonly yes: States;
  readonly no: States;
}

/** What the code of a function tells of its conditions, in every state. */
export class Knowledge {
  readonly conditions: Conditions;
  readonly #names: ReadonlySet<string>;

  /** @param names the names that hold the resource */
  constructor(conditions: Conditions, names: ReadonlySet<string>) {
    this.conditions = conditions;
    this.#names = names;
  }

  /** Whether what is asked about a subject is worth remembering. */
  isRelevant(subject: string): boolean {
    return this.#names.has(subject) || this.conditions.relevant.has(subject);
  }

  /** A name, or a chain of members, gets a value. */
  withValue(name: string, isTrue: boolean | undefined, states: States, value?: TSESTree.Node): States {
    const [truth, given] = this.isRelevant(name) ? [isTrue, value] : [];
    const largest = this.conditions.largest(name);
    return states.map((state) => ({ ...state, facts: withValue(state.facts, name, truth, given, largest) }));
  }

  /** A number is added to a name. */
  counted(name: string, node: TSESTree.AssignmentExpression | TSESTree.UpdateExpression, states: States): States {
    const by = addedBy(node);
    const largest = this.conditions.largest(name);
    return by === undefined
      ? this.withValue(name, undefined, states)
      : states.map((state) => ({ ...state, facts: shifted(state.facts, name, by, largest) }));
  }

  /** `const state = { isDone: false }` */
  withMembers(name: string, value: TSESTree.Node, states: States): States {
    const node = unwrap(value);
    const properties = node.type === T.ObjectExpression ? node.properties : [];
    return properties.reduce((before, one) => {
      const key = one.type === T.Property ? keyName(one) : undefined;
      const member = `${name}.${key ?? ''}`;
      return one.type === T.Property && this.isRelevant(member)
        ? this.withValue(member, truthOf(one.value), before, one.value)
        : before;
    }, states);
  }

  answers(atom: Atom | undefined, states: States): Answers {
    if (atom === undefined || !subjectsOf(atom.question).some((subject) => this.isRelevant(subject))) {
      const isUnsure = atom !== undefined && this.conditions.isSetInside(atom.question);
      const after = isUnsure ? states.map(gone).map(forgotten) : states;
      return { yes: after, no: after };
    }
    const known = new Map([...states].map((state) => [state, this.#answerIn(state, atom)]));
    const answered = (answer: boolean): States =>
      states
        .filter((state) => known.get(state) !== !answer)
        .map((state) =>
          known.get(state) === answer ? state : { ...state, facts: withAnswer(state.facts, atom, answer) },
        );
    return { yes: answered(true), no: answered(false) };
  }

  #answerIn(state: State, atom: Atom): boolean | undefined {
    const { question, negated } = atom;
    const names = this.#names;
    // What was made here is nothing that was there before.
    const isOther =
      question.is === 'same' && isOpen(state) && names.has(question.subject) !== names.has(question.other);
    return isOther ? negated : answerOf(atom, state.facts);
  }
}
