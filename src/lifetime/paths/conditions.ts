import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, isInside, parentOf, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { allNodes, childrenOf } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import { type Atom, atomOf, comparisonOf, literalOf, type Question, subjectsOf, subjectText } from './atoms.ts';
import type { Root } from './closures.ts';
import type { Events } from './events.ts';
import { mentionsName } from './facts.ts';

/** Subjects of conditions that are told apart at once; each may double the states. */
const MOST_CONDITIONS = 10;

/** Numbers above are not told apart, whatever the code compares them with. */
const LARGEST_NUMBER = 12;

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

/** Whether the value of an expression is an answer that is asked for by a name later: `!given`, `a === b`. */
export function isQuestion(value: TSESTree.Node): boolean {
  const node = unwrap(value);
  if (literalOf(node) !== undefined) {
    return false;
  }
  return (
    node.type === T.BinaryExpression ||
    node.type === T.ConditionalExpression ||
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
  readonly isSetInside: (question: Question) => boolean;
  /** The largest number that the code tells apart from others, by the subject that it compares with it. */
  readonly largest: (subject: string) => number;
  readonly atomOf: (test: TSESTree.Node) => Atom | undefined;
  /** What a `case` asks; undefined for one that is a condition of its own, or may have another answer each time. */
  readonly atomOfCase: (discriminant: TSESTree.Node, test: TSESTree.Node) => Atom | undefined;
}

/** The conditions that ask about a subject, and what sets it. */
interface Asked {
  readonly places: Set<TSESTree.Node>;
  largest: number;
}

/** What the conditions of a function are about, whatever is followed through it. */
interface Subjects {
  /** What may be worth remembering. */
  readonly relevant: readonly (readonly [subject: string, Asked])[];
  readonly isSet: (subject: string) => boolean;
  readonly largest: (subject: string) => number;
}

const subjectsOfRoots = new WeakMap<Root, Subjects>();

/** A function is searched once, and not for each of its resources. */
function subjectsIn(root: Root): Subjects {
  const known = subjectsOfRoots.get(root) ?? searchedSubjects(root);
  subjectsOfRoots.set(root, known);
  return known;
}

function searchedSubjects(root: Root): Subjects {
  const asked = new Map<string, Asked>();
  const set = new Map<string, TSESTree.Node[]>();
  for (const node of allNodes(root.type === T.Program ? root : root.body, ownChildren)) {
    for (const atom of atomsIn(node)) {
      const value = 'value' in atom.question && typeof atom.question.value === 'number' ? atom.question.value : 0;
      for (const subject of subjectsOf(atom.question)) {
        const known = asked.get(subject) ?? { places: new Set(), largest: 0 };
        asked.set(subject, known);
        known.places.add(node);
        known.largest = Math.min(LARGEST_NUMBER, Math.max(known.largest, Math.abs(value) + 1));
      }
    }
    const name = nameSetBy(node);
    if (name !== undefined) {
      const setters = set.get(name) ?? [];
      set.set(name, setters);
      setters.push(node);
    }
  }
  const inside = [...new Set(namesSetInside(root, set))];
  const isSet = (subject: string): boolean => inside.some((name) => mentionsName(subject, name));
  return {
    relevant: [...asked].filter(
      ([subject, { places }]) =>
        !isSet(subject) && (places.size > 1 || (set.has(subject) && !isOnlyCounted(places, set.get(subject) ?? []))),
    ),
    isSet,
    largest: (subject) => asked.get(subject)?.largest ?? 0,
  };
}

/** @returns undefined when there are too many */
export function conditionsOf(root: Root, { project }: FileView, events: Events): Conditions | undefined {
  const isBoolean = (node: TSESTree.Node): boolean => project?.isBoolean(node) === true;
  const { relevant, isSet, largest } = subjectsIn(root);
  const conditions = {
    isSetInside: (question: Question) => subjectsOf(question).some(isSet),
    largest,
    atomOf: (test: TSESTree.Node) => atomOf(test, isBoolean),
    atomOfCase: (discriminant: TSESTree.Node, test: TSESTree.Node) =>
      comparisonOf(discriminant, '===', test, isBoolean),
  };
  if (relevant.length <= MOST_CONDITIONS) {
    return { ...conditions, relevant: new Set(relevant.map(([subject]) => subject)) };
  }
  const happenings = [...events.nodes()];
  const guarding = relevant.filter(([, { places }]) =>
    [...places].some((place) => happenings.some((happening) => isInside(happening, place))),
  );
  return guarding.length <= MOST_CONDITIONS
    ? { ...conditions, relevant: new Set(guarding.map(([subject]) => subject)) }
    : undefined;
}

/** Whether a name does nothing but count the rounds of one loop: it would only be followed round by round. */
function isOnlyCounted(places: ReadonlySet<TSESTree.Node>, setters: readonly TSESTree.Node[]): boolean {
  const [loop] = places;
  return (
    loop?.type === T.ForStatement &&
    setters.every((node) => [loop.init, loop.update].some((part) => part !== null && isInside(node, part)))
  );
}

/** The names and members that functions within a function set, and the fields that other methods of its class do. */
function namesSetInside(root: Root, set: ReadonlyMap<string, unknown>): readonly string[] {
  const body = root.type === T.Program ? root : root.body;
  const inner = [...allNodes(body, ownChildren)].filter(isFunction);
  const hasFields = [...set.keys()].some((name) => name.startsWith('this.'));
  const methods = hasFields ? otherMethods(root) : [];
  const isField = (name: string): boolean => name.startsWith('this.');
  return [...setIn(inner), ...setIn(methods).filter(isField)];
}

function setIn(roots: readonly TSESTree.Node[]): readonly string[] {
  return roots.flatMap((one) =>
    [...allNodes(one)].flatMap((node) => (node.type === T.VariableDeclarator ? [] : (nameSetBy(node) ?? []))),
  );
}

/** The methods of the class that a method belongs to, but itself and the constructor. */
function otherMethods(root: Root): readonly TSESTree.Node[] {
  let inner: TSESTree.Node = root;
  for (let outer = parentOf(root); outer !== undefined; outer = parentOf(outer)) {
    if (outer.type === T.ClassBody) {
      const own = inner;
      return outer.body.filter(
        (member) => member !== own && !(member.type === T.MethodDefinition && member.kind === 'constructor'),
      );
    }
    inner = outer;
  }
  return [];
}

/** The children of a node that the same function evaluates. */
export function ownChildren(node: TSESTree.Node): readonly TSESTree.Node[] {
  return isFunction(node) ? [] : childrenOf(node);
}

/** What a node asks. Whether two values are of the same kind does not matter here. */
function atomsIn(node: TSESTree.Node): readonly Atom[] {
  const cases = node.type === T.SwitchStatement ? node.cases : [];
  const compared = cases.map(
    ({ test }) => test && comparisonOf((node as TSESTree.SwitchStatement).discriminant, '===', test, () => false),
  );
  return [...testsOf(node).map((test) => atomOf(test, () => false)), ...compared].filter((atom) => atom != null);
}

/** The operands of the condition of a node. */
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
    case T.AssignmentExpression:
      return isQuestion(node.right) ? answersOf(node.right) : [];
    case T.VariableDeclarator:
      return node.init !== null && isQuestion(node.init) ? answersOf(node.init) : [];
    case T.SwitchCase:
      return node.test !== null && isAlwaysTrue(node.parent.discriminant) ? operandsOf(node.test) : [];
    default:
      return [];
  }
}

/** `switch (true)`, whose cases are conditions. */
export function isAlwaysTrue(discriminant: TSESTree.Node): boolean {
  return discriminant.type === T.Literal && discriminant.value === true;
}

/** What a value is true or false by; the test of `test ? a : b` is asked by the expression itself. */
function answersOf(value: TSESTree.Node): readonly TSESTree.Node[] {
  const node = unwrap(value);
  return node.type === T.ConditionalExpression
    ? [...answersOf(node.consequent), ...answersOf(node.alternate)]
    : operandsOf(node);
}

function operandsOf(test: TSESTree.Node): readonly TSESTree.Node[] {
  const node = unwrap(test);
  if (node.type === T.LogicalExpression) {
    // Its left side is asked for by the expression itself.
    return operandsOf(node.right);
  }
  return node.type === T.UnaryExpression && node.operator === '!' ? operandsOf(node.argument) : [node];
}

/** The variable, or the chain of members, that a node gives a value. */
function nameSetBy(node: TSESTree.Node): string | undefined {
  const target =
    node.type === T.VariableDeclarator
      ? node.id
      : node.type === T.AssignmentExpression
        ? node.left
        : node.type === T.UpdateExpression
          ? node.argument
          : undefined;
  const isName = target?.type === T.Identifier || (target?.type === T.MemberExpression && !target.computed);
  return isName ? subjectText(target) : undefined;
}
