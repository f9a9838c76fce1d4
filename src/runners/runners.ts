import { ava } from './data/ava.ts';
import { bun } from './data/bun.ts';
import { jest } from './data/jest.ts';
import { mocha } from './data/mocha.ts';
import { node } from './data/node.ts';
import { playwright } from './data/playwright.ts';
import { vitest } from './data/vitest.ts';
import type { Runner } from './runner.ts';

/** The supported test runners. */
export const runners: readonly Runner[] = [ava, bun, jest, mocha, node, playwright, vitest];

/** A record's own property: a runner's tables are asked for any name, `constructor` among them. */
export function entryOf<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
