import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { calledName, enclosingFunction, isInside, memberName, parentOf } from '../../ast/expressions.ts';
import type { Phase } from '../phases.ts';
import type { TestResource } from './test-resource.ts';

/**
 * Whether a set-up keeps a process or a worker for what comes after it: `server = spawn('node', ['server.js'])`. Nobody
 * waits for the end of one that the tests are to talk to.
 */
export function isKeptRunning({ acquisition, making, slots }: TestResource, phase: Phase): boolean {
  const isSetUp = phase.during === 'global set-up' || (phase.during === 'hook' && phase.hook.when === 'before');
  const { category } = acquisition.entry;
  const owner = enclosingFunction(making);
  return (
    isSetUp &&
    (category === 'process' || category === 'worker') &&
    owner !== undefined &&
    parentOf(making)?.type !== T.AwaitExpression &&
    slots.some(({ variable }) => {
      const declared = variable?.defs[0]?.name as TSESTree.Node | undefined;
      return declared !== undefined && !isInside(declared, owner);
    }) &&
    !slots.some(({ variable }) => variable?.references.some(({ identifier }) => isKilledByPid(identifier)))
  );
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
