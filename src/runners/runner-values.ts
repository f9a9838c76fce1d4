import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { Place, Variable } from '../ast/file-view.ts';
import { isGlobalObject, LONGEST_CHAIN, type ModuleOrigin, type Origin, originOf } from '../ast/origin.ts';
import { trailOf } from '../ast/trail.ts';
import { variableOf } from '../ast/variables.ts';
import { chainOf, valueAfter } from './callee-chain.ts';
import { guessedValue } from './guessed-value.ts';
import { returnedMember } from './returned-member.ts';
import { globalFunctionName, runnerOfModule, type RunnerSettings } from './runner-settings.ts';
import { functionIn, memberOfValue, namespaceOf, type RunnerValue } from './runner-value.ts';
import { runners } from './runners.ts';
import { typedVariable } from './typed-value.ts';

/** What names stand for in the eyes of a test runner. Each name is followed once. */
export class RunnerValues {
  readonly #settings: RunnerSettings;
  readonly #known = new Map<Variable, RunnerValue | undefined>();

  constructor(settings: RunnerSettings) {
    this.#settings = settings;
  }

  /** Says what a variable stands for: the context that a callback gets. */
  bind(variable: Variable, value: RunnerValue): void {
    this.#known.set(variable, value);
  }

  /** The runner's function that an expression gives; undefined when it gives none. */
  valueOf({ view, node }: Place, budget = LONGEST_CHAIN): RunnerValue | undefined {
    const { root, steps } = chainOf(node);
    let value = this.#rootValue({ view, node: root }, budget);
    for (const step of steps) {
      value = value && valueAfter(value, step);
    }
    return value;
  }

  #rootValue(place: Place, budget: number): RunnerValue | undefined {
    if (budget === 0) {
      return undefined;
    }
    const { view, node } = place;
    switch (node.type) {
      case T.Identifier:
        return this.#valueOfName({ view, node }, budget);
      case T.ConditionalExpression:
        return (
          this.valueOf({ view, node: node.consequent }, budget - 1) ??
          this.valueOf({ view, node: node.alternate }, budget - 1)
        );
      case T.LogicalExpression:
        return (
          this.valueOf({ view, node: node.left }, budget - 1) ?? this.valueOf({ view, node: node.right }, budget - 1)
        );
      default:
        return this.#valueOfOrigin(originOf(place), place, budget);
    }
  }

  #valueOfName(place: Place<TSESTree.Identifier>, budget: number): RunnerValue | undefined {
    const variable = variableOf(place.view, place.node);
    if (variable === undefined) {
      return this.#valueOfOrigin(originOf(place), place, budget);
    }
    if (!this.#known.has(variable)) {
      // A variable that is made of itself is nothing.
      this.#known.set(variable, undefined);
      const value = this.#valueOfOrigin(originOf(place), place, budget) ?? typedVariable(variable, place);
      this.#known.set(variable, value);
    }
    return this.#known.get(variable);
  }

  #valueOfOrigin(origin: Origin | undefined, asked: Place, budget: number): RunnerValue | undefined {
    switch (origin?.kind) {
      case 'global':
        return this.#valueOfGlobal(origin.path);
      case 'module':
        return this.#valueOfModule(origin, asked, budget);
      case 'value':
        return origin.place.node === asked.node ? undefined : this.valueOf(origin.place, budget - 1);
      case 'member': {
        const object = this.valueOf(origin.of, budget - 1);
        return object ? memberOfValue(object, origin.name) : this.#valueOfReturned(origin, asked, budget);
      }
      case undefined:
        return undefined;
    }
  }

  #valueOfReturned({ of, name }: Extract<Origin, { kind: 'member' }>, asked: Place, budget: number) {
    const origin = returnedMember(of, name, budget - 1);
    const value = origin?.kind === 'member' ? undefined : this.#valueOfOrigin(origin, asked, budget - 1);
    return value && { ...value, reached: 'project import' as const };
  }

  #valueOfModule(origin: ModuleOrigin, asked: Place, budget: number): RunnerValue | undefined {
    const direct = this.#exportOf(origin);
    if (direct !== undefined) {
      return direct;
    }
    const trail = trailOf(origin).slice(1);
    const runnersExport = trail.find((step) => step.kind === 'module' && this.#isOfRunner(step));
    const last = runnersExport ?? trail.at(-1);
    if (last === undefined) {
      return guessedValue(origin, asked);
    }
    const value = last.kind === 'module' ? this.#exportOf(last) : this.#valueOfOrigin(last, origin.from, budget - 1);
    return value && { ...value, reached: 'project import' };
  }

  #isOfRunner({ from }: ModuleOrigin): boolean {
    return runnerOfModule(from.node.value, this.#settings) !== undefined;
  }

  #exportOf({ from, path }: ModuleOrigin): RunnerValue | undefined {
    const runner = runnerOfModule(from.node.value, this.#settings);
    return runner && membersOf(namespaceOf([runner], 'import'), path);
  }

  #valueOfGlobal([first = '', ...members]: readonly string[]): RunnerValue | undefined {
    const withGlobals = runners.filter(({ globals }) => globals);
    if (isGlobalObject(first)) {
      return membersOf(namespaceOf(withGlobals, 'global'), members);
    }
    const values = withGlobals.flatMap((runner) => {
      const name = globalFunctionName(first, runner, this.#settings);
      const value: RunnerValue = { ...namespaceOf([runner], 'global'), name };
      return functionIn(runner, value) === undefined ? [] : [value];
    });
    const name = values[0]?.name;
    const alike = values.filter((value) => value.name === name).flatMap((value) => value.runners);
    return name === undefined ? undefined : membersOf({ ...namespaceOf(alike, 'global'), name }, members);
  }
}

function membersOf(value: RunnerValue, path: readonly string[]): RunnerValue | undefined {
  let found: RunnerValue | undefined = value;
  for (const member of path) {
    found = found && memberOfValue(found, member);
  }
  return found;
}
