import { readFileSync } from 'node:fs';

import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';
import { readSettings } from '../../src/resources/read-settings.ts';
import { settingsSchema } from '../../src/resources/settings-schema.ts';

function mistakeIn(settings: unknown): string {
  try {
    readSettings({ 'async-resources': settings });
  } catch (error) {
    return (error as Error).message;
  }
  return 'no mistake';
}

describe('the page on settings', () => {
  const page = readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8');

  it.each(Object.keys(settingsSchema.entries.resources.wrapped.item.entries))('explains `%s` of a resource', (key) => {
    expect(page).toMatch(new RegExp(`^\\| \`${key}\` +\\|`, 'mu'));
  });

  it.each(Object.keys(settingsSchema.entries))('explains `%s`', (key) => {
    expect(page).toContain(`\n## \`${key}\`\n`);
  });
});

describe('settings', () => {
  it('may be left out, or empty', () => {
    expect(readSettings({})).toEqual({});
    expect(readSettings({ 'async-resources': {} })).toEqual({});
  });

  it('are read once per object', () => {
    const settings = { 'async-resources': { profile: 'serverless' } };
    expect(readSettings(settings)).toBe(readSettings(settings));
  });

  it('accept everything that is documented', () => {
    expect(
      mistakeIn({
        resources: [
          {
            id: 'acme/Bus',
            from: ['@acme/bus', './src/bus.ts'],
            acquire: [{ via: 'call', export: 'connectBus', resolves: true }],
            holds: { calls: ['start'] },
            release: [{ method: 'close', returns: 'promise' }],
            inertWhen: [
              { option: 'lazy', is: true },
              { option: 'url', absent: true },
            ],
          },
        ],
        helpers: { disposes: ['closeQuietly'], owns: ['register'], borrows: ['wrap'] },
        allowModuleLevel: ['pg/Pool', 'bullmq/*', { id: 'ioredis/Redis', in: ['src/redis.ts'] }],
        profile: 'server',
        testFiles: ['checks/**'],
        runner: 'vitest',
      }),
    ).toBe('no mistake');
  });

  it('name a wrong value, what was found and what was expected', () => {
    expect(mistakeIn({ profile: 'edge' })).toMatchInlineSnapshot(
      `"settings['async-resources'].profile: found "edge", expected "server" or "serverless"."`,
    );
    expect(mistakeIn({ testFiles: '**/*.check.ts' })).toMatchInlineSnapshot(
      `"settings['async-resources'].testFiles: found "**/*.check.ts", expected an array."`,
    );
    expect(
      mistakeIn({ resources: [{ id: 'a', from: ['a'], acquire: [{ via: 'make' }], release: [] }] }),
    ).toMatchInlineSnapshot(
      `"settings['async-resources'].resources[0].acquire[0].via: found "make", expected "new" or "call" or "static" or "method" or "curried"."`,
    );
    expect(mistakeIn({ resources: [{ id: 'a', from: ['a'], acquire: [], release: [] }] })).toMatchInlineSnapshot(
      `"settings['async-resources'].resources[0].acquire: found none, expected at least one entry."`,
    );
    expect(mistakeIn({ allowModuleLevel: [{ id: 'pg/Pool' }] })).toMatchInlineSnapshot(
      `"settings['async-resources'].allowModuleLevel[0].in: found nothing, expected this key to be there."`,
    );
    expect(mistakeIn('server')).toMatchInlineSnapshot(
      `"settings['async-resources']: found "server", expected an object."`,
    );
  });

  it('name an unknown key', () => {
    expect(mistakeIn({ alowModuleLevel: [] })).toMatchInlineSnapshot(
      `"settings['async-resources'].alowModuleLevel: found an unknown key, expected one of resources, helpers, allowModuleLevel, profile, testFiles, runner."`,
    );
    expect(mistakeIn({ helpers: { closes: [] } })).toMatchInlineSnapshot(
      `"settings['async-resources'].helpers.closes: found an unknown key, expected no such key."`,
    );
  });

  it('name a resource that is not in the catalogue', () => {
    expect(mistakeIn({ allowModuleLevel: ['pg/Poll'] })).toMatchInlineSnapshot(
      `"settings['async-resources'].allowModuleLevel[0]: found "pg/Poll", expected the id of a resource, such as "pg/Pool" or "pg/*"."`,
    );
    expect(mistakeIn({ allowModuleLevel: ['pg/*'] })).toBe('no mistake');
  });

  it('tell several mistakes at once', () => {
    expect(mistakeIn({ profile: 1, runner: 'tap' })).toMatchInlineSnapshot(`
      "settings['async-resources'].profile: found 1, expected "server" or "serverless".
      settings['async-resources'].runner: found "tap", expected "ava" or "bun" or "jest" or "mocha" or "node" or "playwright" or "vitest"."
    `);
  });

  it('stop a run of ESLint', async () => {
    const eslint = new ESLint({
      overrideConfigFile: true,
      overrideConfig: [plugin.configs.recommended, { settings: { 'async-resources': { profile: 'edge' } } }],
    });
    await expect(eslint.lintText('export {};', { filePath: 'a.js' })).rejects.toThrow(
      `settings['async-resources'].profile: found "edge", expected "server" or "serverless".`,
    );
  });
});
