import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import type { AcquiringNode } from '../resources/acquisition.ts';
import type { UnlimitedWait } from '../resources/wait-limit.ts';
import { layoutOf } from './layout.ts';

/** Long for a query to wait for a connection, short for a person or a test to wait for an error. */
const LIMIT = 5000;

export const waitLimitMessages = {
  limitWait: `Wait for at most ${LIMIT / 1000} seconds: \`{{option}}: ${LIMIT}\`.`,
} as const;

/** A limit in place of none: in the options that are there, or in new ones. Nothing where the options stand elsewhere. */
export function waitLimitSuggestions(
  { option, argument, object, zero }: UnlimitedWait,
  made: AcquiringNode,
  sourceCode: TSESLint.SourceCode,
): TSESLint.ReportSuggestionArray<keyof typeof waitLimitMessages> {
  const property = `${option}: ${LIMIT}`;
  const fix = (fixer: TSESLint.RuleFixer): TSESLint.RuleFix | null => {
    if (zero !== undefined) {
      return fixer.replaceText(zero, String(LIMIT));
    }
    if (object !== undefined) {
      const [open] = object.range;
      return fixer.insertTextAfterRange([open, open + 1], asFirst(property, object, sourceCode));
    }
    const before = made.arguments.at(-1);
    if (made.arguments.length !== argument) {
      return null;
    }
    if (before !== undefined) {
      return fixer.insertTextAfter(before, `, { ${property} }`);
    }
    const end = sourceCode.getLastToken(made);
    // `new Pool` needs no parentheses.
    return end?.value === ')'
      ? fixer.insertTextBefore(end, `{ ${property} }`)
      : fixer.insertTextAfter(made, `({ ${property} })`);
  };
  return [{ messageId: 'limitWait', data: { option }, fix }];
}

/** The property on a line of its own where the others have one. */
function asFirst(property: string, { loc, properties }: TSESTree.ObjectExpression, sourceCode: TSESLint.SourceCode) {
  const [first] = properties;
  if (first === undefined) {
    return ` ${property} `;
  }
  const line = sourceCode.lines[first.loc.start.line - 1] ?? '';
  return first.loc.start.line === loc.start.line
    ? ` ${property},`
    : `${layoutOf(sourceCode).newline}${/^\s*/u.exec(line)?.[0] ?? ''}${property},`;
}
