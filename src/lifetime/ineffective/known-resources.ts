import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  enclosingFunction,
  isFunction,
  isNothing,
  memberName,
  parentOf,
  unwrap,
  withoutAwait,
} from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { nodesOf } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import type { Checkout, ResourceEntry } from '../../resources/entry.ts';
import type { FormIndex } from '../../resources/forms.ts';
import { alternativesOf } from '../../types/declared-types.ts';
import type { TypeServices } from '../../types/services.ts';
import { type Acquisitions, isAcquiringNode } from '../acquisitions.ts';
import { chainOf } from '../fates/members.ts';
import { sharedResourceOf } from '../shared-resource.ts';
import { isMocked } from '../tests/mocked.ts';

/** Tells which resource an expression is: by its type, else by what was put there. */
export class KnownResources {
  readonly view: FileView;
  readonly index: FormIndex;
  readonly services: TypeServices;
  readonly #acquisitions: Acquisitions;
  #assignedMembers: Map<string, readonly TSESTree.Node[]> | undefined;

  constructor(view: FileView, index: FormIndex, services: TypeServices, acquisitions: Acquisitions) {
    this.view = view;
    this.index = index;
    this.services = services;
    this.#acquisitions = acquisitions;
  }

  /** The entries that an expression's value may have; empty when it is not known of all that it may be. */
  entriesOf(node: TSESTree.Node): readonly ResourceEntry[] {
    const made = onlyResult(this.valuesOf(node), (value) => this.#entryOfValue(value));
    if (made !== undefined && made.release.length > 0) {
      return [made];
    }
    const byType = alternativesOf(node, this.services).map((names) =>
      names.flatMap((one) => (one.package === undefined ? [] : this.index.ofType(one.name, one.package))),
    );
    return byType.every((entries) => entries.length > 0) ? byType.flat() : [];
  }

  /** The module that makes a value once and keeps it, where the value is what `using` would release. */
  keeperOf(node: TSESTree.Node): FileView | undefined {
    const shared = sharedResourceOf({ view: this.view, node }, this.#acquisitions);
    return shared?.isItself === true ? shared.made.view : undefined;
  }

  /** How a value was checked out of what it belongs to. */
  checkoutOf(node: TSESTree.Node): Checkout | undefined {
    const names = alternativesOf(node, this.services).map(([own]) => own);
    const byType = names.map((own) =>
      own?.package === undefined ? undefined : this.index.checkoutOfType(own.name, own.package),
    );
    const [first] = byType;
    if (first !== undefined && byType.every((one) => one !== undefined)) {
      return first;
    }
    const values = [...this.valuesOf(node), ...this.#callsBack(node)];
    const made = this.#checkoutBy(values[0]);
    return made !== undefined && values.every((value) => this.#checkoutBy(value) !== undefined) ? made : undefined;
  }

  /** Whether the file replaces what makes a resource: nothing is closed there. */
  isMocked(node: TSESTree.Node, entry: ResourceEntry): boolean {
    return this.valuesOf(node).some((value) => {
      const made = withoutAwait(value);
      return isAcquiringNode(made) && isMocked(this.view, made, entry);
    });
  }

  /** The expressions whose values a name or a member gets, less those that only empty it. */
  valuesOf(node: TSESTree.Node): readonly TSESTree.Node[] {
    const target = unwrap(node);
    if (target.type === T.Identifier) {
      const variable = variableOf(this.view, target);
      const writes = variable?.references.filter((one) => one.isWrite()) ?? [];
      const values = writes.map(({ writeExpr, identifier }) =>
        isWholeTarget(identifier as TSESTree.Node) ? (writeExpr as TSESTree.Node | null) : null,
      );
      return values.flatMap((value) => (value === null ? [node] : isNothing(unwrap(value)) ? [] : [value]));
    }
    if (target.type !== T.MemberExpression) {
      return [target];
    }
    const { root, names } = chainOf(target);
    if (root.type === T.CallExpression || names.some((name) => name === undefined)) {
      return [];
    }
    return this.#assigned().get(names.join('.')) ?? [];
  }

  /** What the members of the file get, by their names below whatever they begin with. */
  #assigned(): ReadonlyMap<string, readonly TSESTree.Node[]> {
    if (this.#assignedMembers === undefined) {
      this.#assignedMembers = new Map();
      for (const node of nodesOf(this.view.ast)) {
        if (
          node.type === T.AssignmentExpression &&
          node.left.type === T.MemberExpression &&
          !isNothing(unwrap(node.right))
        ) {
          const key = chainOf(node.left).names.join('.');
          this.#assignedMembers.set(key, [...(this.#assignedMembers.get(key) ?? []), node.right]);
        }
      }
    }
    return this.#assignedMembers;
  }

  #entryOfValue(value: TSESTree.Node): ResourceEntry | undefined {
    const node = withoutAwait(value);
    const found = isAcquiringNode(node) ? this.#acquisitions.of({ view: this.view, node }) : undefined;
    return found?.within?.length === 0 && (!found.resolves || node !== unwrap(value)) ? found.entry : undefined;
  }

  /** The call that gives a value to the parameter of its callback: `pool.getConnection((error, connection) => …)`. */
  #callsBack(node: TSESTree.Node): readonly TSESTree.Node[] {
    const name = unwrap(node);
    const definition = name.type === T.Identifier ? variableOf(this.view, name)?.defs[0]?.name : undefined;
    const owner = definition && enclosingFunction(definition);
    const isSecond = isFunction(owner) && owner.params[1] === definition;
    return isSecond && owner.parent.type === T.CallExpression ? [owner.parent] : [];
  }

  #checkoutBy(value: TSESTree.Node | undefined): Checkout | undefined {
    const call = value && withoutAwait(value);
    const callee = call?.type === T.CallExpression ? unwrap(call.callee) : undefined;
    if (callee?.type !== T.MemberExpression) {
      return undefined;
    }
    const name = memberName(callee);
    return this.entriesOf(callee.object)
      .flatMap(({ checkouts = [] }) => checkouts)
      .find(({ member }) => member === name);
  }
}

/** What all values give; undefined when that is nothing for one of them, or not the same, or there are none. */
function onlyResult<Value, Result>(
  [first, ...others]: readonly Value[],
  of: (value: Value) => Result | undefined,
): Result | undefined {
  const result = first && of(first);
  return result !== undefined && others.every((value) => of(value) === result) ? result : undefined;
}

/** `x = value` and `const x = value`, but not `const { x } = value`. */
function isWholeTarget(name: TSESTree.Node): boolean {
  const parent = parentOf(name);
  return (
    (parent?.type === T.VariableDeclarator && parent.id === name) ||
    (parent?.type === T.AssignmentExpression && parent.left === name && parent.operator !== '+=')
  );
}
