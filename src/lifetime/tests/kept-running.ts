import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { calledName, enclosingFunction, type FunctionNode, memberName, parentOf } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { isDeclaredOutside } from '../../ast/variables.ts';
import type { Phase } from '../phases.ts';
import type { TestResource } from './test-resource.ts';

/** Events of what has begun its work, and of what has ended it. */
const tellsOfWork = /(['"])(?:data|line|message|readable)\1/u;
const tellsOfEnd = /(['"])(?:close|end|exit|finish)\1|\.unref\(|\bexitCode\b/u;

/**
 * Whether a set-up keeps a process or a worker for what comes after it: `server = spawn('node', ['server.js'])`. Nobody
 * waits for the end of one that the tests are to talk to.
 */
export function isKeptRunning({ acquisition, making, slots }: TestResource, phase: Phase, view: FileView): boolean {
  const isSetUp = phase.during === 'global set-up' || (phase.during === 'hook' && phase.hook.when === 'before');
  const { category } = acquisition.entry;
  const owner = enclosingFunction(making);
  return (
    isSetUp &&
    (category === 'process' || category === 'worker') &&
    owner !== undefined &&
    parentOf(making)?.type !== T.AwaitExpression &&
    (slots.some(({ variable }) => isDeclaredOutside(variable, owner)) || isListenedTo(owner, view)) &&
    !slots.some(({ variable }) => variable?.references.some(({ identifier }) => isKilledByPid(identifier)))
  );
}

/** `await once(server.stdout, 'data')`: the set-up waits until it works, and never for its end. */
function isListenedTo(owner: FunctionNode, { text }: FileView): boolean {
  const code = text.slice(...owner.range);
  return tellsOfWork.test(code) && !tellsOfEnd.test(code);
}

/** `process.kill(-server.pid)`, `treeKill(server.pid!)` */
function isKilledByPid(name: TSESTree.Node): boolean {
  let node = parentOf(name);
  if (node?.type !== T.MemberExpression || memberName(node) !== 'pid') {
    return false;
  }
  while (node !== undefined && node.type !== T.CallExpression) {
    node = node.type.endsWith('Expression') ? parentOf(node) : undefined;
  }
  return node !== undefined && /kill/iu.test(calledName(node) ?? '');
}
