import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  type ClassNode,
  enclosingFunction,
  type FunctionNode,
  isClass,
  isFunction,
  memberName,
  parentOf,
  unwrap,
} from '../ast/expressions.ts';
import type { Bindings, Place, Variable } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import { trailOf } from '../ast/trail.ts';
import type { Acquisition, AcquiringNode } from '../resources/acquisition.ts';
import { cataloguedAcquisition } from '../resources/catalogued.ts';
import { disposableAcquisition } from '../resources/disposable.ts';
import type { FormIndex } from '../resources/forms.ts';
import { evaluatedNodes } from './evaluation.ts';
import { isMadeForEveryCaller } from './every-path.ts';
import { isHandedOn } from './handing-on.ts';
import { isDeclaredByUsing, isUnrefd, releasesOf, variableHolding } from './releases.ts';

/** Calls from one function of the project to the next; what lies deeper is not known. */
const DEEPEST_CALL = 4;

/** Names of functions that run the callback they are given and hand on its result, where their body is out of sight. */
const runsItsCallback: ReadonlySet<string | undefined> = new Set(['remember', 'singleton']);

/** Names of functions that give a function which runs the callback they were given, where their body is out of sight. */
const keepsItsCallback: ReadonlySet<string | undefined> = new Set(['lazy', 'memo', 'memoize', 'once']);

/** Finds what a call makes: a catalogued resource, or what a function or class of the project makes and hands on. */
export class Acquisitions {
  readonly #index: FormIndex;
  /** By function or class and the depth left; null while it is being looked at, which ends recursion. */
  readonly #known = new Map<number, Map<TSESTree.Node, Acquisition | null | undefined>>();

  constructor(index: FormIndex) {
    this.#index = index;
  }

  /** @returns undefined when the call makes nothing that is known to outlive it */
  of(place: Place<AcquiringNode>, depth = DEEPEST_CALL): Acquisition | undefined {
    const catalogued = cataloguedAcquisition(place, this.#index);
    if (catalogued !== undefined || depth === 0) {
      return catalogued;
    }
    const callee = definitionOf({ ...place, node: place.node.callee });
    if (place.node.type === T.NewExpression) {
      const held = callee && isClass(callee.node) ? this.#ofClass(callee as Place<ClassNode>, depth - 1) : undefined;
      return held ?? disposableAcquisition(place, this.#index);
    }
    if (callee?.node.type === T.CallExpression) {
      return this.#ofMadeFunction(callee as Place<TSESTree.CallExpression>, depth - 1);
    }
    return callee && isFunction(callee.node)
      ? this.#ofCall(callee as Place<FunctionNode>, place, depth - 1)
      : this.#ofCallback(place, runsItsCallback, depth - 1);
  }

  /**
   * The acquisition whose resource a call makes hold: `client.connect()`, `server.listen()`.
   *
   * @returns undefined when the receiver is not known, or held before
   */
  begunBy(place: Place<AcquiringNode>, depth = DEEPEST_CALL): Acquisition | undefined {
    const callee = unwrap(place.node.callee);
    const method = callee.type === T.MemberExpression ? memberName(callee) : undefined;
    if (callee.type !== T.MemberExpression || method === undefined || !this.#index.holdingCalls.has(method)) {
      return undefined;
    }
    const found = this.#ofReceiver({ ...place, node: callee.object }, depth);
    return found !== undefined && !found.holds && beginsWith(found, method) ? found : undefined;
  }

  /** What a name, a call or a chain of calls on one (`client.on('error', log)`) stands for. */
  #ofReceiver(place: Place, depth: number): Acquisition | undefined {
    for (let next: Place | undefined = place, steps = 0; next !== undefined && steps < 20; steps += 1) {
      const made = definitionOf(next);
      const node = made && (made.node.type === T.AwaitExpression ? unwrap(made.node.argument) : made.node);
      if (made === undefined || (node?.type !== T.CallExpression && node?.type !== T.NewExpression)) {
        return undefined;
      }
      const found = this.of({ ...made, node }, depth);
      if (found !== undefined) {
        return found;
      }
      const callee = unwrap(node.callee);
      next = callee.type === T.MemberExpression ? { ...made, node: callee.object } : undefined;
    }
    return undefined;
  }

  #ofCall(callee: Place<FunctionNode>, call: Place<AcquiringNode>, depth: number): Acquisition | undefined {
    const bindings = boundParameters(callee, call);
    const find = (): Acquisition | undefined => {
      const found = this.#ofBody({ ...callee, bindings }, depth);
      return found && { ...found, resolves: callee.node.async || found.resolves };
    };
    // With arguments that the body calls, the answer belongs to this call alone.
    return bindings.size === 0 ? this.#once(callee.node, depth, find) : find();
  }

  #ofBody(body: Place<FunctionNode>, depth: number): Acquisition | undefined {
    if (body.node.generator) {
      return undefined;
    }
    const calls = [...evaluatedNodes(body.node)].filter(isAcquiringNode);
    const made = new Map<AcquiringNode, Acquisition>();
    for (const node of calls) {
      const found = this.of({ ...body, node }, depth);
      // A timer belongs to the module that starts it, which may well clear it elsewhere.
      const isOpen = found !== undefined && found.entry.category !== 'timer' && !isGivenBack(body, node, found);
      if (isOpen && isHandedOn(body.view, node, body.node)) {
        made.set(node, found);
      }
    }
    const [found] = made.values();
    if (found === undefined || !isMadeForEveryCaller(body.view, body.node, [...made.keys()])) {
      return undefined;
    }
    const begins = (node: AcquiringNode): boolean =>
      this.begunBy({ ...body, node }, depth)?.made.node === found.made.node;
    return found.holds || !calls.some(begins) ? found : { ...found, holds: true };
  }

  /** A class whose instances make a resource in a field or in the constructor. */
  #ofClass(place: Place<ClassNode>, depth: number): Acquisition | undefined {
    return this.#once(place.node, depth, () => {
      for (const member of place.node.body.body) {
        if (member.type === T.PropertyDefinition && !member.static && member.value !== null) {
          const value = unwrap(member.value);
          const found = isAcquiringNode(value) ? this.of({ ...place, node: value }, depth) : undefined;
          if (found) {
            return found;
          }
        }
        if (member.type === T.MethodDefinition && member.kind === 'constructor' && member.value.body !== null) {
          const found = this.#ofBody({ ...place, node: member.value }, depth);
          if (found) {
            return found;
          }
        }
      }
      return undefined;
    });
  }

  /** A call of what another call gave: `once(() => new Pool())()`, `const getPool = lazy(createPool)`. */
  #ofMadeFunction(maker: Place<TSESTree.CallExpression>, depth: number): Acquisition | undefined {
    const definition = definitionOf({ ...maker, node: maker.node.callee });
    if (definition === undefined || !isFunction(definition.node)) {
      return this.#ofCallback(maker, keepsItsCallback, depth);
    }
    const bindings = boundParameters(definition as Place<FunctionNode>, maker);
    for (const node of returnedBy(definition.node)) {
      const given = definitionOf({ view: definition.view, node, bindings });
      const found =
        given && isFunction(given.node)
          ? this.#ofBody({ ...(given as Place<FunctionNode>), bindings }, depth)
          : undefined;
      if (found) {
        return found;
      }
    }
    return undefined;
  }

  /** `singleton('db', () => new PrismaClient())`, where `singleton` itself cannot be looked into. */
  #ofCallback(
    place: Place<AcquiringNode>,
    callers: ReadonlySet<string | undefined>,
    depth: number,
  ): Acquisition | undefined {
    const callee = unwrap(place.node.callee);
    const name = callee.type === T.MemberExpression ? memberName(callee) : callee.type === T.Identifier && callee.name;
    for (const argument of callers.has(name || undefined) ? place.node.arguments : []) {
      const callback = definitionOf({ ...place, node: argument });
      const found =
        callback && isFunction(callback.node) ? this.#ofBody(callback as Place<FunctionNode>, depth) : undefined;
      if (found) {
        return found;
      }
    }
    return undefined;
  }

  #once(node: TSESTree.Node, depth: number, find: () => Acquisition | undefined): Acquisition | undefined {
    const known = this.#known.get(depth) ?? new Map<TSESTree.Node, Acquisition | null | undefined>();
    this.#known.set(depth, known);
    if (!known.has(node)) {
      known.set(node, null);
      known.set(node, find());
    }
    return known.get(node) ?? undefined;
  }
}

export function isAcquiringNode(node: TSESTree.Node): node is AcquiringNode {
  return node.type === T.CallExpression || node.type === T.NewExpression;
}

function beginsWith({ entry }: Acquisition, method: string): boolean {
  return typeof entry.holds !== 'string' && entry.holds.calls.includes(method);
}

/** Whether a function gives back what it made: by `using`, or by a release of its own that is not only for errors. */
function isGivenBack({ view, node: owner }: Place<FunctionNode>, made: AcquiringNode, { entry }: Acquisition): boolean {
  const variable = variableHolding(view, made);
  if (isUnrefd(made, variable)) {
    return true;
  }
  if (variable === undefined) {
    return false;
  }
  const isRelease = (call: TSESTree.Node): boolean => enclosingFunction(call) === owner && !isInCatch(call);
  return isDeclaredByUsing(variable) || releasesOf(variable, entry).some(isRelease);
}

function isInCatch(node: TSESTree.Node): boolean {
  for (let outer = parentOf(node); outer !== undefined && !isFunction(outer); outer = parentOf(outer)) {
    if (outer.type === T.CatchClause) {
      return true;
    }
  }
  return false;
}

/** The function, class or expression that an expression stands for, in whichever file of the project it lies. */
function definitionOf(place: Place): Place | undefined {
  const origin = originOf(place);
  const end = origin && trailOf(origin).at(-1);
  return end?.kind === 'value' ? end.place : undefined;
}

/** The arguments of a call, for those parameters that the function calls, constructs or passes on. */
function boundParameters(callee: Place<FunctionNode>, call: Place<AcquiringNode>): Bindings {
  const bindings = new Map<Variable, Place>();
  for (const variable of callee.view.scopeManager.getDeclaredVariables(callee.node)) {
    const index = callee.node.params.findIndex((parameter) => parameter === (variable.identifiers[0] as TSESTree.Node));
    const argument = call.node.arguments[index];
    const stands = argument && definitionOf({ ...call, node: argument });
    if (stands && (isFunction(stands.node) || isClass(stands.node))) {
      bindings.set(variable, stands);
    } else if (argument && originOf({ ...call, node: argument })?.kind === 'module') {
      bindings.set(variable, { ...call, node: argument });
    }
  }
  return bindings;
}

/** The expressions that a function returns. */
function returnedBy(node: FunctionNode): readonly TSESTree.Node[] {
  if (node.body.type !== T.BlockStatement) {
    return [node.body];
  }
  return [...evaluatedNodes(node)].flatMap((one) =>
    one.type === T.ReturnStatement && one.argument ? [one.argument] : [],
  );
}
