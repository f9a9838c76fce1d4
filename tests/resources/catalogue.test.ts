import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { catalogue } from '../../src/resources/catalogue/index.ts';
import type { ResourceEntry } from '../../src/resources/entry.ts';

const folder = new URL('../../src/resources/catalogue/', import.meta.url);
const fileNames = readdirSync(folder).filter((name) => name !== 'index.ts');

const files = await Promise.all(
  fileNames.map(async (name) => {
    const module = (await import(new URL(name, folder).href)) as Record<string, readonly ResourceEntry[]>;
    return { name, lists: Object.values(module) };
  }),
);

describe('the catalogue', () => {
  it('knows at least 195 resources', () => {
    expect(catalogue.length).toBeGreaterThanOrEqual(195);
  });

  it('has each id once', () => {
    const ids = catalogue.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('joins its files in alphabetic order', () => {
    const joined = files.toSorted((a, b) => (a.name < b.name ? -1 : 1)).flatMap(({ lists }) => lists.flat());
    expect(catalogue.map(({ id }) => id)).toEqual(joined.map(({ id }) => id));
  });

  it.each(files)('sorts $name by id', ({ lists }) => {
    expect(lists).toHaveLength(1);
    const ids = lists.flat().map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted());
  });

  it('imports each acquire form from one entry only', () => {
    const forms = catalogue.flatMap(({ id, from, acquire }) =>
      from.flatMap((specifier) => acquire.map((form) => ({ id, key: formKey(specifier, form) }))),
    );
    const seen = new Map<string, string>();
    const twice = forms.filter(({ id, key }) => {
      const first = seen.get(key);
      seen.set(key, first ?? id);
      return first !== undefined;
    });
    expect(twice).toEqual([]);
  });

  it('says how each resource is made', () => {
    expect(idsWhere(({ acquire, from }) => acquire.length === 0 || from.length === 0)).toEqual([]);
  });

  it('says how each resource that holds something is given back', () => {
    const isReleased = ({ release, disposable }: ResourceEntry) => release.length > 0 || disposable !== undefined;
    expect(idsWhere((entry) => isReleased(entry) !== (entry.holds !== 'never'))).toEqual([]);
  });

  it('lets modules make what never holds anything', () => {
    expect(idsWhere(({ holds, moduleLevel }) => holds === 'never' && moduleLevel !== 'none')).toEqual([]);
  });

  it('says nothing twice', () => {
    expect(
      idsWhere(({ from, acquire, release, checkouts = [], waits = [] }) =>
        [from, acquire, release, checkouts, waits].some(
          (list) => new Set(list.map((one) => JSON.stringify(one))).size < list.length,
        ),
      ),
    ).toEqual([]);
  });

  it('gives nothing back by a method that it calls wrong', () => {
    expect(
      idsWhere(({ checkouts = [] }) =>
        checkouts.some(({ release, wrong = [] }) => wrong.some((method) => release.includes(method))),
      ),
    ).toEqual([]);
  });
});

function idsWhere(test: (entry: ResourceEntry) => boolean): readonly string[] {
  return catalogue.filter(test).map(({ id }) => id);
}

function formKey(specifier: string, form: ResourceEntry['acquire'][number]): string {
  return [specifier, form.via, form.export, 'member' in form ? form.member : ''].join(' ');
}
