// @ts-check
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { page } from './page.js';

/**
 * Does in a project what a step of the page asks for.
 *
 * @param {string} project
 * @param {import('./page.js').Action} action
 * @param {() => Promise<readonly import('eslint').ESLint.LintResult[]>} lint
 * @returns {Promise<readonly string[]>} a line for each thing that was done
 */
export async function apply(project, action, lint) {
  switch (action.kind) {
    case 'write':
      mkdirSync(dirname(join(project, action.file)), { recursive: true });
      writeFileSync(join(project, action.file), action.text);
      return [`${action.file}: written`];
    case 'edit': {
      const path = join(project, action.file);
      writeFileSync(path, action.hunks.reduce(edited, readFileSync(path, 'utf8')));
      return [`${action.file}: edited`];
    }
    case 'accept': {
      const results = await lint();
      return action.choices.map((choice) => {
        accept(project, choice, results);
        return `${choice.file}: ${choice.title} (${choice.rule})`;
      });
    }
  }
}

/**
 * @param {string} text
 * @param {{ old: string, new: string }} hunk
 */
function edited(text, { old, new: replacement }) {
  const [before, after, ...more] = text.split(old);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${page} edits what is there ${more.length === 0 ? 'not at all' : 'more than once'}:\n${old}`);
  }
  return before + replacement + after;
}

/**
 * Applies a suggestion as an editor does: one edit in one file.
 *
 * @param {string} project
 * @param {import('./page.js').Choice} choice
 * @param {readonly import('eslint').ESLint.LintResult[]} results
 */
function accept(project, { file, title, rule }, results) {
  const result = results.find(({ filePath }) => relative(project, filePath).replaceAll('\\', '/') === file);
  const offered = (result?.messages ?? [])
    .filter(({ ruleId }) => ruleId === rule)
    .flatMap((one) => one.suggestions ?? []);
  const suggestion = offered.find(({ desc }) => desc === title);
  if (result?.source === undefined || suggestion === undefined) {
    throw new Error(
      `${page} takes a suggestion of ${rule} in ${file} that is not offered:\n${title}\nOffered are:\n${offered.map(({ desc }) => desc).join('\n')}`,
    );
  }
  const { range, text } = suggestion.fix;
  writeFileSync(result.filePath, result.source.slice(0, range[0]) + text + result.source.slice(range[1]));
}
