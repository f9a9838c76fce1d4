// @ts-check
import tseslint from 'typescript-eslint';
import asyncResources from '../../dist/index.js';

/** All our rules with their strictest options. */
const ours = /** @type {import('eslint').Linter.RulesRecord} */ (asyncResources.configs.strictTypeChecked.rules);

export const ourRules = Object.keys(ours).sort();

/** The rules that ours are compared with, one by one. */
export const yardsticks = /** @type {const} */ ([
  '@typescript-eslint/no-floating-promises',
  '@typescript-eslint/no-misused-promises',
  'import-x/no-cycle',
]);

/**
 * The rules that a set is short for: `none`, `ours`, `typed` for typescript-eslint's `recommendedTypeChecked`, or the name
 * of one rule.
 *
 * @param {string} set
 * @returns {import('eslint').Linter.RulesRecord}
 */
export function rulesOf(set) {
  switch (set) {
    case 'none':
      return {};
    case 'ours':
      return ours;
    case 'typed':
      return Object.assign({}, ...tseslint.configs.recommendedTypeChecked.map(({ rules }) => rules ?? {}));
    default:
      return { [set]: ours[set] ?? 'error' };
  }
}
