// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import { PREFIX } from './preset.js';

/**
 * @typedef {object} Report
 * @property {string} repo the checkout's folder name
 * @property {string} path inside the checkout, with forward slashes
 * @property {number} line
 * @property {number} column
 * @property {string} rule with the plugin's prefix
 * @property {string} message
 */

/**
 * @typedef {object} Outcome
 * @property {Report[]} reports
 * @property {Omit<Report, 'line' | 'column'>[]} crashes a rule, or the parser, threw
 * @property {Omit<Report, 'column' | 'rule'>[]} unparsable files with a syntax error
 * @property {Map<string, number>} times milliseconds by rule
 * @property {number} files
 */

/** @returns {Outcome} */
export function emptyOutcome() {
  return { reports: [], crashes: [], unparsable: [], times: new Map(), files: 0 };
}

/**
 * Lints the files of one package one by one and adds what came out to `outcome`.
 *
 * @param {{ checkout: string, files: string[], program: import('typescript').Program | undefined }} part
 * @param {import('./preset.js').Selection} selection
 * @param {Outcome} outcome
 */
export async function lintPackage({ checkout, files, program }, selection, outcome) {
  const linterOf = linterFactory(checkout, selection);
  const repo = path.basename(checkout);
  for (const file of files) {
    const place = { repo, path: path.relative(checkout, file).split(path.sep).join('/') };
    const text = readFileSync(file, 'utf8');
    const { result, crashes } = await lintFile(linterOf, program, file, text);
    outcome.files += 1;
    outcome.crashes.push(...crashes.map((crash) => ({ ...place, ...crash })));
    if (result) addResult(outcome, place, result);
  }
}

/**
 * Lints without the rules that crash, so that one broken rule hides nothing of the others; and without types when
 * the crash is nobody's or the parser refuses the typed file.
 *
 * @param {ReturnType<typeof linterFactory>} linterOf
 * @param {import('typescript').Program | undefined} typed
 * @param {string} file
 * @param {string} text
 */
async function lintFile(linterOf, typed, file, text) {
  const crashes = [];
  const crashed = new Set();
  let program = typed;
  for (;;) {
    try {
      const [result] = await linterOf(program, crashed).lintText(text, { filePath: file });
      const isRefused = result?.messages.some(({ fatal }) => fatal);
      if (!isRefused || !program) return { result, crashes };
    } catch (error) {
      const rule = crashedRule(error);
      if (rule === undefined || crashed.has(rule)) {
        crashes.push({ rule: 'parser', message: firstLine(error) });
        if (!program) return { result: undefined, crashes };
      } else {
        crashes.push({ rule, message: firstLine(error) });
        crashed.add(rule);
        continue;
      }
    }
    program = undefined;
  }
}

/**
 * @param {Outcome} outcome
 * @param {{ repo: string, path: string }} place
 * @param {ESLint.LintResult} result
 */
function addResult(outcome, place, result) {
  for (const { ruleId, fatal, line, column, message } of result.messages) {
    if (fatal) outcome.unparsable.push({ ...place, line: line ?? 1, message: firstLine(message) });
    else if (ruleId) outcome.reports.push({ ...place, line, column, rule: ruleId, message });
  }
  for (const pass of result.stats?.times?.passes ?? []) {
    for (const [rule, { total }] of Object.entries(pass.rules ?? {})) {
      outcome.times.set(rule, (outcome.times.get(rule) ?? 0) + total);
    }
  }
}

/**
 * @param {string} checkout
 * @param {import('./preset.js').Selection} selection
 */
function linterFactory(checkout, { plugin, rules, settings }) {
  /** @type {Map<string, ESLint>} */
  const linters = new Map();

  /**
   * @param {import('typescript').Program | undefined} program
   * @param {ReadonlySet<string>} without
   */
  return (program, without) => {
    const key = [Boolean(program), ...without].join();
    const linter = linters.get(key) ?? create(program, without);
    linters.set(key, linter);
    return linter;
  };

  /**
   * @param {import('typescript').Program | undefined} program
   * @param {ReadonlySet<string>} without
   */
  function create(program, without) {
    const usable = Object.entries(rules).filter(
      ([id]) => !without.has(id) && (program !== undefined || !needsTypes(plugin, id)),
    );
    return new ESLint({
      cwd: checkout,
      overrideConfigFile: true,
      allowInlineConfig: false,
      stats: true,
      overrideConfig: [
        {
          files: ['**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}'],
          plugins: { [PREFIX.slice(0, -1)]: plugin },
          languageOptions: { parser, parserOptions: program ? { programs: [program] } : {} },
          linterOptions: { reportUnusedDisableDirectives: 'off' },
          settings,
          rules: Object.fromEntries(usable),
        },
      ],
    });
  }
}

/**
 * @param {ESLint.Plugin} plugin
 * @param {string} id
 */
function needsTypes(plugin, id) {
  const rule = plugin.rules?.[id.slice(PREFIX.length)];
  const docs = rule && 'meta' in rule ? rule.meta?.docs : undefined;
  return Boolean(docs && 'requiresTypeChecking' in docs && docs.requiresTypeChecking);
}

/**
 * ESLint names the rule on the error when a listener threw, only in its text when the rule could not be created.
 *
 * @param {unknown} error
 * @returns {string | undefined}
 */
function crashedRule(error) {
  if (!(error instanceof Error)) return undefined;
  if ('ruleId' in error && typeof error.ruleId === 'string') return error.ruleId;
  return /Error while loading rule '([^']+)'/.exec(error.message)?.[1] ?? /^Rule: "([^"]+)"/m.exec(error.message)?.[1];
}

/** @param {unknown} error */
function firstLine(error) {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? '';
}
