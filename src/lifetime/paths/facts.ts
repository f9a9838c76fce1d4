import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { unwrap } from '../../ast/expressions.ts';
import { type Atom, type Constant, literalOf, type Question, subjectsOf, textOf } from './atoms.ts';

/** An answer that is known on a path. */
export interface Fact {
  readonly question: Question;
  readonly holds: boolean;
}

/** What is known of conditions on a path, by the text of the question. */
export type Facts = ReadonlyMap<string, Fact>;

/** Whether a condition holds, as far as it is known or follows from what is. */
export function answerOf({ question, negated }: Atom, facts: Facts): boolean | undefined {
  const known = facts.get(textOf(question))?.holds ?? (facts.size === 0 ? undefined : deduced(question, facts));
  return known === undefined ? undefined : known !== negated;
}

/** What is known when a condition was answered. */
export function withAnswer(facts: Facts, { question, negated }: Atom, answer: boolean): Facts {
  return new Map([...facts, [textOf(question), { question, holds: answer !== negated }]]);
}

function deduced(question: Question, facts: Facts): boolean | undefined {
  const { is, subject } = question;
  switch (is) {
    case 'nullish':
      return isThere(subject, facts) ? false : undefined;
    case 'true':
      return truthIn(subject, facts) ?? truthOfTwin(subject, facts);
    case 'equal':
      return isNullish(subject, facts) ? false : isEqual(question, facts);
    case 'least': {
      const { low, high } = rangeOf(subject, facts, question);
      return isNullish(subject, facts) || high < question.value ? false : low >= question.value ? true : undefined;
    }
    case 'more': {
      const { low, high } = rangeOf(subject, facts);
      const other = rangeOf(question.other, facts);
      const isRefuted = holds({ is, subject: question.other, other: subject }, facts) || areSame(question, facts);
      return isRefuted || high <= other.low ? false : low > other.high ? true : undefined;
    }
    case 'same':
      return isSame(question, facts);
  }
}

function holds(question: Question, facts: Facts): boolean {
  return facts.get(textOf(question))?.holds === true;
}

function isNullish(subject: string, facts: Facts): boolean {
  return holds({ is: 'nullish', subject }, facts);
}

function areSame({ subject, other }: { readonly subject: string; readonly other: string }, facts: Facts): boolean {
  const [one = '', two = ''] = [subject, other].sort();
  return holds({ is: 'same', subject: one, other: two, areBooleans: false }, facts);
}

/** Whether something is known that only holds of what is there. */
function isThere(subject: string, facts: Facts): boolean {
  return [...facts.values()].some(
    ({ question, holds: isHeld }) =>
      isHeld &&
      question.subject === subject &&
      (question.is === 'true' || question.is === 'equal' || question.is === 'least'),
  );
}

/** The literal that a subject is known to be. */
function valueIn(subject: string, facts: Facts): Constant | number | string | undefined {
  for (const { question, holds: isHeld } of facts.values()) {
    if (isHeld && question.is === 'equal' && question.subject === subject) {
      return question.value;
    }
  }
  return undefined;
}

/** The name of a constant does not tell. */
function truthOfValue(value: Constant | number | string): boolean | undefined {
  return typeof value === 'object' ? undefined : Boolean(value);
}

function areEqual(one: Constant | number | string, other: Constant | number | string): boolean | undefined {
  const isNamed = typeof one === 'object';
  return isNamed === (typeof other === 'object') ? JSON.stringify(one) === JSON.stringify(other) : undefined;
}

/** Whether a subject is true in a condition. */
function truthIn(subject: string, facts: Facts): boolean | undefined {
  const known = facts.get(subject)?.holds;
  if (known !== undefined || isNullish(subject, facts)) {
    return known ?? false;
  }
  const value = valueIn(subject, facts);
  if (value !== undefined) {
    return truthOfValue(value);
  }
  const { low, high } = rangeOf(subject, facts);
  return low > 0 || high < 0 ? true : low === 0 && high === 0 ? false : undefined;
}

/** The same, of what is known to be as true, or just not as true, as something else. */
function truthOfTwin(subject: string, facts: Facts): boolean | undefined {
  for (const { question, holds: isHeld } of facts.values()) {
    if (question.is === 'same' && (isHeld || question.areBooleans) && subjectsOf(question).includes(subject)) {
      const truth = truthIn(question.subject === subject ? question.other : question.subject, facts);
      if (truth !== undefined) {
        return truth === isHeld;
      }
    }
  }
  return undefined;
}

function isEqual(question: Extract<Question, { is: 'equal' }>, facts: Facts): boolean | undefined {
  const { subject, value } = question;
  const known = valueIn(subject, facts);
  if (known !== undefined) {
    return areEqual(known, value);
  }
  const truth = facts.get(subject)?.holds;
  const wanted = truthOfValue(value);
  if (truth !== undefined && wanted !== undefined && truth !== wanted) {
    return false;
  }
  const { low, high } = rangeOf(subject, facts, question);
  return typeof value !== 'number' ? undefined : value < low || value > high ? false : low === high ? true : undefined;
}

function isSame(question: Extract<Question, { is: 'same' }>, facts: Facts): boolean | undefined {
  const { subject, other, areBooleans } = question;
  const [one, two] = [truthIn(subject, facts), truthIn(other, facts)];
  const [value, second] = [valueIn(subject, facts), valueIn(other, facts)];
  const isOrdered =
    holds({ is: 'more', subject, other }, facts) || holds({ is: 'more', subject: other, other: subject }, facts);
  if (isOrdered || (one !== undefined && two !== undefined && one !== two)) {
    return false;
  }
  return value === undefined || second === undefined
    ? areBooleans && one !== undefined && two !== undefined
      ? true
      : undefined
    : areEqual(value, second);
}

/** Where a number lies; `others` are numbers that it is not. */
interface Range {
  readonly low: number;
  readonly high: number;
  readonly others: readonly number[];
}

function rangeOf(subject: string, facts: Facts, asked?: Question, isNested = false): Range {
  const isCount = /\.(?:length|size)$/u.test(subject);
  // `n > 0` is taken to be the contrary of `n === 0`, unless the code thinks of numbers below.
  const isNatural =
    isCount ||
    ![asked, ...[...facts.values()].map(({ question }) => question)].some(
      (question) => question?.subject === subject && mayBeBelow(question),
    );
  let low = isNatural ? 0 : Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  const others = new Set<number>();
  for (const { question, holds: isHeld } of facts.values()) {
    if (question.subject !== subject) {
      continue;
    }
    if (question.is === 'more' && isHeld && !isNested) {
      low = Math.max(low, rangeOf(question.other, facts, undefined, true).low + 1);
    } else if (question.is === 'least') {
      [low, high] = isHeld ? [Math.max(low, question.value), high] : [low, Math.min(high, question.value - 1)];
    } else if (question.is === 'equal' && typeof question.value === 'number') {
      [low, high] = isHeld ? [question.value, question.value] : [low, high];
      others.add(isHeld ? Number.NaN : question.value);
    } else if (question.is === 'true' && isHeld) {
      others.add(0);
    } else if (question.is === 'true' && isCount) {
      high = 0;
    }
  }
  while (others.has(low)) {
    low += 1;
  }
  while (others.has(high)) {
    high -= 1;
  }
  return { low, high, others: [...others] };
}

/**
 * What is known when a name has got another value.
 *
 * @param value what it got, or the declaration that gives it none
 * @param largest numbers above are not told apart
 */
export function withValue(
  facts: Facts,
  name: string,
  isTrue: boolean | undefined,
  value: TSESTree.Node | undefined,
  largest: number,
): Facts {
  const kept = new Map([...facts].filter(([, { question }]) => !isAbout(question, name)));
  const literal = value && literalOf(value);
  const learn = (question: Question, isHeld: boolean): unknown =>
    kept.set(textOf(question), { question, holds: isHeld });
  if (typeof literal === 'number') {
    for (const fact of bounded({ is: 'equal', subject: name, value: literal }, true, largest)) {
      learn(fact.question, fact.holds);
    }
  } else if (typeof literal === 'string' || (typeof literal === 'object' && literal !== null)) {
    learn({ is: 'equal', subject: name, value: literal }, true);
  } else if (isTrue === false && value !== undefined && (literal === null || isDeclarator(value))) {
    learn({ is: 'nullish', subject: name }, true);
  } else if (isTrue !== undefined) {
    learn({ is: 'true', subject: name }, isTrue);
  }
  return kept;
}

function isDeclarator({ type }: TSESTree.Node): boolean {
  return type === T.VariableDeclarator;
}

function mayBeBelow(question: Question): boolean {
  return 'value' in question && (Number(question.value) < 0 || (question.is === 'least' && question.value <= 0));
}

/** What is known when a number was added to a name: `attempts -= 1`. */
export function shifted(facts: Facts, subject: string, by: number, largest: number): Facts {
  const kept = [...facts].filter(([, { question }]) => !isAbout(question, subject));
  const { low, high, others } = rangeOf(subject, facts);
  const moved: Fact[] = [];
  if (low === high) {
    moved.push(...bounded({ is: 'equal', subject, value: low + by }, true, largest));
  } else {
    moved.push(
      ...(Number.isFinite(low) ? bounded({ is: 'least', subject, value: low + by }, true, largest) : []),
      ...(Number.isFinite(high) ? bounded({ is: 'least', subject, value: high + 1 + by }, false, largest) : []),
      ...others
        .filter((value) => low < value && value < high)
        .flatMap((value) => bounded({ is: 'equal', subject, value: value + by }, false, largest)),
    );
  }
  return new Map([...kept, ...moved.map((fact) => [textOf(fact.question), fact] as const)]);
}

type NumberQuestion = Extract<Question, { is: 'equal' | 'least' }>;

/** A fact about a number with limits to what is told apart, so that a loop that counts has an end. */
function bounded(question: NumberQuestion, isHeld: boolean, largest: number): readonly Fact[] {
  const value = question.value as number;
  const { subject } = question;
  if (Math.abs(value) <= largest) {
    return [{ question, holds: isHeld }];
  }
  if (value > 0) {
    return isHeld ? [{ question: { is: 'least', subject, value: largest + 1 }, holds: true }] : [];
  }
  return question.is === 'equal' ? (isHeld ? [below(subject, largest)] : []) : isHeld ? [] : [below(subject, largest)];
}

function below(subject: string, largest: number): Fact {
  return { question: { is: 'least', subject, value: -largest }, holds: false };
}

/** Whether a question mentions a variable. */
function isAbout(question: Question, name: string): boolean {
  return subjectsOf(question).some((subject) => mentionsName(subject, name));
}

/** Whether the text of a subject mentions a variable. */
export function mentionsName(subject: string, name: string): boolean {
  return (
    subject.includes(name) &&
    new RegExp(String.raw`(?<![\w$.])${name.replaceAll(/[$.]/gu, String.raw`\$&`)}(?![\w$])`, 'u').test(subject)
  );
}

/** The number that an expression adds to a name: 1 for `i++`, -2 for `i -= 2`; undefined when it is not known. */
export function addedBy(node: TSESTree.AssignmentExpression | TSESTree.UpdateExpression): number | undefined {
  if (node.type === T.UpdateExpression) {
    return node.operator === '++' ? 1 : -1;
  }
  const value = literalOf(unwrap(node.right));
  const isSum = node.operator === '+=' || node.operator === '-=';
  return isSum && typeof value === 'number' ? (node.operator === '+=' ? value : -value) : undefined;
}
