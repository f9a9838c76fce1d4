import { describe, expect, it } from 'vitest';

import { lintOne } from '../../scripts/robustness/lint.js';
import { long, nested } from '../../scripts/robustness/shapes.js';
import plugin from '../../src/index.ts';
import { pathOf, programOf } from '../support/type-host.ts';

/** Half as deep as the parser can read each of them, with the stack that a test has left. */
const depth = 80;

/** `npm run test:robustness` takes 20,000. */
const lines = 400;

const filesOf = (shapes: Readonly<Record<string, (size: number) => string>>, size: number) =>
  Object.entries(shapes).map(([name, make], index) => ({ name, filename: `app/${index}.test.ts`, text: make(size) }));

const deep = filesOf(nested, depth);
const wide = filesOf(long, lines);
const programFor = (files: typeof deep) =>
  programOf(Object.fromEntries(files.map(({ filename, text }) => [filename, text])));

/** How many reports each file gets, or why there are none. */
function ends(files: typeof deep, program?: ReturnType<typeof programOf>): readonly string[] {
  return files.map(({ name, filename, text }) => {
    const { end, reason, reports } = lintOne(plugin, {
      filename: pathOf(filename),
      text,
      ...(program && { program }),
    });
    return `${name}: ${end === 'linted' ? reports : (reason ?? end)}`;
  });
}

describe('code that is nested deep', () => {
  it('is linted without types', () => {
    expect(ends(deep)).toMatchSnapshot();
  });

  it('is linted with types', () => {
    expect(ends(deep, programFor(deep))).toMatchSnapshot();
  });
});

describe('long files', () => {
  it('are linted without types', () => {
    expect(ends(wide)).toMatchSnapshot();
  });

  it('are linted with types', () => {
    expect(ends(wide, programFor(wide))).toMatchSnapshot();
  });
});
