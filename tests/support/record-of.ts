import type { Linter } from 'eslint';

import { applied } from '../../scripts/verify-suggestions/promises.js';
import type { LintedFile } from './prove-suggestion.ts';

/** What a reviewer reads of a case: each report with its message, and each suggestion with its result. */
export function recordOf({ filename, code }: LintedFile, messages: readonly Linter.LintMessage[]): string {
  return messages
    .flatMap(({ line, column, message, suggestions = [] }) => [
      `${filename}:${line}:${column} ${message}`,
      ...suggestions.map(({ desc, fix }) => `--- ${desc}\n${applied(code, fix)}`),
    ])
    .join('\n');
}
