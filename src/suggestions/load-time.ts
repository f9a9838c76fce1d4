import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, isFunction } from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import { evaluatedNodes } from '../lifetime/evaluation.ts';
import { ownRunsOf } from '../lifetime/own-run.ts';

/** What of a file runs while its module loads. */
export class LoadTime {
  readonly #view: FileView;
  readonly #evaluated: ReadonlySet<TSESTree.Node>;

  constructor(sourceCode: TSESLint.SourceCode) {
    this.#evaluated = new Set(evaluatedNodes(sourceCode.ast));
    this.#view = {
      path: '',
      text: sourceCode.text,
      ast: sourceCode.ast,
      scopeManager: sourceCode.scopeManager as TSESLint.Scope.ScopeManager,
      project: undefined,
    };
  }

  /** Whether the node is evaluated by the module's own code. */
  includes(node: TSESTree.Node): boolean {
    return this.#evaluated.has(node);
  }

  /** Whether the node belongs to a function that the module's own code calls. */
  reaches(node: TSESTree.Node): boolean {
    return enclosingFunction(node) !== undefined && ownRunsOf(this.#view, node, this.#evaluated).has('load');
  }
}

/** Whether `await` may be written where the node stands. */
export function mayAwait(node: TSESTree.Node, isModule: boolean): boolean {
  let inner = node;
  for (let { parent } = inner; parent != null; { parent } = parent) {
    if (isFunction(parent)) {
      // Parameters, their default values among them, may not await.
      return parent.async && parent.body === inner;
    }
    if (parent.type === T.StaticBlock || parent.type === T.PropertyDefinition || parent.type === T.AccessorProperty) {
      return false;
    }
    inner = parent;
  }
  return isModule;
}

/** Whether an `await` belongs to the code of the node itself, and not to a function within it. */
export function awaits(sourceCode: TSESLint.SourceCode, node: TSESTree.Node): boolean {
  const isAwait = node.type === T.AwaitExpression || (node.type === T.ForOfStatement && node.await);
  return isAwait || childrenOutsideFunctions(sourceCode, node).some((child) => awaits(sourceCode, child));
}

/** Whether a `yield` belongs to the code of the node itself. */
export function yields(sourceCode: TSESLint.SourceCode, node: TSESTree.Node): boolean {
  return (
    node.type === T.YieldExpression ||
    childrenOutsideFunctions(sourceCode, node).some((child) => yields(sourceCode, child))
  );
}

function childrenOutsideFunctions(sourceCode: TSESLint.SourceCode, node: TSESTree.Node): readonly TSESTree.Node[] {
  const fields = node as unknown as Readonly<Record<string, unknown>>;
  return (sourceCode.visitorKeys[node.type] ?? [])
    .flatMap((key) => fields[key] as TSESTree.Node | null | undefined | readonly (TSESTree.Node | null)[])
    .filter((child): child is TSESTree.Node => child != null && !isFunction(child));
}
