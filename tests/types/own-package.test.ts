import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, onTestFinished, test } from 'vitest';

import { lowestNode, ownDependencies } from '../../src/types/own-package.ts';

/** What `lowestNode` says of a file below a folder with this `package.json`. */
function lowestWith(content: string): string | undefined {
  return lowestNode(fileBelow(content), ts.createProgram([], {}));
}

function fileBelow(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'own-package-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'package.json'), content);
  return join(folder, 'src/file.ts');
}

test('the lowest version that a range allows', () => {
  expect(lowestWith('{ "engines": { "node": ">=18.18 <21" } }')).toBe('18.18.0');
  expect(lowestWith('{ "engines": { "node": "^22.13.0 || ^20.19.0" } }')).toBe('20.19.0');
  expect(lowestWith('{ "engines": { "node": "24" } }')).toBe('24.0.0');
});

test('unknown where nothing says so', () => {
  expect(lowestWith('{ "name": "app" }')).toBeUndefined();
  expect(lowestWith('{ "engines": { "npm": ">=10" } }')).toBeUndefined();
  expect(lowestWith('{ "engines": null }')).toBeUndefined();
});

test('unknown where it cannot be read', () => {
  expect(lowestWith('{ "engines": { "node": "current" } }')).toBeUndefined();
  expect(lowestWith('{ "engines": { "node": 24 } }')).toBeUndefined();
  expect(lowestWith('{ "engines": ')).toBeUndefined();
});

test('what it depends on, in whichever way', () => {
  const content =
    '{ "dependencies": { "vue": "3" }, "devDependencies": { "vite": "8" }, "peerDependencies": { "pg": "8" } }';
  expect(ownDependencies(fileBelow(content), ts.createProgram([], {}))).toEqual(['vue', 'vite', 'pg']);
  expect(ownDependencies(fileBelow('{ "dependencies": ["vue"] }'), ts.createProgram([], {}))).toEqual([]);
  expect(ownDependencies(fileBelow('{ "dependencies": null }'), ts.createProgram([], {}))).toEqual([]);
});
