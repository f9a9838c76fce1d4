// @ts-check
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';

/**
 * What became of one file. A crash has the first lines of its stack; where the parser refuses the file, no rule has
 * looked at it.
 *
 * @typedef {object} Outcome
 * @property {'crashed' | 'linted' | 'refused'} end
 * @property {number} milliseconds of the processor
 * @property {number} reports
 * @property {string} [reason] why it crashed or was refused
 */

/** Whatever ESLint calls a file by: the rules are on for all of them. */
const files = ['**/*.{js,jsx,cjs,mjs,ts,tsx,cts,mts}'];

/**
 * Lints one file with every rule and the stricter options, and never throws.
 *
 * @param {import('eslint').ESLint.Plugin} plugin ours
 * @param {{ filename: string, text: string, program?: import('typescript').Program }} file
 * @returns {Outcome}
 */
export function lintOne(plugin, { filename, text, program }) {
  return timed(filename, text, [configOf(program), strictest(plugin, program !== undefined)]);
}

/**
 * The same with nothing of ours: the parser, and with types the rule of typescript-eslint that asks for the type of
 * most expressions.
 *
 * @param {{ filename: string, text: string, program?: import('typescript').Program }} file
 * @returns {Outcome}
 */
export function lintWithout({ filename, text, program }) {
  const typed = program && {
    files,
    plugins: { theirs: typescriptPlugin() },
    rules: { 'theirs/no-floating-promises': /** @type {const} */ ('error') },
  };
  return timed(filename, text, [configOf(program), ...(typed ? [typed] : [])]);
}

/**
 * @param {string} filename
 * @param {string} text
 * @param {import('eslint').Linter.Config[]} config
 * @returns {Outcome}
 */
function timed(filename, text, config) {
  // Of this process alone: what else the machine does meanwhile is not counted.
  const start = process.cpuUsage();
  const ended = () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  try {
    const messages = new Linter({ cwd: path.dirname(filename) }).verify(text, config, { filename });
    const fatal = messages.find((message) => message.fatal);
    return fatal
      ? { end: 'refused', milliseconds: ended(), reports: 0, reason: fatal.message }
      : { end: 'linted', milliseconds: ended(), reports: messages.length };
  } catch (error) {
    return { end: 'crashed', milliseconds: ended(), reports: 0, reason: reasonOf(error) };
  }
}

/** @param {unknown} error */
function reasonOf(error) {
  const stack = (error instanceof Error && error.stack) || String(error);
  return stack.split('\n').slice(0, 12).join('\n');
}

/**
 * @param {import('typescript').Program | undefined} program
 * @returns {import('eslint').Linter.Config}
 */
function configOf(program) {
  return {
    files,
    languageOptions: { parser, parserOptions: program ? { programs: [program] } : { ecmaFeatures: { jsx: true } } },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
  };
}

/**
 * @param {import('eslint').ESLint.Plugin} plugin
 * @param {boolean} isTyped
 * @returns {import('eslint').Linter.Config}
 */
function strictest(plugin, isTyped) {
  const preset = plugin.configs?.[isTyped ? 'strictTypeChecked' : 'strict'];
  const { rules = {} } = /** @type {import('eslint').Linter.Config} */ (preset);
  return { files, plugins: { 'async-resources': plugin }, rules };
}

function typescriptPlugin() {
  return createRequire(import.meta.url)('@typescript-eslint/eslint-plugin');
}
