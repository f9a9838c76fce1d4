import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  calledMethod,
  calledName,
  type ClassNode,
  type FunctionNode,
  isClass,
  isFunction,
  unwrap,
} from '../ast/expressions.ts';
import type { FileView, Place } from '../ast/file-view.ts';
import type { Acquisition, AcquiringNode } from '../resources/acquisition.ts';
import { beginsBy } from '../resources/begins.ts';
import { cataloguedAcquisition } from '../resources/catalogued.ts';
import { disposableAcquisition } from '../resources/disposable.ts';
import type { FormIndex } from '../resources/forms.ts';
import { mayBeTold } from '../resources/may-be-told.ts';
import { isPlainClass, makesNothing } from '../resources/plain-class.ts';
import { boundParameters } from './bindings.ts';
import { definitionOf, makingOf } from './definition.ts';
import { evaluatedNodes, returnedExpressions } from './evaluation.ts';
import { isMadeForEveryCaller } from './every-path.ts';
import { fieldOf } from './fields.ts';
import { isGivenBack } from './given-back.ts';
import { isHandedOn } from './handing-on.ts';
import { keptInside, steppedOut } from './stepping-out.ts';
import { wayOut } from './way-out.ts';

/** Calls from one function of the project to the next; what lies deeper is not known. */
const DEEPEST_CALL = 4;

/** Names of functions that run the callback they are given and hand on its result, where their body is out of sight. */
const runsItsCallback: ReadonlySet<string | undefined> = new Set(['remember', 'singleton']);

/** Names of functions that give a function which runs the callback they were given, where their body is out of sight. */
const keepsItsCallback: ReadonlySet<string | undefined> = new Set(['lazy', 'memo', 'memoize', 'once']);

/** By function or class and the depth left, which is less for each function within another: recursion ends. */
type Known = WeakMap<TSESTree.Node, Map<number, readonly Acquisition[]>>;

/** What calls make by themselves, whatever encloses them: several rules ask of each call of a file. */
type Answers = WeakMap<FileView, Map<AcquiringNode, readonly Acquisition[]>>;

/** The functions of other files are looked into once for all files of a program, and the calls of a file once for all rules. */
const knownOf = new WeakMap<FormIndex, { readonly functions: Known; readonly answers: Answers }>();

/** Finds what a call makes: a catalogued resource, or what a function or class of the project makes and hands on. */
export class Acquisitions {
  readonly index: FormIndex;
  readonly #known: Known;
  readonly #answers: Answers;

  constructor(index: FormIndex) {
    const { functions, answers } = knownOf.get(index) ?? { functions: new WeakMap(), answers: new WeakMap() };
    knownOf.set(index, { functions, answers });
    this.index = index;
    this.#known = functions;
    this.#answers = answers;
  }

  /** @returns undefined when the call makes nothing that is known to outlive it */
  of(place: Place<AcquiringNode>, depth = DEEPEST_CALL): Acquisition | undefined {
    return this.allOf(place, depth)[0];
  }

  /** Everything that a call makes: `await startApp()` may give a pool and a server. */
  allOf(place: Place<AcquiringNode>, depth = DEEPEST_CALL): readonly Acquisition[] {
    if (place.bindings !== undefined || depth < DEEPEST_CALL) {
      return this.#found(place, depth);
    }
    const ofFile = this.#answers.get(place.view) ?? new Map<AcquiringNode, readonly Acquisition[]>();
    this.#answers.set(place.view, ofFile);
    const found = ofFile.get(place.node) ?? this.#found(place, depth);
    ofFile.set(place.node, found);
    return found;
  }

  #found(place: Place<AcquiringNode>, depth: number): readonly Acquisition[] {
    const mapper = mapperOf(place.node);
    if (mapper !== undefined) {
      return depth === 0 ? [] : this.#ofMapper({ ...place, node: mapper }, depth - 1);
    }
    if (!this.#mayMake(place)) {
      return [];
    }
    const catalogued = cataloguedAcquisition(place, this.index);
    if (catalogued !== undefined || depth === 0) {
      return catalogued === undefined ? [] : [catalogued];
    }
    const callee = definitionOf({ ...place, node: place.node.callee });
    if (place.node.type === T.NewExpression) {
      const held = callee && isClass(callee.node) ? this.#ofClass(callee as Place<ClassNode>, depth - 1) : [];
      const own = held.length === 0 && !this.#isPlain(place) ? disposableAcquisition(place, this.index) : undefined;
      return own === undefined ? held : [own];
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
    if (callee.type !== T.MemberExpression || !this.index.holdingCalls.has(calledMethod(place.node) ?? '')) {
      return undefined;
    }
    const found = this.#ofReceiver({ ...place, node: callee.object }, depth);
    return found !== undefined && !found.holds && beginsBy(place, found.entry) ? found : undefined;
  }

  /** What a name, a call or a chain of calls on one (`client.on('error', log)`) stands for. */
  #ofReceiver(place: Place, depth: number): Acquisition | undefined {
    for (let next: Place | undefined = place, steps = 0; next !== undefined && steps < 20; steps += 1) {
      const made = makingOf(next);
      const found = made && this.of(made, depth);
      if (made === undefined || found !== undefined) {
        return found;
      }
      const callee = unwrap(made.node.callee);
      next = callee.type === T.MemberExpression ? { ...made, node: callee.object } : undefined;
    }
    return undefined;
  }

  /** Cheap, as most calls make nothing. */
  #mayMake({ node, ...rest }: Place<AcquiringNode>): boolean {
    if (node.type === T.NewExpression) {
      return !makesNothing({ ...rest, node }, this.index);
    }
    const method = calledMethod(node);
    return (
      (method !== undefined && this.index.makingMethods.has(method)) ||
      runsItsCallback.has(calledName(node)) ||
      mayBeTold({ ...rest, node: node.callee }, this.index)
    );
  }

  #isPlain({ node, ...rest }: Place<AcquiringNode>): boolean {
    return isPlainClass({ ...rest, node: node.callee }, this.index);
  }

  #ofCall(callee: Place<FunctionNode>, call: Place<AcquiringNode>, depth: number): readonly Acquisition[] {
    return this.#ofFunction({ ...callee, bindings: boundParameters(callee, call) }, depth);
  }

  #ofFunction(place: Place<FunctionNode>, depth: number): readonly Acquisition[] {
    const { node, bindings } = place;
    const find = (): readonly Acquisition[] =>
      this.#ofBody(place, depth).map((found) => ({ ...found, resolves: node.async || found.resolves }));
    // With arguments that the body calls, the answer belongs to this call alone.
    return bindings === undefined || bindings.size === 0 ? this.#once(node, depth, find) : find();
  }

  #ofBody(body: Place<FunctionNode>, depth: number): readonly Acquisition[] {
    if (body.node.generator) {
      return [];
    }
    const calls = callsIn(body.node);
    const made = new Map<AcquiringNode, readonly Acquisition[]>();
    for (const node of calls) {
      // A timer belongs to the module that starts it, which may well clear it elsewhere, or else to an instance.
      const open = this.allOf({ ...body, node }, depth).filter(
        (found) => (found.entry.category !== 'timer' || fieldOf(node) !== undefined) && !isGivenBack(body, node, found),
      );
      const isLeft = (found: Acquisition): boolean =>
        isHandedOn(body.view, node, body.node) || wayOut(body.view, node, body.node, found, this.index) !== undefined;
      if (open.some(isLeft)) {
        made.set(
          node,
          open.map((found) => steppedOut(found, { ...body, node }, body.node, this.index)),
        );
      }
    }
    if (made.size === 0 || !isMadeForEveryCaller(body.view, body.node, [...made.keys()])) {
      return [];
    }
    return [...made.values()].flat().map((found) => {
      const begins = (node: AcquiringNode): boolean =>
        this.begunBy({ ...body, node }, depth)?.made.node === found.made.node;
      return found.holds || !calls.some(begins) ? found : { ...found, holds: true };
    });
  }

  /** `urls.map(connect)` */
  #ofMapper(mapper: Place<TSESTree.Identifier>, depth: number): readonly Acquisition[] {
    const callee = mayBeTold(mapper, this.index) ? definitionOf(mapper) : undefined;
    const made = callee && isFunction(callee.node) ? this.#ofFunction(callee as Place<FunctionNode>, depth) : [];
    return made.map((found) => ({ ...found, within: found.within && ['*', ...found.within], resolves: false }));
  }

  /** A class whose instances make a resource in a field or in the constructor, its own or that of what it extends. */
  #ofClass(place: Place<ClassNode>, depth: number): readonly Acquisition[] {
    return this.#once(place.node, depth, () => {
      for (const member of place.node.body.body) {
        if (member.type === T.PropertyDefinition && !member.static && member.value !== null) {
          const node = unwrap(member.value);
          const found = isAcquiringNode(node) ? this.#ofField({ ...place, node }, depth) : [];
          if (found.length > 0) {
            return found.flatMap((one) => keptInside(one, place, node, one.through));
          }
        }
        if (member.type === T.MethodDefinition && member.kind === 'constructor' && member.value.body !== null) {
          const found = this.#ofBody({ ...place, node: member.value }, depth);
          if (found.length > 0) {
            return found.flatMap((one) => keptInside(one, place, one.through[0]?.place.node, one.through.slice(1)));
          }
        }
      }
      const { superClass } = place.node;
      const base = superClass && depth > 0 ? definitionOf({ ...place, node: superClass }) : undefined;
      return base && isClass(base.node) ? this.#ofClass(base as Place<ClassNode>, depth - 1) : [];
    });
  }

  /** `createServer()`, `createServer().listen(0)` */
  #ofField(place: Place<AcquiringNode>, depth: number): readonly Acquisition[] {
    const made = this.allOf(place, depth);
    const begun = made.length === 0 ? this.begunBy(place, depth) : undefined;
    return begun === undefined ? made : [{ ...begun, holds: true }];
  }

  /** A call of what another call gave: `once(() => new Pool())()`, `const getPool = lazy(createPool)`. */
  #ofMadeFunction(maker: Place<TSESTree.CallExpression>, depth: number): readonly Acquisition[] {
    const definition = definitionOf({ ...maker, node: maker.node.callee });
    if (definition === undefined || !isFunction(definition.node)) {
      return this.#ofCallback(maker, keepsItsCallback, depth);
    }
    const bindings = boundParameters(definition as Place<FunctionNode>, maker);
    for (const node of returnedExpressions(definition.node)) {
      const given = definitionOf({ view: definition.view, node, bindings });
      const found =
        given && isFunction(given.node) ? this.#ofBody({ ...(given as Place<FunctionNode>), bindings }, depth) : [];
      if (found.length > 0) {
        return found;
      }
    }
    return [];
  }

  /** `singleton('db', () => new PrismaClient())`, where `singleton` itself cannot be looked into. */
  #ofCallback(
    place: Place<AcquiringNode>,
    callers: ReadonlySet<string | undefined>,
    depth: number,
  ): readonly Acquisition[] {
    for (const argument of callers.has(calledName(place.node)) ? place.node.arguments : []) {
      const callback = definitionOf({ ...place, node: argument });
      const found = callback && isFunction(callback.node) ? this.#ofBody(callback as Place<FunctionNode>, depth) : [];
      if (found.length > 0) {
        return found;
      }
    }
    return [];
  }

  #once(node: TSESTree.Node, depth: number, find: () => readonly Acquisition[]): readonly Acquisition[] {
    const known = this.#known.get(node) ?? new Map<number, readonly Acquisition[]>();
    this.#known.set(node, known);
    const found = known.get(depth) ?? find();
    known.set(depth, found);
    return found;
  }
}

/** The name of the function that makes each element of a list. */
function mapperOf(call: AcquiringNode): TSESTree.Identifier | undefined {
  const method = calledMethod(call);
  const mapper = method === 'map' ? call.arguments[0] : method === 'from' ? call.arguments[1] : undefined;
  return mapper?.type === T.Identifier ? mapper : undefined;
}

const callsOfFunctions = new WeakMap<FunctionNode, readonly AcquiringNode[]>();

/** The calls that are evaluated when a function is. */
function callsIn(node: FunctionNode): readonly AcquiringNode[] {
  const calls = callsOfFunctions.get(node) ?? [...evaluatedNodes(node)].filter(isAcquiringNode);
  callsOfFunctions.set(node, calls);
  return calls;
}

export function isAcquiringNode(node: TSESTree.Node): node is AcquiringNode {
  return node.type === T.CallExpression || node.type === T.NewExpression;
}
