import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { exportedNames } from '../../ast/exported-names.ts';
import { enclosingFunction, type FunctionNode, parentOf, withoutAwait } from '../../ast/expressions.ts';
import type { FileView, Place, ProjectFile } from '../../ast/file-view.ts';
import { nodesOf } from '../../ast/traverse.ts';
import type { AcquiringNode } from '../../resources/acquisition.ts';
import { hasTestName, isTestSupportPath } from '../../runners/test-paths.ts';
import { isAcquiringNode } from '../acquisitions.ts';
import { definitionOf } from '../definition.ts';
import { variableOfFunction } from '../named-function.ts';
import { variableHolding } from '../releases.ts';
import { isModuleMocked } from './mocked.ts';
import { isSameCode } from '../../ast/same-code.ts';

/** What a module that is no test exports: a resource like one that a test makes, or a function that makes such a one. */
export interface ExportedLike {
  readonly name: string;
  readonly made: Place<AcquiringNode>;
  /** The function; undefined for the resource itself. */
  readonly maker: FunctionNode | undefined;
}

/**
 * The first module in reach, by its path, that makes the same: one that the file imports, or one made for tests.
 *
 * @param relativePath gives a path below the folder of the ESLint configuration
 */
export function exportedLike(
  { view, node }: Place<AcquiringNode>,
  relativePath: (path: string) => string,
): ExportedLike | undefined {
  const word = lastWord(node.callee, view);
  for (const file of filesInReach(view, relativePath)) {
    const found = file.text.includes(word) ? likeIn(file.view(), { view, node }) : undefined;
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function likeIn(view: FileView, made: Place<AcquiringNode>): ExportedLike | undefined {
  for (const node of isModuleMocked(made.view, view) ? [] : nodesOf(view.ast)) {
    const found = isAcquiringNode(node) && isSameCode({ view, node }, made) ? exportOf({ view, node }) : undefined;
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function* filesInReach(view: FileView, relativePath: (path: string) => string): Generator<ProjectFile> {
  const folder = view.project?.packageFolder()?.replaceAll('\\', '/');
  const imported = new Set(
    view.ast.body.flatMap((statement) => {
      const module = statement.type === T.ImportDeclaration ? view.project?.moduleBehind(statement.source) : undefined;
      return typeof module === 'object' ? [module.path] : [];
    }),
  );
  for (const file of view.project?.files() ?? []) {
    const isOfPackage = folder !== undefined && file.path.startsWith(`${folder}/`);
    const isForTests = isOfPackage && isTestSupportPath(relativePath(file.path));
    if (file.path !== view.path && !hasTestName(file.path) && (imported.has(file.path) || isForTests)) {
      yield file;
    }
  }
}

/** A word that stands wherever the call does: `Pool` of `new pg.Pool()`. */
function lastWord({ range }: TSESTree.Node, { text }: FileView): string {
  return /[\p{ID_Continue}$]+(?=\P{ID_Continue}*$)/u.exec(text.slice(...range))?.[0] ?? '';
}

function exportOf(made: Place<AcquiringNode>): ExportedLike | undefined {
  const { view, node } = made;
  const maker = enclosingFunction(node);
  const holder = maker === undefined ? variableHolding(view, node) : variableOfFunction(maker, view);
  const [name] = holder === undefined ? [] : exportedNames(view, holder);
  const isConstant = holder?.references.every((one) => !one.isWrite() || one.init === true) === true;
  return name !== undefined && isConstant && (maker === undefined || isGivenBy(maker, made))
    ? { name, made, maker }
    : undefined;
}

/** Whether a function without parameters does nothing but make it, perhaps prepare it, and return it. */
function isGivenBy({ body, params, generator }: FunctionNode, { view, node }: Place<AcquiringNode>): boolean {
  if (params.length > 0 || generator) {
    return false;
  }
  const last = body.type === T.BlockStatement ? body.body.at(-1) : undefined;
  const given = body.type === T.BlockStatement ? (last?.type === T.ReturnStatement ? last.argument : null) : body;
  const value = given && definitionOf({ view, node: given })?.node;
  return (
    value !== undefined &&
    value !== null &&
    withoutAwait(value) === node &&
    parentOf(node)?.type !== T.ConditionalExpression
  );
}
