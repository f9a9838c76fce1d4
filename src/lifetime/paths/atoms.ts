import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, unwrap } from '../../ast/expressions.ts';

/** What a condition without parts asks. A subject is the text of a name, or of a chain of members: `rows.length`. */
export type Question =
  /** Whether it is true in a condition. */
  | { readonly is: 'true'; readonly subject: string }
  /** Whether it is null or undefined; which of the two does not matter. */
  | { readonly is: 'nullish'; readonly subject: string }
  | { readonly is: 'equal'; readonly subject: string; readonly value: Constant | number | string }
  /** Whether a number, taken to be whole, is this or more. */
  | { readonly is: 'least'; readonly subject: string; readonly value: number }
  | { readonly is: 'more'; readonly subject: string; readonly other: string }
  | { readonly is: 'same'; readonly subject: string; readonly other: string; readonly areBooleans: boolean };

/** A value that has a name and is always the same: `State.Open`. */
export interface Constant {
  readonly constant: string;
}

/** A condition that has no parts, as what is known of it is kept: `x !== 1` is the contrary of `x === 1`. */
export interface Atom {
  readonly question: Question;
  readonly negated: boolean;
}

/** A question as the key under which its answer is kept. */
export function textOf(question: Question): string {
  switch (question.is) {
    case 'true':
      return question.subject;
    case 'nullish':
      return `${question.subject}==null`;
    case 'equal':
      return `${question.subject}===${JSON.stringify(question.value)}`;
    case 'least':
      return `${question.subject}>=${String(question.value)}`;
    case 'more':
      return `${question.subject}>${question.other}`;
    case 'same':
      return `${question.subject}===${question.other}`;
  }
}

/** What a question asks about. */
export function subjectsOf(question: Question): readonly string[] {
  return 'other' in question ? [question.subject, question.other] : [question.subject];
}

/**
 * @param isBoolean whether an expression is known to be true or false, and nothing else
 * @returns undefined for a condition that may have another answer when it is asked again
 */
export function atomOf(test: TSESTree.Node, isBoolean: (node: TSESTree.Node) => boolean): Atom | undefined {
  const node = unwrap(test);
  if (node.type === T.BinaryExpression && /^[!<=>]/u.test(node.operator)) {
    return comparisonOf(node.left, node.operator, node.right, isBoolean);
  }
  const subject = subjectText(node);
  return subject === undefined ? undefined : { question: { is: 'true', subject }, negated: false };
}

/** `left === right`, `left < right` */
export function comparisonOf(
  left: TSESTree.Node,
  operator: string,
  right: TSESTree.Node,
  isBoolean: (node: TSESTree.Node) => boolean,
): Atom | undefined {
  if (literalOf(left) !== undefined && literalOf(right) === undefined) {
    return comparisonOf(
      right,
      operator.replaceAll(/[<>]/gu, (sign) => (sign === '<' ? '>' : '<')),
      left,
      isBoolean,
    );
  }
  const subject = subjectText(left);
  if (subject === undefined) {
    return undefined;
  }
  const negated = operator.startsWith('!');
  const isEquality = /^[!=]==?$/u.test(operator);
  const literal = literalOf(right);
  const other = subjectText(right);
  if (isEquality && literal !== undefined) {
    return equalityOf(subject, literal, negated);
  }
  if (isEquality && other !== undefined) {
    const [one = '', two = ''] = [subject, other].sort();
    const areBooleans = isBoolean(left) && isBoolean(right);
    return { question: { is: 'same', subject: one, other: two, areBooleans }, negated };
  }
  return typeof literal === 'number' || other !== undefined
    ? orderOf(subject, operator, literal === undefined ? (other as string) : (literal as number))
    : undefined;
}

function equalityOf(subject: string, literal: Literal, negated: boolean): Atom {
  return literal === null
    ? { question: { is: 'nullish', subject }, negated }
    : typeof literal === 'boolean'
      ? { question: { is: 'true', subject }, negated: negated === literal }
      : { question: { is: 'equal', subject, value: literal }, negated };
}

function orderOf(subject: string, operator: string, other: number | string): Atom | undefined {
  const isMore = operator.startsWith('>');
  if (!/^[<>]=?$/u.test(operator)) {
    return undefined;
  }
  if (typeof other === 'string') {
    // `a <= b` is the contrary of `a > b`, `a < b` is `b > a`, `a >= b` the contrary of that.
    const negated = operator.endsWith('=');
    const [one, two] = isMore === negated ? [other, subject] : [subject, other];
    return { question: { is: 'more', subject: one, other: two }, negated };
  }
  const value = operator === '>' || operator === '<=' ? Math.floor(other) + 1 : Math.ceil(other);
  return { question: { is: 'least', subject, value }, negated: !isMore };
}

type Literal = Constant | boolean | number | string | null;

/** The value of a literal or of a constant, null for `undefined`; undefined for everything else. */
export function literalOf(expression: TSESTree.Node): Literal | undefined {
  const node = unwrap(expression);
  switch (node.type) {
    case T.Identifier:
      return node.name === 'undefined' ? null : undefined;
    case T.Literal:
      return /^(?:boolean|number|string)$/u.test(typeof node.value) || node.raw === 'null'
        ? (node.value as Literal)
        : node.raw;
    case T.MemberExpression: {
      const constant = node.object.type === T.Identifier ? `${node.object.name}.${memberName(node) ?? ''}` : '';
      return /^[A-Z]\w*\.[A-Z]\w*$/u.test(constant) ? { constant } : undefined;
    }
    case T.TemplateLiteral:
      return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
    case T.UnaryExpression: {
      const value = node.operator === '-' ? literalOf(node.argument) : undefined;
      return node.operator === 'void' ? null : typeof value === 'number' ? -value : undefined;
    }
    default:
      return undefined;
  }
}

/** What `a ?? b` asks of `a`: whether it is there. */
export function presenceOf(node: TSESTree.Node): Atom | undefined {
  const subject = subjectText(node);
  return subject === undefined ? undefined : { question: { is: 'nullish', subject }, negated: true };
}

/** Names of functions that only look at what they are given, and so give the same answer again. */
const looking = /^(?:can|ends|equals|has|includes|is|matches|needs|should|some|starts|supports|test)(?![a-z])/u;

/** The text of a name, a literal, a chain of members, a calculation, or a call that only asks. */
export function subjectText(test: TSESTree.Node): string | undefined {
  const node = unwrap(test);
  switch (node.type) {
    case T.Identifier:
      return node.name;
    case T.ThisExpression:
      return 'this';
    case T.Literal:
      return node.raw;
    case T.MemberExpression: {
      const object = subjectText(node.object);
      const property = node.computed ? subjectText(node.property) : memberName(node);
      return object === undefined || property === undefined ? undefined : `${object}.${property}`;
    }
    case T.BinaryExpression: {
      const parts = [node.left, node.right].map(subjectText);
      return parts.includes(undefined) ? undefined : parts.join(` ${node.operator} `);
    }
    case T.UnaryExpression: {
      const argument = node.operator === 'typeof' || node.operator === '-' ? subjectText(node.argument) : undefined;
      return argument === undefined ? undefined : `${node.operator} ${argument}`;
    }
    case T.CallExpression: {
      const callee = unwrap(node.callee);
      const name = callee.type === T.MemberExpression ? memberName(callee) : subjectText(callee);
      const parts = looking.test(name ?? '') ? [callee, ...node.arguments].map(subjectText) : [undefined];
      return parts.includes(undefined) ? undefined : `${parts[0] ?? ''}(${parts.slice(1).join(',')})`;
    }
    default:
      return undefined;
  }
}
