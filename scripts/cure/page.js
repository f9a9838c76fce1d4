// @ts-check
import { codeBlocks, infoOf } from '../code-blocks.js';

/** The page whose steps the cure takes. */
export const page = 'docs/migrating.md';

/**
 * What a block of the page asks for.
 *
 * - `write`: a new file
 * - `edit`: in a file, each text becomes another one
 * - `accept`: in each of some files, a suggestion of a rule, by the title that an editor shows
 *
 * @typedef {{ kind: 'write', file: string, text: string }
 *   | { kind: 'edit', file: string, hunks: readonly { old: string, new: string }[] }
 *   | { kind: 'accept', choices: readonly Choice[] }} Action
 * @typedef {{ file: string, title: string, rule: string }} Choice
 * @typedef {{ heading: string, actions: readonly Action[] }} Step
 */

/** The numbered steps of the page, in their order, with what is to be done to the example. */
export function stepsOfPage() {
  /** @type {{ heading: string, actions: Action[] }[]} */
  const steps = [];
  for (const block of codeBlocks(page)) {
    const heading = block.headings[1] ?? '';
    const action = /^\d\. /u.test(heading) ? actionOf(block) : undefined;
    if (action !== undefined) {
      const step = steps.find((one) => one.heading === heading);
      if (step === undefined) {
        steps.push({ heading, actions: [action] });
      } else {
        step.actions.push(action);
      }
    }
  }
  return steps;
}

/**
 * The arguments of a call of Vitest that the page has.
 *
 * @param {'sick' | 'well'} state
 */
export function vitestArguments(state) {
  const [command] = codeBlocks(page).filter((block) => infoOf(block, 'run') === state);
  if (command?.code.startsWith('npx vitest ') !== true) {
    throw new Error(`${page} has no call of Vitest with run='${state}'.`);
  }
  return command.code.trim().split(' ').slice(2);
}

/**
 * @param {import('../code-blocks.js').Block} block
 * @returns {Action | undefined}
 */
function actionOf(block) {
  const file = infoOf(block, 'filename');
  if (block.info === 'suggestions') {
    return { kind: 'accept', choices: block.code.trimEnd().split('\n').map(choiceOf) };
  }
  if (file === undefined) return undefined;
  return block.language === 'diff'
    ? { kind: 'edit', file, hunks: block.code.split(/^@@\n/mu).map(hunkOf) }
    : { kind: 'write', file, text: block.code };
}

/**
 * @param {string} line
 * @returns {Choice}
 */
function choiceOf(line) {
  const [, file, title, rule] = /^(\S+): (.+) \((async-resources\/[\w-]+)\)$/u.exec(line) ?? [];
  if (file === undefined || title === undefined || rule === undefined) {
    throw new Error(`${page} has a suggestion that is not "file: title (rule)":\n${line}`);
  }
  return { file, title, rule };
}

/** @param {string} text lines that begin with a space, a minus or a plus */
function hunkOf(text) {
  const lines = text.split('\n').filter((line) => line !== '');
  /** @param {string} other */
  const without = (other) => lines.flatMap((line) => (line.startsWith(other) ? [] : [`${line.slice(1)}\n`])).join('');
  return { old: without('+'), new: without('-') };
}
