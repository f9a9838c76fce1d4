// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './run.js';

/**
 * A fenced block of a page.
 *
 * @typedef {object} Block
 * @property {string} language
 * @property {string} info what stands after the language: `option='…' filename='…'`
 * @property {string} code
 * @property {readonly string[]} headings the headings above it, the outermost first
 * @property {number} line
 */

/**
 * The fenced blocks of a Markdown file.
 *
 * @param {string} page its path from the root of the repository
 * @returns {Block[]}
 */
export function codeBlocks(page) {
  /** @type {Block[]} */
  const blocks = [];
  /** @type {string[]} */
  let headings = [];
  /** @type {{ language: string, info: string, line: number, code: string[] } | undefined} */
  let open;
  for (const [index, line] of readFileSync(path.join(root, page), 'utf8').split('\n').entries()) {
    if (open !== undefined) {
      if (line === '```') {
        blocks.push({ ...open, code: `${open.code.join('\n')}\n`, headings });
        open = undefined;
      } else {
        open.code.push(line);
      }
      continue;
    }
    const fence = /^```(\w+) ?(.*)$/u.exec(line);
    const heading = /^(#+) (.*)$/u.exec(line);
    if (fence) {
      open = { language: fence[1] ?? '', info: fence[2] ?? '', line: index + 1, code: [] };
    } else if (heading) {
      headings = [...headings.slice(0, (heading[1] ?? '').length - 1), heading[2] ?? ''];
    }
  }
  return blocks;
}

/**
 * Where the code of a block lies, as its page says: blocks that import each other share a folder.
 *
 * @param {Block} block
 * @returns {string} a path below the folder of its page
 */
export function fileOf({ info, line }) {
  const name = /filename='([^']+)'/u.exec(info)?.[1] ?? 'example.ts';
  return `${/folder='([^']+)'/u.exec(info)?.[1] ?? `line-${line}`}/${name}`;
}

/**
 * The options that a block gives the rule of its page.
 *
 * @param {Block} block
 * @returns {import('eslint').Linter.RuleEntry}
 */
export function entryOf({ info }) {
  const options = /option='([^']+)'/u.exec(info)?.[1];
  return options === undefined ? 'error' : ['error', JSON.parse(options)];
}

/**
 * What a block says under a name, as `filename` in `filename='a.ts'`.
 *
 * @param {Block} block
 * @param {string} name
 */
export function infoOf({ info }, name) {
  return new RegExp(`(?:^| )${name}='([^']+)'`, 'u').exec(info)?.[1];
}
