import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isFunction, parentOf } from '../../ast/expressions.ts';
import { isReleaseAwaited } from '../release-code.ts';
import type { TextEdit } from '../text-edits.ts';
import { asyncEdits, bodyEdits, stepsOf } from './function-edits.ts';
import { type Handle, handlesOf, isVisibleIn } from './handle.ts';
import { type Offer, offer } from './offer.ts';
import { orderedIndex } from './release-order.ts';
import { releaseFunctionLines, releaseStatement } from './release-text.ts';
import { returnsOf, terminated } from './returned-teardown.ts';
import { acquirerOf } from './acquired.ts';
import type { Unreleased } from './unreleased.ts';

/** Releases what the set-up of a whole run acquires: in the teardown beside it, or in a function that it returns. */
export function inGlobalSetUp(unreleased: Unreleased): readonly Offer[] {
  const { runners, tests } = unreleased;
  const setUp = acquirerOf(unreleased);
  if (setUp === undefined || exportedName(setUp) === undefined) {
    return [];
  }
  const handles = handlesOf(unreleased);
  const isDefault = exportedName(setUp) === 'default';
  const names = runners.flatMap(({ globalSetup }) =>
    isDefault && globalSetup.defaultHidesRest === true ? [] : globalSetup.teardown,
  );
  const teardown = tests.view.ast.body
    .flatMap(exportedFunctions)
    .find((one) => one !== setUp && names.includes(exportedName(one) ?? ''));
  const outer = teardown && handles.find((one) => isVisibleIn(one, teardown));
  if (teardown !== undefined && outer !== undefined) {
    const data = { name: outer.text, function: exportedName(teardown) ?? '' };
    return offer('releaseInTeardown', data, inFunctionBody(outer, teardown, outer.root !== 'module', unreleased));
  }
  const own = handles.find((one) => isVisibleIn(one, setUp.body));
  const calling = runners.filter(({ globalSetup }) => globalSetup.callsReturned);
  if (own === undefined || calling.length === 0 || teardown !== undefined) {
    return [];
  }
  // The file alone does not always tell whose set-up it is.
  const titles = calling.map(({ title }) => title).join(' and ');
  const called = calling.length === runners.length ? '' : `, which ${titles} call${calling.length === 1 ? 's' : ''}`;
  return offer('returnRelease', { name: own.text, called }, inReturned(own, setUp, unreleased));
}

function inReturned(handle: Handle, setUp: FunctionNode, unreleased: Unreleased): readonly TextEdit[] | undefined {
  const { file } = unreleased;
  const { body } = setUp;
  const returned = returnsOf(setUp);
  const last = body.type === T.BlockStatement ? body.body.at(-1) : undefined;
  if (last?.type === T.ReturnStatement && returned.length === 1) {
    return isFunction(last.argument) ? inFunctionBody(handle, last.argument, false, unreleased) : undefined;
  }
  const type = returnTypeEdits(setUp, unreleased);
  if (body.type !== T.BlockStatement || returned.length > 0 || type === undefined) {
    return undefined;
  }
  const [first = '', ...others] = releaseFunctionLines(handle, handle.admitsNothing, 'nothing', file);
  const lines = terminated([`return ${first}`, ...others], file.layout.semicolon);
  const edits = bodyEdits(setUp, body.body.length, lines, file);
  return edits && [...type, ...edits];
}

/** The edits that put a release into a function that is there, where it is not too early. */
export function inFunctionBody(
  handle: Handle,
  owner: FunctionNode,
  mayBeUnset: boolean,
  unreleased: Unreleased,
): readonly TextEdit[] | undefined {
  const { file } = unreleased;
  const steps = stepsOf(owner);
  const index = orderedIndex(steps, handle, unreleased) ?? steps.length;
  const statement = releaseStatement(handle, mayBeUnset || handle.admitsNothing, file);
  const waits = isReleaseAwaited(handle.release) ? asyncEdits(owner, file) : [];
  const body = bodyEdits(owner, index, [statement], file);
  return waits && body && [...waits, ...body];
}

/** A function that gave nothing gives a function, and says so where it says what it gives. */
function returnTypeEdits({ returnType }: FunctionNode, { file }: Unreleased): readonly TextEdit[] | undefined {
  const type = returnType?.typeAnnotation;
  if (type === undefined) {
    return [];
  }
  const given = '() => Promise<void>';
  const text = { void: given, 'Promise<void>': `Promise<${given}>` }[file.sourceCode.getText(type)];
  return text === undefined ? undefined : [{ range: type.range, text }];
}

/** The name under which a file exports a function that it declares there. */
function exportedName(node: FunctionNode): string | undefined {
  const parent = parentOf(node);
  const declarator = parent?.type === T.VariableDeclarator ? parent : undefined;
  const outer = declarator ? parentOf(declarator.parent) : parent;
  if (outer?.type === T.ExportDefaultDeclaration) {
    return 'default';
  }
  const id = declarator?.id ?? node.id;
  return outer?.type === T.ExportNamedDeclaration && id?.type === T.Identifier ? id.name : undefined;
}

function exportedFunctions(statement: TSESTree.ProgramStatement): readonly FunctionNode[] {
  const declared =
    statement.type === T.ExportNamedDeclaration || statement.type === T.ExportDefaultDeclaration
      ? statement.declaration
      : null;
  const values = declared?.type === T.VariableDeclaration ? declared.declarations.map(({ init }) => init) : [declared];
  return values.filter((value) => isFunction(value));
}
