// @ts-check
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { codeBlocks, entryOf, fileOf } from '../code-blocks.js';
import { checkoutNames } from '../corpus/files.js';
import { PREFIX } from '../corpus/preset.js';
import { root } from '../run.js';

/**
 * A folder with code that is linted.
 *
 * @typedef {object} Source
 * @property {string} name
 * @property {string} folder
 * @property {readonly import('eslint').Linter.Config[]} overrides what some of its files want else
 */

/**
 * The examples, the code blocks of the documentation, and the checked-out projects.
 *
 * @param {string | undefined} checkouts the folder that holds the projects
 * @returns {Source[]}
 */
export function findSources(checkouts) {
  const examples = path.join(root, 'examples');
  return [...foldersIn(examples), docsBlocks(), ...(checkouts === undefined ? [] : foldersIn(checkouts))];
}

/** @param {string} folder */
function foldersIn(folder) {
  return checkoutNames(folder).map((name) => ({ name, folder: path.join(folder, name), overrides: [] }));
}

/** @returns {Source} the blocks as files, inside the repository so that the packages that they import are found */
function docsBlocks() {
  const folder = path.join(root, '.tmp', 'verify-suggestions', 'docs');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const compilerOptions = { target: 'es2023', lib: ['es2023', 'esnext.disposable'], types: ['node'] };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const overrides = pages().flatMap((page) => {
    const { dir, name } = path.parse(page);
    const blocks = codeBlocks(page).filter(({ language }) => ['ts', 'js'].includes(language));
    return blocks.map((block) => {
      const file = path.join(dir, name, fileOf(block));
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), block.code);
      const rules = block.info.includes('option=') ? { [PREFIX + name]: entryOf(block) } : {};
      return { files: [file.split(path.sep).join('/')], rules };
    });
  });
  return { name: 'docs', folder, overrides };
}

/** The pages of the documentation, from the root of the repository. */
function pages() {
  const below = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' });
  const all = ['README.md', ...below.map((file) => path.join('docs', file))];
  return all.filter((file) => file.endsWith('.md') && existsSync(path.join(root, file))).sort();
}
