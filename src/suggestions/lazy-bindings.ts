import { type TSESTree } from '@typescript-eslint/utils';

import type { ReleaseForm } from '../resources/entry.ts';
import { isWithin, ofKind, type Use, usesOf } from './binding-uses.ts';
import { hasMember } from '../types/checked-types.ts';
import { mayAwait } from './load-time.ts';
import { type Making, makingOf } from './making.ts';
import { bindingOfDeclarator, type ModuleBinding } from './module-binding.ts';
import { isLookedAt } from './narrowing.ts';
import type { SourceFile } from './source-file.ts';

/** A binding whose value can be made on first use. */
export interface LazyBinding {
  readonly binding: ModuleBinding;
  readonly making: Making;
  /** The uses that are to be rewritten. */
  readonly uses: readonly Use[];
  /** Whether reading it has to wait, where it did not before. */
  isWaitedFor: boolean;
  /** Whether it is made from another such value. */
  isMadeFromAwaited: boolean;
  /** Whether its value is a promise, by which a failure would be kept. */
  readonly isPromise: boolean;
}

/**
 * The binding, and those of the module that are made from it while it loads, which would otherwise still make it then.
 *
 * @param release how the first is released
 * @param resolves whether the acquisition of the first gives a promise
 * @returns the binding first; undefined when one of them cannot be made later
 */
export function lazyBindings(
  binding: ModuleBinding,
  release: ReleaseForm | undefined,
  resolves: boolean,
  file: SourceFile,
): readonly LazyBinding[] | undefined {
  const found = new Map<TSESTree.Node, LazyBinding>();
  const waiting: ModuleBinding[] = [binding];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const lazy = lazyBinding(next, next === binding ? release : undefined, next === binding && resolves, file);
    if (lazy === undefined) {
      return undefined;
    }
    found.set(next.statement, lazy);
    for (const { declarator } of ofKind(lazy.uses, 'dependent')) {
      const dependent = bindingOfDeclarator(file.sourceCode, declarator, false);
      if (dependent === undefined) {
        return undefined;
      }
      if (!found.has(dependent.statement)) {
        found.set(dependent.statement, lazy);
        waiting.push(dependent);
      }
    }
  }
  const all = [...found.values()];
  spreadWaiting(all);
  return all.every((one) => readsMayWait(one, file)) ? all : undefined;
}

function lazyBinding(
  binding: ModuleBinding,
  release: ReleaseForm | undefined,
  resolves: boolean,
  file: SourceFile,
): LazyBinding | undefined {
  const all = usesOf(binding, release, file);
  const setUps = ofKind(all ?? [], 'set-up').map(({ statement }) => statement);
  const making = makingOf(binding, setUps, file);
  if (all === undefined || making === undefined || !mayMoveUp(setUps, binding, file)) {
    return undefined;
  }
  // With set-up statements the value has its old name inside the function that makes it, for the moved code to use.
  const moved = setUps.length === 0 ? [] : [binding.initialiser, ...setUps];
  const uses = all.filter((use) => !('node' in use && moved.some((one) => isWithin(use.node, one))));
  const reads = ofKind(uses, 'read').map(({ node }) => node);
  if (isLookedAt(reads, file)) {
    return undefined;
  }
  const isPromise = !making.awaits && givesPromise(binding, resolves, file);
  return { binding, making, uses, isWaitedFor: making.awaits, isMadeFromAwaited: false, isPromise };
}

/** Whether statements may run before those that stand between the binding and them. */
function mayMoveUp(
  setUps: readonly TSESTree.ExpressionStatement[],
  binding: ModuleBinding,
  { sourceCode, loadTime }: SourceFile,
): boolean {
  const { body } = sourceCode.ast;
  return setUps.every((setUp) => {
    const between = body.slice(body.indexOf(binding.statement) + 1, body.indexOf(setUp));
    const declaredBetween = between.flatMap((one) => sourceCode.getDeclaredVariables(one));
    const runsBetween = between.some((one) => one.type === 'ExpressionStatement' && !setUps.includes(one));
    return (
      !runsBetween ||
      declaredBetween.every((variable) =>
        variable.references.every(
          ({ identifier }) =>
            !isWithin(identifier as TSESTree.Node, setUp) || !loadTime.includes(identifier as TSESTree.Node),
        ),
      )
    );
  });
}

function givesPromise(
  { initialiser, isResource }: ModuleBinding,
  resolves: boolean,
  { services }: SourceFile,
): boolean {
  return services === undefined
    ? isResource && resolves
    : hasMember(initialiser, 'then', services) && hasMember(initialiser, 'catch', services);
}

/** What is made from a value that has to be waited for has to be waited for, too. */
function spreadWaiting(all: readonly LazyBinding[]): void {
  const spread = (from: LazyBinding): void => {
    for (const { node } of ofKind(from.uses, 'dependent')) {
      const dependent = all.find(({ binding }) => isWithin(node, binding.statement));
      if (dependent?.isMadeFromAwaited === false) {
        dependent.isMadeFromAwaited = true;
        dependent.isWaitedFor = true;
        spread(dependent);
      }
    }
  };
  all.filter(({ isWaitedFor }) => isWaitedFor).forEach(spread);
}

/** Whether the value is asked for at all: nothing would make it if it were only released. */
export function isReached({ binding, uses }: LazyBinding): boolean {
  return (
    binding.exportedBy !== undefined ||
    uses.some(({ kind }) => kind === 'read' || kind === 'export' || kind === 'dependent')
  );
}

function readsMayWait({ isWaitedFor, uses }: LazyBinding, file: SourceFile): boolean {
  return (
    !isWaitedFor ||
    (ofKind(uses, 'read').every(({ node }) => mayAwait(node, file.isModule)) &&
      // The initialiser of a dependent moves into an async function.
      ofKind(uses, 'dependent').every(({ node }) => mayAwait(node, true)))
  );
}
