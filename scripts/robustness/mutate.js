// @ts-check
import ts from 'typescript';

/**
 * Numbers from 0 to 1 that are the same for the same seed (mulberry32).
 *
 * @param {number} seed
 * @returns {() => number}
 */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * The text with one to three of its tokens dropped, doubled, or swapped with another one.
 *
 * @param {string} text
 * @param {() => number} random
 */
export function mutate(text, random) {
  const tokens = tokensOf(text);
  const times = 1 + Math.floor(random() * 3);
  for (let time = 0; time < times && tokens.length > 1; time += 1) {
    change(tokens, random);
  }
  return tokens.join('');
}

/**
 * @param {string[]} tokens changed in place
 * @param {() => number} random
 */
function change(tokens, random) {
  const place = () => Math.floor(random() * tokens.length);
  const at = place();
  switch (Math.floor(random() * 4)) {
    case 0:
      tokens.splice(at, 1);
      break;
    case 1:
      tokens.splice(at, 0, tokens[at] ?? '');
      break;
    case 2: {
      // A run of tokens, which is more often a whole expression or statement.
      const run = tokens.slice(at, at + 1 + Math.floor(random() * 12));
      tokens.splice(at, 0, ...run);
      break;
    }
    default: {
      const other = place();
      [tokens[at], tokens[other]] = [tokens[other] ?? '', tokens[at] ?? ''];
    }
  }
}

/**
 * The tokens of a text, each with the white space and the comments before it.
 *
 * @param {string} text
 * @returns {string[]}
 */
function tokensOf(text) {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, text);
  const tokens = [];
  let start = 0;
  while (scanner.scan() !== ts.SyntaxKind.EndOfFileToken) {
    tokens.push(text.slice(start, scanner.getTokenEnd()));
    start = scanner.getTokenEnd();
  }
  return tokens;
}
