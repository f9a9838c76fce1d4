import type { TSESTree } from '@typescript-eslint/utils';

import type { FileView } from '../../ast/file-view.ts';
import { mayHaveArguments } from '../../resources/arguments.ts';
import { cataloguedForm } from '../../resources/catalogued.ts';
import type { ArgumentPlace, ResourceEntry } from '../../resources/entry.ts';
import type { FormIndex } from '../../resources/forms.ts';
import type { AsyncResourcesSettings } from '../../resources/settings.ts';
import type { FollowOptions } from './follow.ts';

/** By catalogue and settings: what is found out of the functions of other files serves all files and rules. */
type Known = WeakMap<FormIndex, WeakMap<AsyncResourcesSettings, FollowOptions>>;

const known: Readonly<Record<'plain' | 'withInstances', Known>> = {
  plain: new WeakMap(),
  withInstances: new WeakMap(),
};

/**
 * How resources are followed under some settings.
 *
 * @param isLending see `FollowOptions`
 */
export function followOptions(
  index: FormIndex,
  settings: AsyncResourcesSettings,
  isLending?: FollowOptions['isLending'],
): FollowOptions {
  if (isLending === undefined) {
    return knownOptions(known.plain, index, settings);
  }
  // Only the file itself has a fixture of its own, and no other file leads to its functions as they are linted.
  return { ...knownOptions(known.withInstances, index, settings), isLending, followsInstances: true };
}

function knownOptions(ofAll: Known, index: FormIndex, settings: AsyncResourcesSettings): FollowOptions {
  const ofIndex = ofAll.get(index) ?? new WeakMap<AsyncResourcesSettings, FollowOptions>();
  ofAll.set(index, ofIndex);
  const options = ofIndex.get(settings) ?? newOptions(index, settings);
  ofIndex.set(settings, options);
  return options;
}

function newOptions(index: FormIndex, { helpers = {} }: AsyncResourcesSettings): FollowOptions {
  const { borrows = [], disposes = [], owns = [] } = helpers;
  return {
    helpers: { borrows, disposes, owns },
    isLending: () => false,
    summaries: new WeakMap(),
    roleOf: (view, call, given) => roleOf(view, call, given, index),
  };
}

/** `drizzle(pool)` borrows the pool, `new Kysely({ dialect })` owns what the dialect is made of. */
export function roleOf(
  view: FileView,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  given: ArgumentPlace,
  index: FormIndex,
): ReturnType<FollowOptions['roleOf']> {
  const entry = cataloguedForm({ view, node: call }, index)?.entry;
  const isOwned =
    entry?.owns?.includes(given) === true ||
    (entry?.ownsWhen !== undefined && mayHaveArguments({ view, node: call }, entry.ownsWhen));
  return isOwned
    ? 'owned'
    : entry?.passesOn?.includes(given) === true
      ? 'passed on'
      : entry?.borrows?.includes(given) === true
        ? hasOwnCloser(entry)
          ? 'lent'
          : 'borrowed'
        : undefined;
}

/** Whether what borrows has something of its own to close: `queue.close()`, but not `db.$client.end()`. */
function hasOwnCloser({ release }: ResourceEntry): boolean {
  return release.some((form) => 'method' in form && !form.method.includes('.'));
}
