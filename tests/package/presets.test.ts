import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import plugin, { type PresetName } from '../../src/index.ts';
import type { RuleDocs } from '../../src/rules/create-rule.ts';
import { rules } from '../../src/rules/index.ts';
import { root } from '../support/markdown.ts';

const names = Object.keys(rules).toSorted();
const presets = Object.entries(plugin.configs) as [PresetName, (typeof plugin.configs)[PresetName]][];
/** What `src/rules/` holds beside the rules. */
const notRules = ['create-rule', 'index', 'path-from'];

function namesIn(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .toSorted();
}

function foldersWithTests(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && namesIn(join(folder, entry.name), '.test.ts').length > 0)
    .map((entry) => entry.name)
    .toSorted();
}

describe('the rules', () => {
  it('are the same as their files, their tests, their pages and what the plugin exports', () => {
    expect(namesIn('src/rules', '.ts').filter((name) => !notRules.includes(name))).toEqual(names);
    expect(foldersWithTests('tests/rules')).toEqual(names);
    expect(namesIn('docs/rules', '.md')).toEqual(names);
    expect(Object.keys(plugin.rules ?? {}).toSorted()).toEqual(names);
  });

  it.each(Object.entries(rules))('%s knows its name and its page', (name, rule) => {
    expect(rule.name).toBe(name);
    expect(rule.meta.docs.url).toMatch(new RegExp(`/docs/rules/${name}\\.md$`, 'u'));
  });
});

describe('the plugin', () => {
  it('has the name and the version of the package', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({ name: plugin.meta?.name, version: plugin.meta?.version });
    expect(plugin.meta?.namespace).toBe('async-resources');
  });

  it('has these presets', () => {
    expect(presets.map(([name]) => name).toSorted()).toEqual([
      'all',
      'disableTypeChecked',
      'recommended',
      'recommendedTypeChecked',
      'strict',
      'strictTypeChecked',
    ]);
  });
});

describe.each(presets)('the preset %s', (name, config) => {
  it('has a name and holds the plugin itself', () => {
    expect(config.name).toBe(`async-resources/${name}`);
    expect(config.plugins?.['async-resources']).toBe(plugin);
  });

  it('follows from what each rule says of itself', () => {
    const expected = Object.entries(rules).flatMap(([rule, { meta }]) => {
      const entry = expectedEntry(name, meta.docs);
      return entry === undefined ? [] : [[`async-resources/${rule}`, entry]];
    });
    expect(config.rules).toEqual(Object.fromEntries(expected));
  });
});

function expectedEntry(preset: PresetName, docs: RuleDocs<readonly unknown[]>): unknown {
  const isTyped = docs.requiresTypeChecking === true;
  const isStrictOnly = docs.recommended === 'strict';
  const strict = typeof docs.recommended === 'string' ? 'error' : ['error', ...docs.recommended.strict];
  switch (preset) {
    case 'recommended':
      return isTyped || isStrictOnly ? undefined : 'error';
    case 'recommendedTypeChecked':
      return isStrictOnly ? undefined : 'error';
    case 'strict':
      return isTyped ? undefined : strict;
    case 'strictTypeChecked':
      return strict;
    case 'all':
      return 'error';
    case 'disableTypeChecked':
      return isTyped ? 'off' : undefined;
  }
}
