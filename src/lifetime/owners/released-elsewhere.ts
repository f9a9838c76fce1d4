import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import { type ClassNode, keyName, memberName, unwrap } from '../../ast/expressions.ts';
import type { Place } from '../../ast/file-view.ts';
import type { ReleaseForm } from '../../resources/entry.ts';
import { Follower, type FollowOptions } from '../fates/follow.ts';
import { followField } from '../fates/pattern.ts';
import { isCalledOnField } from '../fields.ts';
import { lenderReleases } from '../lender-releases.ts';
import { basesOf, hasForeignBase } from './class-closers.ts';
import type { FieldResource } from './field-resource.ts';

/** What closes most things. */
const usualClosers = [
  'close',
  'destroy',
  'disconnect',
  'dispose',
  'end',
  'kill',
  'quit',
  'release',
  'stop',
  'terminate',
];

/** Whether something other than the class itself may release what is in a field of it. */
export function isReleasedElsewhere(resource: FieldResource, options: FollowOptions): boolean {
  return (
    isReleasedByLender(resource, options) ||
    isLeftToBase(resource, options) ||
    (!isHidden(resource) && isReleasedOutside(resource)) ||
    isReleasedThroughAccessor(resource)
  );
}

/** Closing what made a resource closes the resource: the browser of a page. */
function isReleasedByLender({ view, owner, making, acquisition }: FieldResource, options: FollowOptions): boolean {
  const callee = unwrap(making.callee);
  const lender = callee.type === T.MemberExpression ? unwrap(callee.object) : undefined;
  const field = lender?.type === T.MemberExpression ? memberName(lender) : undefined;
  return (
    lenderReleases(view, making, acquisition.entry, options).length > 0 ||
    (field !== undefined &&
      acquisition.entry.outlivesLender !== true &&
      [...usualClosers, ...releaseNames(acquisition.entry.release)].some((method) =>
        isCalledOnField(view, owner, field, method),
      ))
  );
}

/** A class that it extends knows the field, and releases it or is out of sight. */
function isLeftToBase({ view, owner, field, within, acquisition }: FieldResource, options: FollowOptions): boolean {
  const place = { view, node: owner };
  const isOwnField = owner.body.body.some((one) => one.type === T.PropertyDefinition && keyName(one) === field);
  return (
    (!isOwnField && hasForeignBase(place)) ||
    basesOf(place).some((base) => isReleasedIn(base, field, within, acquisition.entry, options))
  );
}

function isReleasedIn(
  { view, node }: Place<ClassNode>,
  field: string,
  within: readonly string[],
  entry: FieldResource['acquisition']['entry'],
  options: FollowOptions,
): boolean {
  const follower = new Follower(view, entry, options);
  followField(follower, field, node.body, within);
  return follower.fates.some(({ does }) => does === 'release' || does === 'escape' || does === 'join');
}

/** Nothing outside of the class can name the field. */
function isHidden({ owner, field, text }: FieldResource): boolean {
  return (
    text.includes('#') ||
    owner.body.body.some(
      (one) => one.type === T.PropertyDefinition && keyName(one) === field && one.accessibility === 'private',
    )
  );
}

/** `app.db.pool.end()` in a file that imports the class, or in a class that extends it. */
function isReleasedOutside({ view, owner, field, acquisition }: FieldResource): boolean {
  const closers = releaseNames(acquisition.entry.release).join('|');
  const way = `\\.${escaped(field)}[!?]*(?:\\.[\\w$]+[!?]*)*\\.(?:${closers})\\b`;
  const ofOther = new RegExp(`(?<!\\bthis[!?]*)${way}`, 'u');
  const ofOwn = new RegExp(`\\bthis[!?]*${way}`, 'u');
  const parts = new RegExp(`\\{[^{}]*\\b${escaped(field)}\\b[^{}]*\\}\\s*=`, 'u');
  const isCalled = new RegExp(`\\.(?:${closers})\\b`, 'u');
  const isHeir = owner.id ? new RegExp(`\\bextends\\s+${escaped(owner.id.name)}\\b`, 'u') : undefined;
  const test = (text: string): boolean =>
    ofOther.test(text) ||
    (isHeir?.test(text) === true && ofOwn.test(text)) ||
    (parts.test(text) && isCalled.test(text));
  return test(textAround(view.text, owner)) || view.project?.isToldByImporters(test) === true;
}

/** `redis.getClient().quit()`, also through a variable, in a file that imports the class. */
function isReleasedThroughAccessor({ view, owner, accessors, acquisition }: FieldResource): boolean {
  const closers = new RegExp(`\\.(?:${releaseNames(acquisition.entry.release).join('|')})\\b`, 'u');
  const name = new RegExp(`\\.(?:${accessors.map(escaped).join('|')})\\b`, 'u');
  const test = (text: string): boolean => name.test(text) && closers.test(text);
  return accessors.length > 0 && (test(textAround(view.text, owner)) || view.project?.isToldByImporters(test) === true);
}

function textAround(text: string, { range: [start, end] }: ClassNode): string {
  return `${text.slice(0, start)}\n${text.slice(end)}`;
}

function releaseNames(release: readonly ReleaseForm[]): readonly string[] {
  const names = release.flatMap((form) => ('method' in form ? form.method.split('.').slice(-1) : []));
  return names.length > 0 ? names.map(escaped) : usualClosers;
}

function escaped(name: string): string {
  return name.replaceAll('$', String.raw`\$`);
}
