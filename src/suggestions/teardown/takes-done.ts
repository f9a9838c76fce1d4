import type { FunctionNode } from '../../ast/expressions.ts';
import type { RunnerCall } from '../../runners/runner.ts';

/** Whether a test or hook is over when its callback calls a function that it is given: then it may give no promise. */
export function takesDone({ async, params }: FunctionNode, { runners }: RunnerCall): boolean {
  const hasContext = runners.every(
    ({ contextMembers, fixtures }) => fixtures !== undefined || Object.keys(contextMembers).length > 0,
  );
  return !async && params.length > (hasContext ? 1 : 0);
}
