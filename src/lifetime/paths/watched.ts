import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import { aroundWaiting, memberName, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import type { Acquisition, AcquiringNode } from '../../resources/acquisition.ts';
import type { ResourceCategory } from '../../resources/entry.ts';
import type { FollowOptions } from '../fates/follow.ts';
import { holdsOnlyLent } from '../lent-connection.ts';
import { isUnrefd, variableHolding } from '../releases.ts';
import { isLeftToCaller } from '../tests/left-to-caller.ts';

/** What is made to be there for as long as the process is, or holds nothing that runs out. */
const unwatched: ReadonlySet<ResourceCategory> = new Set(['logger', 'mock', 'telemetry']);

/** Whether somebody has to release what a call makes, and it is the caller. */
export function isWatched(
  view: FileView,
  node: AcquiringNode,
  acquisition: Acquisition,
  options: FollowOptions,
): boolean {
  const { category, disposable, moduleLevel, release } = acquisition.entry;
  return (
    (release.length > 0 || disposable !== undefined) &&
    !unwatched.has(category) &&
    moduleLevel !== 'intended' &&
    (moduleLevel !== 'opt-in' || category === 'agent') &&
    acquisition.within !== undefined &&
    !holdsOnlyLent(acquisition) &&
    !isUnrefd(node, variableHolding(view, node)) &&
    !isAccessor(node, acquisition) &&
    isLeftToCaller(acquisition, view, options, isTakenApart(node))
  );
}

/** `getClient()`, `ensureContainer()`: a function of the project whose name says that there may be one already. */
function isAccessor({ callee }: AcquiringNode, { through }: Acquisition): boolean {
  const node = unwrap(callee);
  const name = node.type === T.MemberExpression ? memberName(node) : node.type === T.Identifier ? node.name : undefined;
  return through.length > 0 && /^(?:current|ensure|find|get|lookup|obtain|resolve|use)(?![a-z])/u.test(name ?? '');
}

/** `const [db, close] = await openDb();` */
function isTakenApart(call: AcquiringNode): boolean {
  const target = aroundWaiting(call);
  return target?.type === T.VariableDeclarator && target.id.type === T.ArrayPattern;
}
