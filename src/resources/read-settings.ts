import * as v from 'valibot';

import type { AsyncResourcesSettings } from './settings.ts';
import { settingsSchema } from './settings-schema.ts';

const KEY = 'async-resources';

/** Checked once per settings object: ESLint hands the same one to every rule and file of a configuration. */
const checked = new WeakMap<object, AsyncResourcesSettings>();

/**
 * The settings that a user gave under `settings['async-resources']`.
 *
 * @param settings all shared settings, as `context.settings` has them
 * @throws Error that names the wrong key, what was found and what was expected
 */
export function readSettings(settings: Readonly<Record<string, unknown>>): AsyncResourcesSettings {
  const own = settings[KEY];
  if (own === undefined) {
    return {};
  }
  const known = typeof own === 'object' && own !== null ? checked.get(own) : undefined;
  if (known !== undefined) {
    return known;
  }
  const result = v.safeParse(settingsSchema, own);
  if (!result.success) {
    throw new Error(result.issues.map(explain).join('\n'));
  }
  const output = result.output as AsyncResourcesSettings;
  checked.set(own as object, output);
  return output;
}

type Issue = v.BaseIssue<unknown>;

/** One sentence per mistake: where it is, what was found, what was expected. */
function explain(issue: Issue): string {
  const deepest = deepestOf(issue);
  const path = [...(issue.path ?? []), ...(deepest === issue ? [] : (deepest.path ?? []))];
  const place = path.reduce((text, { key }) => text + segment(key), `settings['${KEY}']`);
  if (deepest.type === 'strict_object' && deepest.expected === 'never') {
    return `${place}: found an unknown key, expected ${knownKeys(path)}.`;
  }
  return `${place}: found ${deepest.received}, expected ${expectation(deepest)}.`;
}

/** For a value that may have several shapes, the complaint of the shape that fits best says most. */
function deepestOf(issue: Issue): Issue {
  const inner = [...(issue.issues ?? [])].sort((a, b) => (b.path?.length ?? 0) - (a.path?.length ?? 0))[0];
  return inner?.path === undefined ? issue : deepestOf(inner);
}

function segment(key: unknown): string {
  return typeof key === 'number' ? `[${String(key)}]` : `.${String(key)}`;
}

function expectation(issue: Issue): string {
  return issue.type === 'non_empty' || issue.expected === null
    ? 'at least one entry'
    : issue.expected.replace(/^\((.*)\)$/u, '$1').replaceAll(' | ', ' or ');
}

/** The keys that would be right, where a list of them helps. */
function knownKeys(path: readonly unknown[]): string {
  return path.length === 1 ? `one of ${Object.keys(settingsSchema.entries).join(', ')}` : 'no such key';
}
