import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, keyName, parentOf, unwrap, wrapped } from '../../ast/expressions.ts';
import type { FileView, Variable } from '../../ast/file-view.ts';
import { variableOf } from '../../ast/variables.ts';
import type { ArgumentPlace, ResourceEntry } from '../../resources/entry.ts';
import { isDeclaredByUsing } from '../releases.ts';
import { passedOn } from './arguments.ts';
import { slotOfElement } from './array-slots.ts';
import { elementOf, type Fate, type GivenTo, isBorrower, type Slot, type Within } from './fate.ts';
import { memberOfResource } from './members.ts';
import { followField, followPattern } from './pattern.ts';
import { returned } from './returned.ts';
import type { Summaries } from './summary.ts';

/** What following a resource needs to know. */
export interface FollowOptions {
  /** Functions that release, take over or only use what they are given, by their names. */
  readonly helpers: Readonly<Record<'borrows' | 'disposes' | 'owns', readonly string[]>>;
  /** Whether a call lends the resource to those who use it, and goes on when they are done: `use(db)` of a fixture. */
  readonly isLending: (call: TSESTree.CallExpression | TSESTree.NewExpression, view: FileView) => boolean;
  /**
   * Whether what a constructor keeps, and a method of its class closes, is followed through the instance, whatever the
   * closer is called.
   */
  readonly followsInstances?: boolean;
  /** What is known of the functions that were looked into. */
  readonly summaries: Summaries;
  /** What a resource that a call makes does with the one it is given, where the catalogue tells. */
  readonly roleOf: (
    view: FileView,
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    given: ArgumentPlace,
  ) => 'borrowed' | 'lent' | 'owned' | 'passed on' | undefined;
}

/** Steps from one expression to the next; what goes on for longer is given up on. */
const MOST_STEPS = 2000;

/** Members and elements that a value lies in; what is put into ever more of them is given up on. */
const DEEPEST_PLACE = 6;

/** Functions of the project that one value is followed into, one from within the other. */
const DEEPEST_HELPER = 8;

/** Follows a resource through a file: through names, members, collections and calls, to what becomes of it. */
export class Follower {
  readonly view: FileView;
  readonly fates: Fate[] = [];
  readonly slots: Slot[] = [];
  /** Where a callback gives it to what runs the callback: `ids.map((id) => open(id))`, `resolve(client)`. */
  readonly givenBack: TSESTree.Node[] = [];
  /** The parameters of the function that is looked at which get it, too. */
  readonly givenTo: GivenTo[] = [];
  /** A constructor hands it to that of its base class, which keeps it. */
  isKeptByBase = false;
  readonly entry: ResourceEntry;
  readonly options: FollowOptions;
  readonly depth: number;
  /** The function whose parameter is followed, of which each caller knows the other arguments. */
  readonly owner: FunctionNode | undefined;
  /** By variable, the paths within it that were followed. */
  readonly #followed = new Map<Variable, Set<string>>();
  /** The members that were followed, with the paths within them. */
  readonly #followedMembers = new Set<string>();
  #steps = 0;

  constructor(
    view: FileView,
    entry: ResourceEntry,
    options: FollowOptions,
    depth = DEEPEST_HELPER,
    owner?: FunctionNode,
  ) {
    this.view = view;
    this.entry = entry;
    this.options = options;
    this.depth = depth;
    this.owner = owner;
  }

  /** Follows the value of an expression to wherever the expressions around it put it. */
  expression(start: TSESTree.Node, within: Within): void {
    let node = start;
    let path = within;
    for (let parent = parentOf(node); parent !== undefined; parent = parentOf(node)) {
      if ((this.#steps += 1) > MOST_STEPS || path.length > DEEPEST_PLACE) {
        this.escape(node, path);
        return;
      }
      switch (parent.type) {
        case T.AwaitExpression:
        case T.ObjectExpression:
        case T.LogicalExpression:
        case T.SpreadElement:
          break;
        case T.ConditionalExpression:
          if (parent.test === node) {
            return;
          }
          break;
        case T.SequenceExpression:
          if (parent.expressions.at(-1) !== node) {
            return;
          }
          break;
        case T.ArrayExpression: {
          const slot = slotOfElement(parent, node);
          if (slot !== undefined) {
            if (slot.target !== undefined) {
              this.pattern(slot.target, [...slot.within, ...path]);
            }
            return;
          }
          path = node.type === T.SpreadElement ? path : ['*', ...path];
          break;
        }
        case T.Property: {
          const key = keyName(parent);
          if (parent.value !== node || parent.parent.type !== T.ObjectExpression) {
            return;
          }
          path = key === undefined ? ['?'] : [key, ...path];
          break;
        }
        case T.VariableDeclarator:
          if (parent.init === node) {
            this.pattern(parent.id, path);
          }
          return;
        case T.AssignmentPattern:
          if (parent.right === node) {
            // Of `constructor(private readonly pool = new Pool())`, the parameter is a field, too.
            this.pattern(parent.parent.type === T.TSParameterProperty ? parent.parent : parent.left, path);
          }
          return;
        case T.AssignmentExpression:
          if (parent.right !== node) {
            return;
          }
          this.pattern(parent.left, path);
          break;
        case T.MemberExpression: {
          if (parent.object !== node) {
            return;
          }
          const next = memberOfResource(this, parent, path);
          if (next === undefined) {
            return;
          }
          node = next.node;
          path = next.within;
          continue;
        }
        case T.TaggedTemplateExpression:
          this.fates.push({ does: 'use', node: parent });
          return;
        case T.CallExpression:
        case T.NewExpression: {
          const next = passedOn(this, parent, node, path);
          if (next === undefined) {
            return;
          }
          node = next.node;
          path = next.within;
          continue;
        }
        case T.ReturnStatement:
        case T.ArrowFunctionExpression: {
          if (parent.type === T.ArrowFunctionExpression && parent.body !== node) {
            return;
          }
          const next = returned(this, parent, path);
          if (next === undefined) {
            return;
          }
          node = next.node;
          path = next.within;
          continue;
        }
        case T.ForOfStatement:
          if (parent.right === node && path.length === 0) {
            // What is read to its end, or left before, closes itself.
            this.fates.push({ does: parent.await ? 'join' : 'use', node });
          } else if (parent.right === node && path[0] === '&') {
            // `for (const socket of sockets.clients) socket.close()`: what uses it has others, too.
            this.fates.push({ does: 'use', node });
          } else if (parent.right === node) {
            const target = parent.left.type === T.VariableDeclaration ? parent.left.declarations[0].id : parent.left;
            this.pattern(target, elementOf(path));
          }
          return;
        case T.PropertyDefinition: {
          this.escape(parent, path);
          const key = keyName(parent);
          if (isBorrower(path) && key !== undefined && parent.value === node && !parent.static) {
            followField(this, key, parent.key, path);
          }
          return;
        }
        case T.YieldExpression:
        case T.ThrowStatement:
        case T.ExportDefaultDeclaration:
        case T.JSXExpressionContainer:
        case T.JSXSpreadAttribute:
        case T.ExportSpecifier:
          this.escape(parent, path);
          return;
        default:
          if (unwrap(parent) === parent) {
            return;
          }
      }
      node = parent;
    }
  }

  /** Follows what a pattern gets: a name, a member, or parts of them. */
  pattern(target: TSESTree.Node, within: Within): void {
    followPattern(this, target, within);
  }

  /** Follows all uses of a variable that holds the resource. */
  variable(variable: Variable, within: Within): void {
    const path = within.join('.');
    const known = this.#followed.get(variable) ?? new Set<string>();
    this.#followed.set(variable, known);
    if (known.has(path)) {
      return;
    }
    known.add(path);
    const definition = variable.defs[0]?.node as TSESTree.Node | undefined;
    if (definition !== undefined && isDeclaredByUsing(variable)) {
      this.fates.push({ does: 'release', node: definition, by: 'using' });
    }
    if (definition?.parent?.parent?.type === T.ExportNamedDeclaration) {
      this.escape(definition, within);
    }
    for (const reference of variable.references) {
      if (reference.isRead()) {
        this.expression(reference.identifier, within);
      }
    }
  }

  /** Whether members are followed for the first time: an instance that is kept in a field of its like has no end. */
  isFirst(members: string): boolean {
    const isFirst = !this.#followedMembers.has(members);
    this.#followedMembers.add(members);
    return isFirst;
  }

  /** Follows a variable whose value closes the resource: whoever calls it or hands it on, releases. */
  closer(target: TSESTree.Node): void {
    const node = unwrap(target);
    const variable = node.type === T.Identifier ? variableOf(this.view, node) : undefined;
    if (variable === undefined) {
      this.fates.push({ does: 'escape', node });
      return;
    }
    for (const reference of variable.references) {
      if (reference.isRead()) {
        this.called(reference.identifier);
      }
    }
  }

  /** A closer that is called here, or stands here to be called later. */
  called(closer: TSESTree.Node): void {
    const outer = wrapped(closer);
    const parent = parentOf(outer);
    this.fates.push(
      parent?.type === T.CallExpression && parent.callee === outer
        ? { does: 'release', node: parent, by: 'call' }
        : { does: 'release', node: outer, by: 'reference' },
    );
  }

  /** It goes out of sight. What only uses the resource may do so: nobody closes the one through the other. */
  escape(node: TSESTree.Node, within: Within, mayBeLent = false): void {
    this.fates.push(
      isBorrower(within)
        ? { does: 'use', node, isKept: true }
        : { does: 'escape', node, ...(mayBeLent && { mayBeLent }) },
    );
  }

  add(fate: Fate): void {
    this.fates.push(fate);
  }
}
