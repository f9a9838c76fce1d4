// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './options.js';

/**
 * A place in a checkout that a person has read.
 *
 * @typedef {object} Label
 * @property {string} repo
 * @property {string} dir the checkout's folder name
 * @property {string} commit
 * @property {string} path
 * @property {number} line
 * @property {string} class
 * @property {'bug' | 'ok'} verdict
 * @property {'high' | 'medium' | 'low'} confidence
 * @property {string} [why]
 * @property {string[]} [sites] every `file:from-to` of a group of copies
 */

/** Which rules should speak on a bug of a class, and be silent on its look-alikes. */
export const RULES_OF_CLASS = /** @type {Record<string, readonly string[]>} */ ({
  'module-level': ['no-module-level-resource'],
  'missing-teardown': ['require-teardown'],
  'level-mismatch': ['require-teardown'],
  'not-exception-safe': ['require-teardown', 'require-release'],
  'unawaited-disposal': ['no-ineffective-release'],
  'unreleased-client': ['require-release'],
  'duplicate-fixture': ['no-duplicate-fixture'],
  'shared-disposal': ['no-shared-resource-teardown'],
});

/**
 * @param {string | undefined} file
 * @returns {Label[]}
 */
export function readLabels(file) {
  if (!file) return [];
  const labels = parse(file);
  const bad = labels.findIndex((label) => !isLabel(label));
  if (bad >= 0) throw new UsageError(`--labels: entry ${bad} lacks a dir, path, line, class, verdict or confidence.`);
  return labels;
}

/** @param {string} file */
function parse(file) {
  try {
    const content = JSON.parse(readFileSync(file, 'utf8'));
    if (Array.isArray(content)) return content;
  } catch {
    // Said below, together with JSON of another shape.
  }
  throw new UsageError(`--labels: ${path.basename(file)} is not a JSON array.`);
}

/** @param {any} label */
function isLabel(label) {
  const isText = ['dir', 'path', 'class', 'confidence'].every((name) => typeof label?.[name] === 'string');
  return isText && Number.isInteger(label.line) && ['bug', 'ok'].includes(label.verdict);
}

/**
 * The checkout a label speaks of: the one of its very commit where there is one.
 *
 * @param {Label} label
 * @param {readonly string[]} checkouts
 * @returns {string | undefined}
 */
export function checkoutOf({ dir, commit }, checkouts) {
  const exact = checkouts.find((name) => {
    const [base, start] = name.split('@');
    return base === dir && start && commit?.startsWith(start);
  });
  return exact ?? checkouts.find((name) => name === dir);
}

/**
 * @param {Label} label
 * @returns {{ path: string, line: number }[]}
 */
export function sitesOf(label) {
  const sites = (label.sites ?? []).map((site) => {
    const [, file, line] = /^(.+):(\d+)(?:-\d+)?$/.exec(site) ?? [];
    return { path: file ?? site, line: Number(line ?? 1) };
  });
  return [{ path: label.path, line: label.line }, ...sites];
}
