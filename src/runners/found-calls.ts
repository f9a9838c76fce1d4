import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { FileView, Variable } from '../ast/file-view.ts';
import { isRequireCall, stepFrom, valueAfter } from './callee-chain.ts';
import { callbackIn, functionBehind, hasTitleOnly } from './callbacks.ts';
import { annotatedFixtures } from './annotated-fixtures.ts';
import { annotatedContexts, contextsIn } from './contexts.ts';
import { fixturesOf } from './fixtures.ts';
import { likelyUse } from './likely-use.ts';
import type { FixtureDefinition, RunnerFunction } from './runner.ts';
import type { RunnerSettings } from './runner-settings.ts';
import { asFunction, contextOf, functionIn, type RunnerValue, testOfSuite } from './runner-value.ts';
import { RunnerValues } from './runner-values.ts';

/** A call of a runner's function, before the file as a whole says which runner it is. */
export interface FoundCall {
  readonly node: TSESTree.CallExpression;
  /** The name that the callee begins with. */
  readonly root: TSESTree.Node;
  readonly value: RunnerValue;
  readonly does: RunnerFunction;
  readonly callback: TSESTree.Node | undefined;
}

/** Looks at each name of a file once, and follows those that are used as a runner's functions are. */
export class CallSearch {
  readonly #calls = new Map<TSESTree.Node, FoundCall>();
  readonly fixtures: (FixtureDefinition & { readonly isGuess: boolean })[] = [];
  readonly #view: FileView;
  readonly #values: RunnerValues;
  readonly #isLikely: (name: TSESTree.Identifier, root: TSESTree.Node) => boolean;
  readonly #contexts = new Set<Variable>();

  constructor(view: FileView, settings: RunnerSettings) {
    this.#view = view;
    this.#values = new RunnerValues(settings);
    this.#isLikely = likelyUse(view, settings);
    for (const { references } of view.scopeManager.scopes) {
      for (const { identifier } of references) {
        this.#visitName(identifier);
      }
    }
    for (const { pattern, runners } of annotatedContexts(view, settings)) {
      this.#bindContext(pattern, contextOf(runners, false));
    }
    for (const fixture of annotatedFixtures(view, settings)) {
      if (!this.fixtures.some(({ setUp }) => setUp === fixture.setUp)) {
        this.fixtures.push({ ...fixture, isGuess: false });
      }
    }
  }

  get calls(): readonly FoundCall[] {
    return [...this.#calls.values()];
  }

  #visitName(name: TSESTree.Node): void {
    const { parent } = name;
    const root = parent?.type === T.CallExpression && parent.callee === name && isRequireCall(parent) ? parent : name;
    if (name.type === T.Identifier && this.#isLikely(name, root)) {
      this.#follow(root, this.#values.valueOf({ view: this.#view, node: root }));
    }
  }

  /** Goes outwards from a name to the call of a runner's function. */
  #follow(root: TSESTree.Node, start: RunnerValue | undefined): void {
    let value = start;
    let step = stepFrom(root);
    while (value !== undefined && step !== undefined) {
      if (step.type === T.CallExpression && value.pending === undefined) {
        this.#found(root, step, value);
        return;
      }
      if (step.type === T.CallExpression && value.pending === 'fixtures') {
        this.#foundFixtures(step, value);
      }
      value = valueAfter(value, step);
      step = stepFrom(step);
    }
  }

  #found(root: TSESTree.Node, node: TSESTree.CallExpression, called: RunnerValue): void {
    const value = asFunction(called);
    const does = value?.runners[0] && functionIn(value.runners[0], value);
    if (value === undefined || does === undefined || this.#calls.has(node)) {
      return;
    }
    const callback = callbackIn(node, does, this.#view);
    // A global that is given no callback is likely to be something else of the same name.
    if (callback === undefined && (value.reached === 'global' || !hasTitleOnly(node, does))) {
      return;
    }
    // What is only taken for a test by its name has a title, as tests have.
    if (value.isGuess && does.is === 'test' && node.arguments[0] === callback) {
      return;
    }
    this.#calls.set(node, { node, root, value, does, callback });
    const body = callback && functionBehind(this.#view, callback);
    const isAround = does.is === 'hook' && does.when === 'around';
    const at = value.contextAt ?? (isAround ? 1 : 0);
    if (body !== undefined && at !== 'nowhere' && (does.is === 'test' || does.is === 'hook')) {
      this.#bindContext(body.params[at], contextOf(value.runners, value.isGuess));
    } else if (body !== undefined && at !== 'nowhere' && does.is === 'suite') {
      this.#bindContext(body.params[at], testOfSuite(value.runners, value.isGuess));
    }
  }

  #foundFixtures(call: TSESTree.CallExpression, { runners, isGuess }: RunnerValue): void {
    for (const fixture of fixturesOf(this.#view, call, runners)) {
      this.fixtures.push({ ...fixture, isGuess });
      this.#bindContext(fixture.setUp?.params[0], contextOf(fixture.runners, isGuess));
    }
  }

  /** Follows the context of a test, and what is taken out of it, to the calls of its members. */
  #bindContext(pattern: TSESTree.Node | undefined, context: RunnerValue | undefined): void {
    for (const { variable, value } of contextsIn(this.#view, pattern, context)) {
      if (!this.#contexts.has(variable)) {
        this.#contexts.add(variable);
        this.#values.bind(variable, value);
        for (const { identifier } of variable.references) {
          const name = identifier as TSESTree.Node;
          this.#follow(name, value);
          this.#handOn(name, value);
        }
      }
    }
  }

  /** `const { after } = t`, and `helper(t)` for a function of the file. */
  #handOn(name: TSESTree.Node, value: RunnerValue): void {
    const { parent } = name;
    if (parent?.type === T.VariableDeclarator && parent.init === name) {
      this.#bindContext(parent.id, value);
    }
    if (parent?.type === T.CallExpression && parent.callee !== name) {
      const callee = functionBehind(this.#view, parent.callee);
      this.#bindContext(callee?.params[parent.arguments.indexOf(name as TSESTree.Expression)], value);
    }
  }
}
