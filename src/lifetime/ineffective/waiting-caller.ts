import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  calledName,
  enclosingFunction,
  type FunctionNode,
  keyName,
  parentOf,
  staticString,
  unwrap,
} from '../../ast/expressions.ts';
import { nodesOf } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import type { TypeServices } from '../../types/services.ts';
import { bodyOfCalled } from '../../types/project-closer.ts';
import type { AcquiringNode } from '../../resources/acquisition.ts';
import { isAcquiringNode } from '../acquisitions.ts';
import { isCloserName } from '../fates/closer-names.ts';
import type { Phase, Phases } from '../phases.ts';
import { followedInFunction, isInFinally } from './following.ts';
import { isMain, mentionsOf, nameOf } from '../named-function.ts';
import { endsProcessAfter, isCutOff, isExit, processEvent } from './process-handler.ts';
import { stepsAfterMain } from './program-steps.ts';

/** Somebody who waits for a function, so that what the function does not wait for is lost. */
export interface WaitingCaller {
  readonly kind:
    /** A runner waits for it before the next step: a hook, a teardown, a fixture. */
    | 'hook'
    | 'test'
    /** A framework does when the application ends: `onClose`, `onModuleDestroy`. */
    | 'shutdown'
    /** The process goes on to exit. */
    | 'process'
    /** A function that closes something is waited for elsewhere in the file. */
    | 'closer'
    /** Whoever awaits an asynchronous function. */
    | 'async';
  /** The function that does not wait. */
  readonly owner: FunctionNode;
  /** How a message calls it: `` this `afterEach` ``. */
  readonly text: string;
  /** It would be waited for if it gave a promise; not so a helper that a hook only calls. */
  readonly takesPromise: boolean;
  /** It goes on to end the process. */
  readonly exits?: true;
}

/** Methods that Nest waits for, and those that `await using` does. */
const lifecycleMethods: ReadonlySet<string | undefined> = new Set([
  'beforeApplicationShutdown',
  'onApplicationShutdown',
  'onModuleDestroy',
]);

/** Methods and functions that call back and do not wait for what the callback gives. */
const emitters: ReadonlySet<string | undefined> = new Set([
  'addEventListener',
  'addListener',
  'nextTick',
  'on',
  'once',
  'prependListener',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'subscribe',
  'watch',
]);

/** Finds who waits for the functions of a file. */
export class WaitingCallers {
  readonly #makePhases: () => Phases;
  readonly #services: TypeServices;
  #madePhases: Phases | undefined;

  /** @param makePhases asked for when the first release is found that may be lost; most files have none */
  constructor(makePhases: () => Phases, services: TypeServices) {
    this.#makePhases = makePhases;
    this.#services = services;
  }

  get #phases(): Phases {
    return (this.#madePhases ??= this.#makePhases());
  }

  /**
   * Who waits for the function that a statement stands in.
   *
   * @param receiver what is released there, as it is written
   */
  of(node: TSESTree.Node, receiver: string): WaitingCaller | undefined {
    const owner = enclosingFunction(node);
    if (owner === undefined || owner.generator) {
      return undefined;
    }
    const ran = this.#ranByRunner(owner);
    if (ran !== undefined) {
      return usesDone(owner, this.#phases) ? undefined : ran;
    }
    const handled = processEvent(owner);
    if (handled !== undefined) {
      return handled !== 'exit' && isCutOff(node, owner)
        ? { kind: 'process', owner, text: `the handler of \`${handled}\``, takesPromise: true }
        : undefined;
    }
    return (
      this.#ofShutdown(owner) ??
      (owner.async ? this.#ofAsync(owner, node, receiver) : this.#ofHelper(owner)) ??
      this.#ofExit(owner, node, receiver)
    );
  }

  /** Whether a runner calls a function after its tests, and looks at nothing that it gives but a promise. */
  isAfter(owner: FunctionNode): boolean {
    const [phase] = this.#phases.of(owner.body);
    return (
      phase?.during === 'teardown' ||
      phase?.during === 'returned' ||
      ((phase?.during === 'hook' || phase?.during === 'root hook') && phase.hook.when === 'after')
    );
  }

  #ranByRunner(owner: FunctionNode): WaitingCaller | undefined {
    const { file } = this.#phases;
    const [phase] = this.#phases.of(owner.body);
    const isDirect =
      file.callOf(owner) !== undefined ||
      this.#phases.isCallback(owner) ||
      phase?.during === 'returned' ||
      (phase?.during === 'fixture' && phase.part === 'teardown' && owner.parent.type === T.CallExpression);
    return isDirect && phase !== undefined ? whoRuns(phase, owner) : undefined;
  }

  #ofShutdown(owner: FunctionNode): WaitingCaller | undefined {
    const { parent } = owner;
    const name =
      parent.type === T.MethodDefinition || parent.type === T.PropertyDefinition ? keyName(parent) : undefined;
    if (lifecycleMethods.has(name)) {
      return { kind: 'shutdown', owner, text: `\`${name ?? ''}\``, takesPromise: true };
    }
    const isHook =
      parent.type === T.CallExpression &&
      calledName(parent) === 'addHook' &&
      parent.arguments[0] !== undefined &&
      /^(?:onClose|preClose)$/u.test(staticString(parent.arguments[0]) ?? '');
    const isPlain = isHook && owner.params.length < 2;
    return isPlain ? { kind: 'shutdown', owner, text: 'this `onClose` hook', takesPromise: true } : undefined;
  }

  #ofAsync(owner: FunctionNode, node: TSESTree.Node, receiver: string): WaitingCaller | undefined {
    const { file } = this.#phases;
    const { parent } = owner;
    if (parent.type === T.NewExpression || (parent.type === T.CallExpression && emitters.has(calledName(parent)))) {
      return undefined;
    }
    if (isOwnJob(owner, receiver, file.view.text)) {
      return undefined;
    }
    const isProgram = file.calls.length === 0 && isMain(owner, file.view);
    const steps = isProgram ? stepsAfterMain(owner, file.view) : [];
    const isExiting = steps.some(isExit);
    // Where nothing is left to do, the process ends when all is closed.
    const isLeft = isExiting || (steps.length > 0 && isInFinally(node));
    if (isProgram && !isLeft && !followedInFunction(node, owner, () => true)) {
      return undefined;
    }
    const name = nameOf(owner);
    const exits = (isExiting || followedInFunction(node, owner, isExit)) && { exits: true as const };
    return {
      kind: 'async',
      owner,
      text: name === undefined ? 'this function' : `\`${name}\``,
      takesPromise: true,
      ...exits,
    };
  }

  /** Any function that goes on to end the process: nothing gets the time to be closed. */
  #ofExit(owner: FunctionNode, node: TSESTree.Node, receiver: string): WaitingCaller | undefined {
    const { view } = this.#phases.file;
    const events = mentionsOf(owner, view).map(processEvent);
    const isOfProcess = events.length > 0 && !events.includes(undefined);
    const isCut = endsProcessAfter(node, owner) || (isOfProcess && isCutOff(node, owner));
    const isHandler = owner.parent.type === T.CallExpression && emitters.has(calledName(owner.parent));
    // Who calls what never returns counts on the end of the process, and cannot wait for anything.
    const isLast = owner.returnType?.typeAnnotation.type === T.TSNeverKeyword;
    if (!isCut || isLast || events.includes('exit') || (!isHandler && isOwnJob(owner, receiver, view.text))) {
      return undefined;
    }
    const name = nameOf(owner);
    const text = name === undefined ? 'this function' : `\`${name}\``;
    // Who calls it by its name may go on as if the process had ended.
    return { kind: 'process', owner, text, takesPromise: name === undefined || isOfProcess };
  }

  /** A function that hooks or tests call by its name, or a closer whose callers wait for it. */
  #ofHelper(owner: FunctionNode): WaitingCaller | undefined {
    const name = nameOf(owner);
    if (name === undefined || owner.params.length > 0) {
      return undefined;
    }
    const runs = this.#phases.of(owner.body).map((phase) => whoRuns(phase, owner));
    if (runs.length > 0 && runs.every((run) => run?.kind === 'hook')) {
      return { kind: 'hook', owner, text: `\`${name}\`, which a hook calls,`, takesPromise: false };
    }
    const isWaitedFor = isCloserName(name) && this.#isAwaited(owner, name);
    return isWaitedFor ? { kind: 'closer', owner, text: `\`${name}\``, takesPromise: true } : undefined;
  }

  /** Whether a call of the function in this file is awaited, or returned to a runner. */
  #isAwaited(owner: FunctionNode, name: string): boolean {
    const { file } = this.#phases;
    return nodesOf(file.view.ast).some((node) => {
      if (node.type !== T.CallExpression || calledName(node) !== name) {
        return false;
      }
      const outer = node.parent.type === T.ChainExpression ? node.parent.parent : node.parent;
      const by = outer.type === T.ArrowFunctionExpression ? outer : enclosingFunction(outer);
      const isReturned = outer.type === T.ArrowFunctionExpression || outer.type === T.ReturnStatement;
      const isWaited =
        outer.type === T.AwaitExpression || (isReturned && by !== undefined && this.#ranByRunner(by) !== undefined);
      return isWaited && this.#runs(node, owner);
    });
  }

  #runs(call: TSESTree.CallExpression, owner: FunctionNode): boolean {
    const body = bodyOfCalled(call, this.#services);
    return body !== undefined && this.#services.tsNodeToESTreeNodeMap.get(body) === owner.body;
  }
}

function whoRuns(phase: Phase, owner: FunctionNode): WaitingCaller | undefined {
  switch (phase.during) {
    case 'hook':
      return { kind: 'hook', owner, text: `this \`${phase.call.name}\``, takesPromise: true };
    case 'test':
      return { kind: 'test', owner, text: 'this test', takesPromise: true };
    case 'teardown':
      return { kind: 'hook', owner, text: `this \`${phase.call.name}\``, takesPromise: true };
    case 'returned':
      // Where nobody calls it, `require-teardown` tells.
      return phase.call.runners.some(({ callsReturnedTeardown }) => callsReturnedTeardown)
        ? { kind: 'hook', owner, text: 'this teardown', takesPromise: true }
        : undefined;
    case 'root hook':
      return { kind: 'hook', owner, text: `this \`${phase.root.name}\``, takesPromise: true };
    case 'fixture':
      return { kind: 'hook', owner, text: 'this fixture', takesPromise: true };
    case 'global set-up':
      return { kind: 'hook', owner, text: 'this global set-up', takesPromise: true };
    case 'loading':
    case 'unknown':
      return undefined;
  }
}

/** Whether a function tells that it is done by a callback: `(done) => { …; done() }`. */
function usesDone(owner: FunctionNode, { file }: Phases): boolean {
  const names = owner.params.flatMap((one) => (one.type === T.Identifier ? [one] : []));
  return names.some((name) =>
    variableOf(file.view, name)?.references.some(({ identifier }) => {
      const parent = parentOf(identifier);
      return (
        !file.fixtures.some(({ setUp }) => setUp === owner) &&
        parent?.type === T.CallExpression &&
        (parent.callee === identifier || /^(?:cb|done|end|next)$/u.test(name.name))
      );
    }),
  );
}

/** Whether a function is a job of a worker that it closes: closing would wait for that job. */
function isOwnJob(owner: FunctionNode, receiver: string, text: string): boolean {
  for (let outer = parentOf(owner); outer !== undefined; outer = parentOf(outer)) {
    if (isAcquiringNode(outer) && belongsTo(outer, receiver, text)) {
      return true;
    }
  }
  return false;
}

/** Whether a call is one of a resource's own methods, or makes it. */
function belongsTo(call: AcquiringNode, receiver: string, text: string): boolean {
  const callee = unwrap(call.callee);
  if (callee.type === T.MemberExpression && text.slice(...callee.object.range) === receiver) {
    return true;
  }
  const outer = call.parent.type === T.AwaitExpression ? call.parent.parent : call.parent;
  const target =
    outer.type === T.VariableDeclarator ? outer.id : outer.type === T.AssignmentExpression ? outer.left : undefined;
  return target !== undefined && text.slice(...target.range).replace(/:.*$/su, '') === receiver;
}
