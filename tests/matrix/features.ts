import type { ValidCase } from '../support/case-runner.ts';

interface Feature {
  /** The first version of TypeScript that knows it. */
  readonly since: string;
  readonly name: string;
  readonly isIn: (one: RuleCase) => boolean;
}

interface RuleCase extends ValidCase {
  readonly rule: string;
}

/** What cases hold that an older TypeScript, which we support, does not know. */
const features: readonly Feature[] = [
  { since: '4.9', name: '`satisfies`', isIn: ({ code }) => /\bsatisfies\b/u.test(code) },
  {
    since: '5.0',
    name: '`moduleResolution: bundler`',
    // What an older TypeScript does not know has no number there.
    isIn: ({ compilerOptions = {} }) =>
      Object.entries(compilerOptions).some(([name, value]) => name === 'moduleResolution' && value === undefined),
  },
  // They have parameters `<const Type>`, and an older TypeScript reads what follows as something else.
  { since: '5.0', name: 'the types of mongoose', isIn: ({ code }) => /mongoose[^]*\.startSession\(/u.test(code) },
  { since: '5.0', name: 'imports of `.ts`', isIn: ({ code }) => /\bfrom '\..*\.ts'/u.test(code) },
  {
    since: '5.2',
    name: '`using`',
    isIn: ({ code, rule }) => rule === 'prefer-await-using' || /\busing \w+ (?:=|of) /u.test(code),
  },
  { since: '5.6', name: 'strings as names of exports', isIn: ({ code }) => /\bexport \{.* as '/u.test(code) },
];

/**
 * What a case holds that a version of TypeScript does not know, with the version that does.
 *
 * @param version as `5.2`
 * @returns undefined when there is nothing
 */
export function featureBeyond(version: string, one: RuleCase): string | undefined {
  const beyond = features.find(
    ({ since, isIn }) => version.localeCompare(since, 'en', { numeric: true }) < 0 && isIn(one),
  );
  return beyond && `TypeScript ${beyond.since}: ${beyond.name}`;
}
