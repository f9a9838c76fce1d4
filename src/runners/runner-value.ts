import type { Runner, RunnerCall, RunnerFunction } from './runner.ts';
import { entryOf } from './runners.ts';

/** What an expression stands for: one of a runner's functions, what has them as members, or the context of a test. */
export interface RunnerValue {
  /** The runners it may belong to. */
  readonly runners: readonly Runner[];
  readonly of: 'context' | 'functions';
  /** The runner's own name of the function; undefined for a module, the global object and the context itself. */
  readonly name: string | undefined;
  /** Members that make another function of it: `['after', 'always']`. */
  readonly members: readonly string[];
  /** It has to be called before it is the function: `test.each`, `test.extend`, `mergeTests`. */
  readonly pending: 'fixtures' | 'merge' | 'row' | undefined;
  /** Which parameter of the callback is the context, where that is not the usual one. */
  readonly contextAt: number | 'nowhere' | undefined;
  readonly reached: RunnerCall['reached'];
  /** Only its name and that of its module speak for it. */
  readonly isGuess: boolean;
}

/** A module of runners, or the global object. */
export function namespaceOf(runners: readonly Runner[], reached: RunnerCall['reached']): RunnerValue {
  return {
    runners,
    of: 'functions',
    name: undefined,
    members: [],
    pending: undefined,
    contextAt: undefined,
    reached,
    isGuess: false,
  };
}

/** The context that a test's callback gets; undefined when the runners' contexts have nothing for us. */
export function contextOf(runners: readonly Runner[], isGuess: boolean): RunnerValue | undefined {
  const having = runners.filter(({ contextMembers }) => Object.keys(contextMembers).length > 0);
  return having.length === 0 ? undefined : { ...namespaceOf(having, 'context'), of: 'context', isGuess };
}

/** The test function that a suite's callback gets; undefined when the runners hand it none. */
export function testOfSuite(runners: readonly Runner[], isGuess: boolean): RunnerValue | undefined {
  const giving = runners.filter(({ suiteGives }) => suiteGives !== undefined);
  const name = giving[0]?.suiteGives;
  return name === undefined ? undefined : { ...namespaceOf(giving, 'context'), name, isGuess };
}

/** A member of a value: another function, the same one for a modifier, or undefined where it is none of the runner's. */
export function memberOfValue(value: RunnerValue, member: string): RunnerValue | undefined {
  const outcomes = value.runners.flatMap((runner) => {
    const outcome = memberIn(runner, value, member);
    return outcome === undefined ? [] : [{ runner, outcome }];
  });
  const first = outcomes[0]?.outcome;
  if (first === undefined) {
    return undefined;
  }
  // Runners that understand the member in another way are out.
  const like = outcomes.filter(
    ({ outcome }) => outcome.pending === first.pending && outcome.members.length === first.members.length,
  );
  return { ...first, runners: like.map(({ runner }) => runner) };
}

function memberIn(runner: Runner, value: RunnerValue, member: string): RunnerValue | undefined {
  if (value.pending !== undefined) {
    return undefined;
  }
  if (value.name === undefined) {
    return memberOfNamespace(runner, value, member);
  }
  const isTest = functionIn(runner, { ...value, members: [] })?.is === 'test';
  const members = [...value.members, member];
  if (isTest && entryOf(runner.testMembers, members.join('.')) !== undefined) {
    return { ...value, members };
  }
  if (runner.modifiers.includes(member)) {
    return value;
  }
  const curried = entryOf(runner.curried, member);
  if (curried !== undefined) {
    return { ...value, pending: 'row', contextAt: curried.contextAt ?? 'nowhere' };
  }
  const takesFixtures = isTest && value.members.length === 0 && runner.fixtures?.members.includes(member) === true;
  return takesFixtures ? { ...value, pending: 'fixtures' } : undefined;
}

function memberOfNamespace(runner: Runner, value: RunnerValue, member: string): RunnerValue | undefined {
  const named: RunnerValue = { ...value, name: member };
  if (functionIn(runner, named) !== undefined) {
    return named;
  }
  if (value.of === 'functions' && runner.fixtures?.merges.includes(member) === true) {
    return { ...value, name: 'test', pending: 'merge' };
  }
  // `import mocha from 'mocha'` is the module itself; `const test = require('ava')` its default export.
  if (member === 'default') {
    return value;
  }
  return hasDefault(runner, value) ? memberIn(runner, { ...value, name: 'default' }, member) : undefined;
}

/** What a value is once it is called, when it has to be called before it is a function that takes a callback. */
export function afterCall(value: RunnerValue): RunnerValue {
  return { ...value, pending: undefined };
}

/** A module that is called as if it were its default export. */
export function asFunction(value: RunnerValue): RunnerValue | undefined {
  if (value.name !== undefined) {
    return value;
  }
  const callable = value.runners.filter((runner) => hasDefault(runner, value));
  return callable.length === 0 ? undefined : { ...value, name: 'default', runners: callable };
}

function hasDefault(runner: Runner, { of, reached }: RunnerValue): boolean {
  return of === 'functions' && reached !== 'global' && entryOf(runner.functions, 'default') !== undefined;
}

/** What the function does; undefined where the runner has none of this name. */
export function functionIn(runner: Runner, { of, name, members }: RunnerValue): RunnerFunction | undefined {
  if (name === undefined) {
    return undefined;
  }
  if (members.length > 0) {
    return entryOf(runner.testMembers, members.join('.'));
  }
  return entryOf(of === 'context' ? runner.contextMembers : runner.functions, name);
}

/** The runner's own name, with members that matter: `test.after.always`. */
export function nameOfValue({ name, members }: RunnerValue): string {
  return [name === 'default' ? 'test' : name, ...members].join('.');
}
