import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, memberName, parentOf } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { isDeclaredOutside } from '../../ast/variables.ts';
import type { Phase } from '../phases.ts';
import type { TestResource } from './test-resource.ts';

/** Events of what has begun its work or what asks for it, and events of what has ended it. */
const tellsOfWork = /(['"])(?:data|line|message|readable)\1|\bfetch\(|\bwait_?(?:On|Port)\(/u;
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
    !(
      /kill/iu.test(view.text) &&
      slots.some(({ variable }) => variable?.references.some(({ identifier }) => tellsItsPid(identifier)))
    )
  );
}

/** `await once(server.stdout, 'data')`, `await fetch(url)`: the set-up waits until it works, and never for its end. */
function isListenedTo(owner: FunctionNode, { text }: FileView): boolean {
  const code = text.slice(...owner.range);
  return tellsOfWork.test(code) && !tellsOfEnd.test(code);
}

/** `process.kill(-server.pid)`, `const { pid } = server; … treeKill(pid)` */
function tellsItsPid(name: TSESTree.Node): boolean {
  const parent = parentOf(name);
  return parent?.type === T.MemberExpression
    ? memberName(parent) === 'pid'
    : parent?.type === T.VariableDeclarator && parent.id.type === T.ObjectPattern;
}
