// @ts-check
import { checkoutOf, RULES_OF_CLASS, sitesOf } from './labels.js';
import { PREFIX } from './preset.js';

/**
 * @typedef {import('./labels.js').Label & { checkout: string, hit: import('./lint.js').Report | undefined }} Scored
 * @typedef {import('./labels.js').Label & { reason: string }} Unscored
 */

/**
 * Holds the reports against the labels.
 *
 * @param {import('./labels.js').Label[]} labels
 * @param {import('./lint.js').Outcome} outcome
 * @param {object} run
 * @param {import('./preset.js').Selection} run.selection
 * @param {readonly string[]} run.checkouts
 * @param {ReadonlySet<string>} run.linted `checkout/path` of every file that was linted
 * @param {number} run.tolerance
 */
export function score(labels, { reports }, { selection, checkouts, linted, tolerance }) {
  /** @type {Scored[]} */
  const scored = [];
  /** @type {Unscored[]} */
  const unscored = [];
  for (const label of labels) {
    const rules = (RULES_OF_CLASS[label.class] ?? []).filter((rule) => selection.rules[PREFIX + rule]);
    const checkout = checkoutOf(label, checkouts);
    const reason = whyNot(label, rules, checkout, selection, linted);
    if (reason || !checkout) unscored.push({ ...label, reason });
    else scored.push({ ...label, checkout, hit: findHit(label, rules, checkout, reports, tolerance) });
  }
  return { scored, unscored };
}

/**
 * @param {import('./labels.js').Label} label
 * @param {string[]} rules
 * @param {string | undefined} checkout
 * @param {import('./preset.js').Selection} selection
 * @param {ReadonlySet<string>} linted
 * @returns {string} empty when the label can be scored
 */
function whyNot(label, rules, checkout, { plugin }, linted) {
  const wanted = RULES_OF_CLASS[label.class];
  if (!wanted) return 'no rule is known for its class';
  if (!wanted.some((rule) => plugin.rules?.[rule])) return 'rule not available';
  if (rules.length === 0) return 'rule not in this run';
  if (!checkout) return 'not checked out';
  return linted.has(`${checkout}/${label.path}`) ? '' : 'file missing';
}

/**
 * @param {import('./labels.js').Label} label
 * @param {string[]} rules
 * @param {string} checkout
 * @param {import('./lint.js').Report[]} reports
 * @param {number} tolerance
 */
function findHit(label, rules, checkout, reports, tolerance) {
  const sites = sitesOf(label);
  return reports.find(
    (report) =>
      report.repo === checkout &&
      rules.includes(report.rule.slice(PREFIX.length)) &&
      sites.some((site) => site.path === report.path && Math.abs(site.line - report.line) <= tolerance),
  );
}

/**
 * @param {Scored[]} scored
 * @returns one row a class, in the order of `RULES_OF_CLASS`
 */
export function byClass(scored) {
  return Object.keys(RULES_OF_CLASS)
    .map((name) => {
      const own = scored.filter((label) => label.class === name);
      const sure = own.filter(({ confidence }) => confidence !== 'low');
      return {
        class: name,
        caught: share(own, 'bug'),
        caughtSure: share(sure, 'bug'),
        flagged: share(own, 'ok'),
        flaggedSure: share(sure, 'ok'),
      };
    })
    .filter(({ caught, flagged }) => caught.of + flagged.of > 0);
}

/**
 * @param {Scored[]} labels
 * @param {string} verdict
 */
function share(labels, verdict) {
  const own = labels.filter((label) => label.verdict === verdict);
  return { hit: own.filter(({ hit }) => hit).length, of: own.length };
}
