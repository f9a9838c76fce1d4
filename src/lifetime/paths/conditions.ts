import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, isInside, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { allNodes, childrenOf } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import type { Root } from './closures.ts';
import type { Events } from './events.ts';
import type { Facts } from './state.ts';

/** Conditions that are told apart at once; each may double the states. */
const MOST_CONDITIONS = 10;

/** A condition that has no parts, as what is known of it is kept: `x !== 1` is the contrary of `x===1`. */
export interface Atom {
  readonly text: string;
  /** What it asks about: `x` for `x == null`. */
  readonly subject: string;
  readonly negated: boolean;
  /** Whether the literal is true in a condition that the subject is compared with. */
  readonly literal?: boolean;
}

/** @returns undefined for a condition that may have another answer when it is asked again */
export function atomOf(test: TSESTree.Node): Atom | undefined {
  const node = unwrap(test);
  if (node.type === T.BinaryExpression) {
    return comparisonOf(node);
  }
  const text = pathText(node);
  return text === undefined ? undefined : { text, subject: text, negated: false };
}

function comparisonOf({ left, operator, right }: TSESTree.BinaryExpression): Atom | undefined {
  const isEquality = operator === '===' || operator === '==' || operator === '!==' || operator === '!=';
  const [one, other] = [pathText(left), pathText(right)];
  if (one === undefined || other === undefined) {
    return undefined;
  }
  const negated = operator === '!==' || operator === '!=';
  if (isEquality && (other === 'null' || other === 'undefined')) {
    return { ...nullish(one), negated };
  }
  const literal = unwrap(right);
  if (isEquality && literal.type === T.Literal) {
    const { value } = literal;
    return typeof value === 'boolean'
      ? { text: one, subject: one, negated: negated === value }
      : { text: equality(one, literal), subject: one, negated, literal: Boolean(value) };
  }
  const text = `${one}${isEquality ? '===' : operator}${other}`;
  return { text, subject: text, negated };
}

/** `x == null`; whether null or undefined does not matter. */
function nullish(subject: string): Atom {
  return { text: `${subject}==null`, subject, negated: false };
}

function equality(subject: string, { value }: TSESTree.Literal): string {
  return `${subject}===${typeof value === 'string' ? JSON.stringify(value) : String(value)}`;
}

/** What `a ?? b` asks of `a`: whether it is there. */
export function presenceOf(node: TSESTree.Node): Atom | undefined {
  const subject = pathText(node);
  return subject === undefined ? undefined : { ...nullish(subject), negated: true };
}

/** Whether a condition holds, as far as it is known. */
export function answerOf(atom: Atom, facts: Facts): boolean | undefined {
  const known = facts.get(atom.text) ?? (isContradicted(atom, facts) ? false : undefined);
  return known === undefined ? undefined : known !== atom.negated;
}

/** Whether something else is known of the subject, which leaves no room for this. */
function isContradicted({ text, subject, literal }: Atom, facts: Facts): boolean {
  if (text === subject) {
    return facts.get(nullish(subject).text) === true;
  }
  const isTrue = facts.get(subject);
  if (literal === undefined) {
    return isTrue === true;
  }
  const isOther = [...facts].some(([known, holds]) => holds && known.startsWith(`${subject}===`));
  return isOther || facts.get(nullish(subject).text) === true || (isTrue !== undefined && isTrue !== literal);
}

/** The text of a name, a literal, or a chain of members. */
function pathText(test: TSESTree.Node): string | undefined {
  const node = unwrap(test);
  switch (node.type) {
    case T.Identifier:
      return node.name;
    case T.ThisExpression:
      return 'this';
    case T.Literal:
      return node.raw;
    case T.MemberExpression: {
      const object = pathText(node.object);
      const property = node.computed ? pathText(node.property) : (node.property as TSESTree.Identifier).name;
      return object === undefined || property === undefined ? undefined : `${object}.${property}`;
    }
    case T.UnaryExpression: {
      const argument = node.operator === 'typeof' || node.operator === '-' ? pathText(node.argument) : undefined;
      return argument === undefined ? undefined : `${node.operator} ${argument}`;
    }
    default:
      return undefined;
  }
}

/** Whether the value of an expression is true in a condition, where that is written down. */
export function truthOf(value: TSESTree.Node): boolean | undefined {
  const node = unwrap(value);
  switch (node.type) {
    case T.Literal:
      return Boolean(node.value);
    case T.Identifier:
      return node.name === 'undefined' ? false : undefined;
    case T.ArrayExpression:
    case T.ArrowFunctionExpression:
    case T.FunctionExpression:
    case T.NewExpression:
    case T.ObjectExpression:
      return true;
    case T.UnaryExpression:
      return node.operator === 'void' ? false : undefined;
    default:
      return undefined;
  }
}

/**
 * What is known when a name has got another value.
 *
 * @param value what it got, or the declaration that gives it none
 */
export function withValue(facts: Facts, name: string, isTrue: boolean | undefined, value?: TSESTree.Node): Facts {
  const kept = new Map([...facts].filter(([text]) => !isAbout(text, name)));
  if (isTrue !== undefined) {
    kept.set(name, isTrue);
  }
  const node = value && unwrap(value);
  if (node?.type === T.Literal && node.value !== null) {
    kept.set(equality(name, node), true);
  } else if (node !== undefined && isTrue === false) {
    kept.set(nullish(name).text, true);
  }
  return kept;
}

/** Whether the text of a condition mentions a variable. */
function isAbout(text: string, name: string): boolean {
  return new RegExp(String.raw`(?<![\w$.])${name.replaceAll('$', String.raw`\$`)}(?![\w$])`, 'u').test(text);
}

/** Whether the value of an expression is an answer that is asked for by a name later: `!given`, `a === b`. */
export function isQuestion(value: TSESTree.Node): boolean {
  const node = unwrap(value);
  return (
    node.type === T.BinaryExpression ||
    node.type === T.Identifier ||
    node.type === T.LogicalExpression ||
    node.type === T.MemberExpression ||
    (node.type === T.UnaryExpression && node.operator === '!')
  );
}

/** Whether a name stands for what a `catch` got. That something false was thrown is not thought of. */
export function isCaught(value: TSESTree.Node, view: FileView): boolean {
  const node = unwrap(value);
  const definition = node.type === T.Identifier ? variableOf(view, node)?.defs[0] : undefined;
  return definition?.node.type === T.CatchClause;
}

/** What is known of the conditions of a function before its paths are followed. */
export interface Conditions {
  /** What is worth remembering: what is asked twice, and the variables that the function itself sets. */
  readonly relevant: ReadonlySet<string>;
  /** Whether a function within it, which runs who knows when, sets what is asked about. */
  readonly isSetInside: (subject: string) => boolean;
}

/** @returns undefined when there are too many */
export function conditionsOf(root: Root, events: Events): Conditions | undefined {
  const asked = new Map<string, TSESTree.Node[]>();
  const set = new Set<string>();
  for (const node of allNodes(root.type === T.Program ? root : root.body, ownChildren)) {
    for (const test of testsOf(node)) {
      const subject = atomOf(test)?.subject;
      if (subject !== undefined) {
        asked.set(subject, [...(asked.get(subject) ?? []), node]);
      }
    }
    const name = nameSetBy(node);
    if (name !== undefined) {
      set.add(name);
    }
  }
  const inside = namesSetInside(root);
  const isSetInside = (subject: string): boolean => inside.some((name) => isAbout(subject, name));
  const relevant = [...asked].filter(
    ([subject, places]) => (places.length > 1 || set.has(subject)) && !isSetInside(subject),
  );
  if (relevant.length <= MOST_CONDITIONS) {
    return { relevant: new Set(relevant.map(([subject]) => subject)), isSetInside };
  }
  const happenings = [...events.nodes()];
  const guarding = relevant.filter(([, places]) =>
    places.some((place) => happenings.some((happening) => isInside(happening, place))),
  );
  return guarding.length <= MOST_CONDITIONS
    ? { relevant: new Set(guarding.map(([subject]) => subject)), isSetInside }
    : undefined;
}

/** The variables that functions within a function set. */
function namesSetInside(root: Root): readonly string[] {
  const body = root.type === T.Program ? root : root.body;
  const inner = [...allNodes(body, ownChildren)].filter(isFunction);
  return inner.flatMap((one) =>
    [...allNodes(one)].flatMap((node) => (node.type === T.VariableDeclarator ? [] : (nameSetBy(node) ?? []))),
  );
}

/** The children of a node that the same function evaluates. */
export function ownChildren(node: TSESTree.Node): readonly TSESTree.Node[] {
  return isFunction(node) ? [] : childrenOf(node);
}

/** What a node asks for: the operands of its condition. */
function testsOf(node: TSESTree.Node): readonly TSESTree.Node[] {
  switch (node.type) {
    case T.ConditionalExpression:
    case T.DoWhileStatement:
    case T.ForStatement:
    case T.IfStatement:
    case T.WhileStatement:
      return node.test === null ? [] : operandsOf(node.test);
    case T.LogicalExpression:
      return operandsOf(node.left);
    default:
      return [];
  }
}

function operandsOf(test: TSESTree.Node): readonly TSESTree.Node[] {
  const node = unwrap(test);
  if (node.type === T.LogicalExpression) {
    // Its left side is asked for by the expression itself.
    return operandsOf(node.right);
  }
  return node.type === T.UnaryExpression && node.operator === '!' ? operandsOf(node.argument) : [node];
}

/** The variable that a node gives a value. */
function nameSetBy(node: TSESTree.Node): string | undefined {
  const target =
    node.type === T.VariableDeclarator
      ? node.id
      : node.type === T.AssignmentExpression
        ? node.left
        : node.type === T.UpdateExpression
          ? node.argument
          : undefined;
  return target?.type === T.Identifier ? target.name : undefined;
}
