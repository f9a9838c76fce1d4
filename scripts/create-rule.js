// @ts-check

/**
 * Makes the files of a new rule and registers it: `npm run create-rule -- no-something "Disallow something"`.
 * What is left to write is marked TODO; the tests fail until it is written.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { root as repository } from './run.js';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { root: { type: 'string' } } });
const root = values.root ?? repository;
const [name = '', description = ''] = positionals;

if (!/^[a-z]+(?:-[a-z]+)+$/.test(name) || !/^[A-Z].*[^.]$/.test(description)) {
  console.error(
    'Usage: npm run create-rule -- <name-in-kebab-case> "<Description, with a capital letter and without a full stop>"',
  );
  process.exit(1);
}

const files = {
  [`src/rules/${name}.ts`]: source(),
  [`tests/rules/${name}/reports.test.ts`]: test(),
  [`docs/rules/${name}.md`]: page(),
};
const taken = Object.keys(files).filter((path) => existsSync(join(root, path)));
if (taken.length > 0) {
  console.error(`Already there: ${taken.join(', ')}`);
  process.exit(1);
}

for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  const style = await resolveConfig(join(repository, path));
  writeFileSync(join(root, path), await format(text, { ...style, filepath: path }));
  console.log(`made ${path}`);
}
register();
console.log(
  'registered it in src/rules/index.ts\nNext: write what is marked TODO, then `npm run docs`, `npm test` and `npm run check`.',
);

function source() {
  return `import { createRule } from './create-rule.ts';

export type Options = readonly [];

export type MessageId = 'todo';

export default createRule<Options, MessageId>({
  name: '${name}',
  meta: {
    type: 'problem',
    languages: ['js/js'],
    docs: {
      description: '${description.replaceAll("'", String.raw`\'`)}',
      recommended: 'strict',
    },
    messages: {
      todo: 'TODO: what it is, where it was made, what is wrong, and the exact closer.',
    },
    schema: [],
    defaultOptions: [],
  },
  create(context) {
    return {
      // TODO: the cheapest question first.
      'Program:exit'(node) {
        context.report({ node, messageId: 'todo' });
      },
    };
  },
});
`;
}

function test() {
  return `import { describe } from 'vitest';

import rule from '../../../src/rules/${name}.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('${name}', rule);

describe('TODO: what is reported', () => {
  invalid('TODO', {
    code: 'export {};',
    reports: ['1:1 todo'],
  });

  valid('TODO: where the reports stop', {
    code: 'export {};',
  });
});
`;
}

function page() {
  return `# ${name}

> ${description}

## Why

TODO

## Examples

### Incorrect

\`\`\`ts
// TODO
\`\`\`

### Correct

\`\`\`ts
// TODO
\`\`\`

## When not to use it

TODO

## Related rules

TODO
`;
}

/** Adds an import and a line to the list of rules, both in the order of the alphabet. */
function register() {
  const path = join(root, 'src/rules/index.ts');
  const variable = name.replaceAll(/-(\w)/g, (_, /** @type {string} */ letter) => letter.toUpperCase());
  const withImport = inOrder(
    readFileSync(path, 'utf8'),
    /^import \w+ from '\.\/(.+)\.ts';$/gm,
    `import ${variable} from './${name}.ts';`,
  );
  writeFileSync(path, inOrder(withImport, /^ {2}'(.+)': \w+,$/gm, `  '${name}': ${variable},`));
}

/**
 * Puts a line before the first of the matching lines whose name comes later, or after the last one.
 *
 * @param {string} text
 * @param {RegExp} lines with the name as its first group
 * @param {string} line
 */
function inOrder(text, lines, line) {
  const found = [...text.matchAll(lines)];
  const next = found.find((match) => (match[1] ?? '') > name);
  const last = found.at(-1);
  if (next) return `${text.slice(0, next.index)}${line}\n${text.slice(next.index)}`;
  if (!last) throw new Error('src/rules/index.ts does not look as it did when this script was written.');
  const end = last.index + last[0].length;
  return `${text.slice(0, end)}\n${line}${text.slice(end)}`;
}
