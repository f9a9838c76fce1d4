import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isFunction, memberName } from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import { isReleaseAwaited } from '../release-code.ts';
import type { SourceFile } from '../source-file.ts';
import type { TextEdit } from '../text-edits.ts';
import { asyncEdits, blockEdit, bodyEdits, parameterEdit, stepsOf } from './function-edits.ts';
import { type Handle, handlesOf, isVisibleIn } from './handle.ts';
import { namedValue } from './named-value.ts';
import { type Offer, offer } from './offer.ts';
import { orderedIndex } from './release-order.ts';
import { releaseFunctionLines, releaseStatement } from './release-text.ts';
import { terminated } from './returned-teardown.ts';
import { acquiredBy, acquirerOf } from './acquired.ts';
import { linesAfter, linesBefore, statementAround } from './statements.ts';
import { memberOfPattern } from './test-context.ts';
import type { Unreleased } from './unreleased.ts';

/** The function with which a fixture of the builder form registers its teardown, once. */
const register = 'onCleanup';

/** Releases what a fixture of the builder form acquires. */
export function inCleanup(setUp: FunctionNode, name: string, unreleased: Unreleased): readonly Offer[] {
  if (acquirerOf(unreleased) !== setUp) {
    return [];
  }
  const acquired = acquiredBy(unreleased);
  const handle = acquired && handlesOf(unreleased).find((one) => isVisibleIn(one, acquired.block));
  const known = registration(setUp);
  if (handle !== undefined && acquired !== undefined) {
    const edits =
      known === undefined
        ? registered(handle, setUp, unreleased, (lines) => [linesAfter(acquired, lines, unreleased.file)])
        : merged(handle, known, unreleased);
    return offer('releaseInCleanup', { name: handle.text }, edits);
  }
  return known === undefined ? offer('releaseInCleanup', { name }, named(setUp, name, unreleased)) : [];
}

/** The resource is returned where it is made: `() => new Pool()`. */
function named(setUp: FunctionNode, name: string, unreleased: Unreleased): readonly TextEdit[] | undefined {
  const { file, resource } = unreleased;
  const made = namedValue(name, unreleased);
  const waits = resource.acquisition.resolves ? asyncEdits(setUp, file) : [];
  const returned = made?.value.parent;
  if (made === undefined || waits === undefined) {
    return undefined;
  }
  const { declaration, handle, value } = made;
  const place = returned?.type === T.ReturnStatement ? statementAround(returned) : undefined;
  const edits = registered(handle, setUp, unreleased, (lines) => {
    if (place !== undefined) {
      return [linesBefore(place, [declaration, ...lines], file), { range: value.range, text: handle.text }];
    }
    const block = [declaration, ...lines, `return ${handle.text}${file.layout.semicolon}`];
    const edit = setUp.body === value ? blockEdit(setUp, block, [value.range], file) : undefined;
    return edit && [edit];
  });
  return edits && [...waits, ...edits];
}

/** @param place puts the lines of the registration somewhere */
function registered(
  handle: Handle,
  setUp: FunctionNode,
  { file }: Unreleased,
  place: (lines: readonly string[]) => readonly TextEdit[] | undefined,
): readonly TextEdit[] | undefined {
  const callee = registerCallee(setUp, file);
  const [first = '', ...others] = releaseFunctionLines(handle, handle.admitsNothing, 'nothing', file);
  const lines = callee && terminated([`${callee.text}(${first}`, ...others], `)${file.layout.semicolon}`);
  const placed = lines && place(lines);
  return callee && placed && [...callee.edits, ...placed];
}

/** How a fixture calls `onCleanup`, which is in its second parameter. */
function registerCallee(
  setUp: FunctionNode,
  file: SourceFile,
): { readonly text: string; readonly edits: readonly TextEdit[] } | undefined {
  const [first, second] = setUp.params;
  if (second === undefined) {
    const edit = parameterEdit(setUp, first === undefined ? `{}, { ${register} }` : `{ ${register} }`, file);
    return edit && { text: register, edits: [edit] };
  }
  if (second.type === T.Identifier) {
    return { text: `${second.name}.${register}`, edits: [] };
  }
  return second.type === T.ObjectPattern ? memberOfPattern(second, register, true, file) : undefined;
}

/** The registration that a fixture has already. */
function registration(setUp: FunctionNode): TSESTree.CallExpression | undefined {
  return [...allNodes(setUp.body)].find((node): node is TSESTree.CallExpression => {
    const callee = node.type === T.CallExpression ? node.callee : undefined;
    return (
      (callee?.type === T.Identifier && callee.name === register) ||
      (callee?.type === T.MemberExpression && memberName(callee) === register)
    );
  });
}

/** The release in a registration that is there. */
function merged(
  handle: Handle,
  { arguments: [callback] }: TSESTree.CallExpression,
  unreleased: Unreleased,
): readonly TextEdit[] | undefined {
  const { file } = unreleased;
  if (!isFunction(callback) || !isVisibleIn(handle, callback)) {
    return undefined;
  }
  const steps = stepsOf(callback);
  const index = orderedIndex(steps, handle, unreleased) ?? steps.length;
  const waits = isReleaseAwaited(handle.release) ? asyncEdits(callback, file) : [];
  const body = bodyEdits(callback, index, [releaseStatement(handle, handle.admitsNothing, file)], file);
  return waits && body && [...waits, ...body];
}
