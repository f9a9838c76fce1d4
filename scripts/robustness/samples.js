// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from '../run.js';

/** A text shorter than this has nothing to lose a token from. */
const SHORTEST = 60;

/**
 * The code that this project shows and tries: the examples, the code of the documentation, and the cases of the tests.
 *
 * @returns {string[]} without doubles, in the order of the files
 */
export function samples() {
  const found = [
    ...filesIn('examples', /\.ts$/).map(read),
    ...filesIn('docs', /\.md$/).flatMap((file) => codeOfMarkdown(read(file))),
    ...filesIn('tests/rules', /\.test\.ts$/).flatMap((file) => codeOfTests(read(file))),
  ];
  return [...new Set(found)].filter((code) => code.length >= SHORTEST);
}

/** @param {string} text */
function codeOfMarkdown(text) {
  return [...text.matchAll(/^```(?:js|ts)\b.*\n([^]*?)^```$/gm)].map(([, code = '']) => code);
}

/**
 * The texts of a test file that are code themselves.
 *
 * @param {string} text
 */
function codeOfTests(text) {
  /** @type {string[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isStringLiteralLike(node) && node.text.includes('\n') && /\b(?:import|require)\b/.test(node.text)) {
      found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest));
  return found;
}

/**
 * @param {string} folder
 * @param {RegExp} name
 */
function filesIn(folder, name) {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => name.test(file) && !file.includes('node_modules'))
    .sort()
    .map((file) => path.join(root, folder, file));
}

/** @param {string} file */
function read(file) {
  return readFileSync(file, 'utf8');
}
