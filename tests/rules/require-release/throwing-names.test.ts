import { expect, it } from 'vitest';

import { tellsOfThrowing } from '../../../src/lifetime/paths/throwing-names.ts';

it.each(['parse', 'readFile', 'readdir', 'mkdirSync', 'safeParse', 'JSONParse', 'execa', 'readOnlyThenWrite'])(
  '%s checks, reads or runs something',
  (name) => {
    expect(tellsOfThrowing(name)).toBe(true);
  },
);

it.each(['isReady', 'readReplicas', 'readOnly', 'spreadsheet', 'threadId', 'asyncId', 'truncate', 'nanoid'])(
  '%s does not',
  (name) => {
    expect(tellsOfThrowing(name)).toBe(false);
  },
);
