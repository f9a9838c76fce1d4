import type { TSESLint } from '@typescript-eslint/utils';

import type { FileView } from '../../ast/file-view.ts';
import { type Acquired, nameIn } from '../../fixtures/acquired.ts';
import type { Duplicate } from '../../fixtures/duplicates.ts';
import type { Difference } from '../../fixtures/family.ts';
import type { FixtureIndex, Member } from '../../fixtures/fixture-index.ts';
import { nearest, placeForShared } from '../../fixtures/nearest.ts';
import {
  nameOfExport,
  sharedFixtureSuggestionMessages,
  sharedFixtureSuggestions,
} from '../../suggestions/shared-fixture.ts';
import type { TypeServices } from '../../types/services.ts';
import { pathFrom } from '../path-from.ts';

export type MessageId = keyof typeof messages;

/** What the rule says, and the titles of what it offers. */
export const messages = {
  copied: '{{what}} is the same in {{places}}.{{resource}} {{advice}}',
  almostCopied:
    '{{what}} is the same in {{places}}, but for {{differences}}.{{resource}} {{advice}} Give it what differs as a parameter.',
  alreadyShared: '{{what}} is a copy of {{shared}} from {{home}}, which exports it.{{resource}} Import it instead.',
  keptElsewhere:
    '{{what}} is a copy of `{{name}}` from {{home}}, which does not export it.{{resource}} Export it there, and import it here.',
  alreadyRun: '{{what}} is a copy of the one in {{home}}.{{resource}} Use that one, and delete the copy.',
  ...sharedFixtureSuggestionMessages,
} as const;

/** The most places that a message names. */
const MOST_PLACES = 2;

/** What a report needs beside the duplicate itself. */
export interface Linted {
  readonly sourceCode: TSESLint.SourceCode;
  readonly services: TypeServices;
  readonly view: FileView;
}

/** The report for a fixture that has copies. */
export function reportOf(
  { member, family, homes, acquired, differences }: Duplicate,
  index: FixtureIndex,
  { sourceCode, services, view }: Linted,
): TSESLint.ReportDescriptor<MessageId> {
  const shownPath = (path: string): string => pathFrom(member.path, path);
  const { loc } = member.fixture;
  const what = whatIs(member);
  const resource = acquired ? resourceText(acquired, member, view) : '';
  const kept = homes.filter(({ isKept }) => isKept);
  const home = nearest(member.path, homes.length > kept.length ? homes.filter(({ isKept }) => !isKept) : kept);
  if (home?.isKept === true) {
    return {
      loc,
      messageId: 'keptElsewhere',
      data: { what, resource, home: shownPath(home.path), name: home.fixture.name },
    };
  }
  if (home !== undefined) {
    const data = { what, resource, home: shownPath(home.path) };
    const suggest = [...sharedFixtureSuggestions({ member, home, index, sourceCode, services })];
    return home.exportedAs === undefined
      ? { loc, messageId: 'alreadyRun', data, suggest }
      : { loc, messageId: 'alreadyShared', data: { ...data, shared: nameOfExport(home.exportedAs) }, suggest };
  }
  const place = placeForShared(member, family.files, index.program);
  const data = {
    what,
    resource,
    places: placesOf(family.members, family.files - 1, member.path, shownPath),
    advice:
      place === undefined ? 'Keep one, in a module that these files import.' : `Keep one, in ${shownPath(place)}.`,
  };
  return differences.length === 0
    ? { loc, messageId: 'copied', data }
    : { loc, messageId: 'almostCopied', data: { ...data, differences: textOf(differences) } };
}

/** What each copy has to give back, as a sentence. */
function resourceText(acquired: Acquired, member: Member, view: FileView): string {
  const { id, closer, isGivenBack, isLent } = acquired;
  if (isGivenBack) {
    return ` It opens and closes ${id} by itself, in each copy.`;
  }
  if (closer === undefined) {
    return ` It acquires ${id} in what it makes, and each copy has to clean that up.`;
  }
  const name = nameIn(member, acquired, view);
  return ` It ${isLent ? 'checks out of' : 'acquires'} ${id}, and each copy has to call ${closer(name)}.`;
}

/** What is copied, as the beginning of a sentence. */
function whatIs({ fixture: { kind, name } }: Member): string {
  switch (kind) {
    case 'hook':
      return `This \`${name}\` hook`;
    case 'member':
      return `The fixture \`${name}\``;
    case 'class':
    case 'constant':
    case 'function':
      return `\`${name}\``;
  }
}

/** `tests/a.test.ts:3, tests/b.test.ts:7 and 2 more files` */
function placesOf(
  members: readonly Member[],
  otherFiles: number,
  ownPath: string,
  shownPath: (path: string) => string,
): string {
  const shown = new Map<string, string>();
  for (const { path, fixture } of members) {
    if (shown.size < MOST_PLACES && path !== ownPath && !shown.has(path)) {
      shown.set(path, `${shownPath(path)}:${fixture.loc.start.line}`);
    }
  }
  const left = otherFiles - shown.size;
  const places = [...shown.values(), ...(left > 0 ? [`${left} more ${left === 1 ? 'file' : 'files'}`] : [])];
  return places.length < 2 ? places.join('') : `${places.slice(0, -1).join(', ')} and ${places.at(-1) ?? ''}`;
}

/** `5432` instead of `5433` */
function textOf(differences: readonly Difference[]): string {
  const shown = differences.slice(0, MOST_PLACES).map(({ own, other }) => `${own} where it has ${other}`);
  const left = differences.length - shown.length;
  return [...shown, ...(left > 0 ? [`${left} more`] : [])].join(', ');
}
