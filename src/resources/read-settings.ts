import * as v from 'valibot';

import { catalogue } from './catalogue/index.ts';
import { isIdLike } from './module-level-policy.ts';
import type { AsyncResourcesSettings } from './settings.ts';
import { settingsSchema } from './settings-schema.ts';

const KEY = 'async-resources';

/** Checked once per settings object: ESLint hands the same one to every rule and file of a configuration. */
const checked = new WeakMap<object, AsyncResourcesSettings>();

const none: AsyncResourcesSettings = {};

/**
 * The settings that a user gave under `settings['async-resources']`.
 *
 * @param settings all shared settings, as `context.settings` has them
 * @throws Error that names the wrong key, what was found and what was expected
 */
export function readSettings(settings: Readonly<Record<string, unknown>>): AsyncResourcesSettings {
  const own = settings[KEY];
  if (own === undefined) {
    return none;
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
  const unknown = unknownIds(output);
  if (unknown.length > 0) {
    throw new Error(unknown.join('\n'));
  }
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
  if (deepest.type === 'strict_object' && deepest.received === 'undefined') {
    return `${place}: found nothing, expected this key to be there.`;
  }
  const found = deepest.type === 'non_empty' ? 'none' : (spoken[deepest.received] ?? deepest.received);
  return `${place}: found ${found}, expected ${expectation(deepest)}.`;
}

/** For a value that may have several shapes, the complaint of the shape that fits best says most. */
function deepestOf(issue: Issue): Issue {
  const inner = [...(issue.issues ?? [])].sort((a, b) => (b.path?.length ?? 0) - (a.path?.length ?? 0))[0];
  return inner?.path === undefined ? issue : deepestOf(inner);
}

function segment(key: unknown): string {
  return typeof key === 'number' ? `[${String(key)}]` : `.${String(key)}`;
}

/** What is wrong with a value, in words a user of JavaScript has for it. */
function expectation({ type, expected }: Issue): string {
  if (type === 'non_empty') {
    return 'at least one entry';
  }
  const words = (expected ?? 'another value').replace(/^\((.*)\)$/u, '$1').split(' | ');
  return words.map((word) => spoken[word] ?? word).join(' or ');
}

const spoken: Readonly<Record<string, string>> = {
  Array: 'an array',
  Object: 'an object',
  number: 'a number',
  string: 'a string',
};

/** A misspelt id would allow nothing, without a word. */
function unknownIds({ allowModuleLevel = [], resources = [] }: AsyncResourcesSettings): readonly string[] {
  const ids = [...resources, ...catalogue].map(({ id }) => id);
  return allowModuleLevel.flatMap((allowed, index) => {
    const id = typeof allowed === 'string' ? allowed : allowed.id;
    const isKnown = ids.some((known) => isIdLike(known, id));
    const place = `settings['${KEY}'].allowModuleLevel[${String(index)}]${typeof allowed === 'string' ? '' : '.id'}`;
    return isKnown ? [] : [`${place}: found "${id}", expected the id of a resource, such as "pg/Pool" or "pg/*".`];
  });
}

/** The keys that would be right, where a list of them helps. */
function knownKeys(path: readonly unknown[]): string {
  return path.length === 1 ? `one of ${Object.keys(settingsSchema.entries).join(', ')}` : 'no such key';
}
