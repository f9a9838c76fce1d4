import rule from '../../../../src/rules/require-release.ts';
import { ruleRunner } from '../../../support/prove-suggestion.ts';
import { acquiring, preludeOf, type Program, sourceOf } from './program.ts';

const run = ruleRunner(
  { 'require-release': rule },
  { rules: { 'proof/require-release': ['error', { exceptionPaths: 'all' }] } },
);

/** What the rule reports of programs that lie in one file: for each program, the acquisitions by their numbers. */
export function reportsOf(programs: readonly Program[]): readonly ReadonlyMap<number, string>[] {
  const parts = [preludeOf(), ...programs.map((program, index) => sourceOf(program, index))];
  const code = parts.join('\n');
  const reported = new Map(
    run({ filename: 'app/db/session.ts', code }).map((one) => [`${one.line}:${one.column}`, one]),
  );
  const found: ReadonlyMap<number, string>[] = [];
  let line = 1;
  for (const part of parts) {
    const messages = new Map<number, string>();
    let site = 0;
    for (const [offset, text] of part.split('\n').entries()) {
      for (const { index } of text.matchAll(acquiring)) {
        const message = reported.get(`${line + offset}:${index + 1}`);
        if (message !== undefined) {
          messages.set(site, message.message);
          reported.delete(`${line + offset}:${index + 1}`);
        }
        site += 1;
      }
    }
    found.push(messages);
    line += part.split('\n').length;
  }
  if (reported.size > 0) {
    throw new Error(
      `Reported elsewhere: ${[...reported].map(([place, { message }]) => `${place} ${message}`).join('\n')}`,
    );
  }
  return found.slice(1);
}
