import type { TSESLint } from '@typescript-eslint/utils';

import { ownFolder } from '../own-folder.ts';

/**
 * Makes the listeners of a rule so that they stop where code is too deep for TypeScript. Nothing can be known of it, and
 * what the checker was at when it ran out of stack is left half done, so that it is not asked again for the file.
 */
export function silentWhereTooDeep(create: () => TSESLint.RuleListener): TSESLint.RuleListener {
  let isTooDeep = false;
  const attempt = (work: () => void): void => {
    try {
      if (!isTooDeep) {
        work();
      }
    } catch (error) {
      if (!isTooDeepForTypeScript(error)) {
        throw error;
      }
      isTooDeep = true;
    }
  };
  let listeners: TSESLint.RuleListener = {};
  attempt(() => {
    listeners = create();
  });
  const stopping: TSESLint.RuleListener = {};
  for (const [event, listener] of Object.entries(listeners)) {
    stopping[event] = (...args: Parameters<NonNullable<typeof listener>>) => {
      attempt(() => listener?.(...args));
    };
  }
  return stopping;
}

/**
 * It follows what a variable may hold from one statement back to the one before, which a function of a thousand
 * branches, as bundlers write them, is too long for. An endless recursion of our own is a bug and no such error, hence
 * the look at the innermost calls.
 */
function isTooDeepForTypeScript(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack') && !error.stack?.includes(ownFolder);
}
