// @ts-check
import { pathToFileURL } from 'node:url';
import { UsageError } from './options.js';

/** The namespace our presets give the plugin. */
export const PREFIX = 'async-resources/';

/**
 * @typedef {object} Selection
 * @property {import('eslint').ESLint.Plugin} plugin
 * @property {import('eslint').Linter.RulesRecord} rules the rules to run, with the preset's options
 * @property {Record<string, unknown>} settings
 */

/**
 * The rules of one preset, narrowed to those asked for. A rule asked for by name runs even if the preset lacks it.
 *
 * @param {{ plugin: string, preset: string, rules: string[] }} options
 * @returns {Promise<Selection>}
 */
export async function selectRules({ plugin: file, preset, rules: wanted }) {
  const plugin = (await import(pathToFileURL(file).href)).default;
  const config = plugin.configs?.[preset];
  if (!config) {
    throw new UsageError(`--preset: unknown preset ${preset}; there are: ${names(plugin.configs)}`);
  }
  const parts = [config].flat();
  /** @type {import('eslint').Linter.RulesRecord} */
  const all = Object.assign({}, ...parts.map((part) => part.rules));
  const ids = wanted.length > 0 ? wanted.map((id) => PREFIX + known(plugin, id)) : Object.keys(all).sort();
  const on = ids.map((id) => /** @type {const} */ ([id, all[id] ?? 'error'])).filter(([, entry]) => !isOff(entry));
  return { plugin, rules: Object.fromEntries(on), settings: Object.assign({}, ...parts.map((part) => part.settings)) };
}

/**
 * @param {import('eslint').ESLint.Plugin} plugin
 * @param {string} id
 */
function known(plugin, id) {
  const name = id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id;
  if (!plugin.rules?.[name]) throw new UsageError(`--rule: unknown rule ${id}; there are: ${names(plugin.rules)}`);
  return name;
}

/** @param {object | undefined} record */
function names(record) {
  return (
    Object.keys(record ?? {})
      .sort()
      .join(', ') || 'none'
  );
}

/** @param {import('eslint').Linter.RuleEntry} entry */
function isOff(entry) {
  const severity = Array.isArray(entry) ? entry[0] : entry;
  return severity === 0 || severity === 'off';
}
