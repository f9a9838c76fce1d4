// @ts-check
import * as parser from '@typescript-eslint/parser';
import ts from 'typescript';

/**
 * A file at one moment: as it is, or after a suggestion.
 *
 * @typedef {object} State
 * @property {string} path
 * @property {string} code
 * @property {readonly Report[]} messages what is reported
 * @property {readonly string[]} errors what TypeScript says of it: see `typeErrors`
 */

/** @typedef {import('eslint').Linter.LintMessage} Report */

/**
 * What TypeScript says of JavaScript without types, though nothing is wrong with it: an untyped variable is an implicit
 * `any`, and `new Promise()` is one of `unknown`.
 */
const ONLY_TYPES = /^TS(?:7\d{3}|2810):/;

/** The ending of the files that have no types of their own. */
export const JAVASCRIPT = /\.[cm]?jsx?$/;

/**
 * The code with a suggestion applied.
 *
 * @param {string} code
 * @param {import('eslint').Rule.Fix} fix
 */
export function applied(code, { range: [start, end], text }) {
  return code.slice(0, start) + text + code.slice(end);
}

/**
 * What every suggestion promises, and this one does not keep: the result parses, TypeScript finds nothing in it that it
 * did not find before, all comments are there, it is no other kind of file, and linting it no longer gives the report and
 * gives no other.
 *
 * @param {State} before
 * @param {State} after
 * @param {Report} report the one that offers the suggestion
 * @returns {string[]} nothing when all is kept
 */
export function brokenPromises(before, after, report) {
  const fatal = after.messages.find((message) => message.fatal);
  if (fatal) return [`Does not parse: ${fatal.message}`];
  const [hadComments, hasComments] = [comments(before), comments(after)];
  const isSame = (/** @type {Report} */ other) => textOf(other) === textOf(report);
  const isGone = after.messages.filter(isSame).length < before.messages.filter(isSame).length;
  return [
    ...added(before.errors, after.errors, withoutName).map((error) => `New type error: ${error}`),
    ...added(hasComments, hadComments).map((comment) => `Lost comment: ${comment.trim()}`),
    ...added(hadComments, hasComments).map((comment) => `New comment: ${comment.trim()}`),
    ...(becomesModule(before, after) ? ['Becomes an ES module'] : []),
    ...(isGone ? [] : [`Still reported: ${report.message}`]),
    ...newReports(before, after, report).map(({ ruleId, message }) => `New report: ${ruleId ?? ''}: ${message}`),
  ];
}

/**
 * The reports that were not there before. That another place is now reported in other words is none: a pool that nobody
 * closes becomes one that hides a closed one. Neither is one of the same words about an expression that has another name
 * now, as `pool.connect()` has where `pool` became `getPool()`.
 *
 * @param {State} before
 * @param {State} after
 * @param {Report} report
 */
function newReports(before, after, report) {
  const others = added(before.messages, after.messages, textOf);
  const gone = added(after.messages, before.messages, textOf).filter((one) => one !== report);
  const place = (/** @type {Report} */ one) => placeOf(one, after.messages.includes(one) ? after : before);
  return added(added(others, gone, place), added(gone, others, place), wordsOf);
}

/**
 * A report without the code that it quotes.
 *
 * @param {Report} report
 */
function wordsOf(report) {
  return textOf(report).replaceAll(/`[^`]+`/g, '``');
}

/**
 * What TypeScript says about a file: syntax, types, and what its declarations could not say.
 *
 * @param {ts.Program} program
 * @param {string} path
 * @returns {string[]} the code and the text of each, without its place
 */
export function typeErrors(program, path) {
  const file = program.getSourceFile(path);
  const isJavaScript = JAVASCRIPT.test(path);
  const { declaration, composite } = program.getCompilerOptions();
  const isDeclared = !isJavaScript && (declaration === true || composite === true);
  const found = [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
    ...(isDeclared ? program.getDeclarationDiagnostics(file) : []),
  ];
  return found
    .map(({ code, messageText }) => `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`)
    .filter((error) => !isJavaScript || !ONLY_TYPES.test(error));
}

/**
 * The comments of a file: moving one is fine. How far their lines are indented does not matter either.
 *
 * @param {State} state
 */
function comments({ path, code }) {
  const { comments: found } = parser.parse(code, { comment: true, range: true, loc: true, filePath: path });
  return found.map(({ value }) => value.replaceAll(/\r?\n\s*/g, '\n'));
}

/**
 * Whether a JavaScript file has its first `import` or `export`: Node.js would read it as CommonJS no more.
 *
 * @param {State} before
 * @param {State} after
 */
function becomesModule(before, after) {
  return JAVASCRIPT.test(before.path) && !isModule(before) && isModule(after);
}

/** @param {State} state */
function isModule({ path, code }) {
  return parser.parse(code, { filePath: path }).body.some(({ type }) => /^(?:Import|Export)/.test(type));
}

/**
 * What cannot be named in a declaration has another name after a suggestion.
 *
 * @param {string} error
 */
function withoutName(error) {
  return error.replace(/(?<=^TS\d+: The inferred type of )'[^']+'/, '');
}

/**
 * A report without the lines it speaks of: they move.
 *
 * @param {Report} report
 */
function textOf({ ruleId, message }) {
  return `${ruleId ?? ''}: ${message.replaceAll(/\bline \d+/g, 'line')}`;
}

/**
 * What is reported, by which rule.
 *
 * @param {Report} report
 * @param {State} state
 */
function placeOf({ ruleId, line, column, endLine = line, endColumn = column }, { code }) {
  const lines = code.split('\n').slice(line - 1, endLine);
  const text = lines.map((one, index) =>
    one.slice(index === 0 ? column - 1 : 0, index === endLine - line ? endColumn - 1 : undefined).trim(),
  );
  return `${ruleId ?? ''}: ${text.join(' ')}`;
}

/**
 * What is more often in the second list than in the first.
 *
 * @template Item
 * @param {readonly NoInfer<Item>[]} before
 * @param {readonly Item[]} after
 * @param {(item: Item) => unknown} [keyOf] what makes two of them equal
 * @returns {Item[]}
 */
function added(before, after, keyOf = (item) => item) {
  const left = before.map(keyOf);
  return after.filter((one) => {
    const index = left.indexOf(keyOf(one));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
