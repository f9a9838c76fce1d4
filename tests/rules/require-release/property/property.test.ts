import assert from 'node:assert/strict';

import { expect, it } from 'vitest';

import { type Bounds, Oracle, type Outcome } from './oracle.ts';
import { type Program, sourceOf } from './program.ts';
import { generated } from './protocols.ts';
import { reportsOf } from './reports.ts';
import { shrunk } from './shrink.ts';

const seed = Number(process.env['PROPERTY_SEED'] ?? 1);
const count = Number(process.env['PROPERTY_PROGRAMS'] ?? 20_000);

/** Programs in one file. */
const FILE = 400;

/** How far every program is tried, and how far one that is reported without a known leak. */
const bounds: Bounds = { runs: 600, rounds: 3 };
const deeperBounds: Bounds = { runs: 20_000, rounds: 6 };

/** False alarms that are made smaller and shown. */
const MOST_SHOWN = 8;

/** Of the acquisitions that leak, those that have to be reported. */
const LEAST_REPORTED = 0.8;

interface Tally {
  programs: number;
  clean: number;
  unknown: number;
  leaks: number;
  reported: number;
}

it(`reports no program that leaks on no path: ${count} programs of seed ${seed}`, async () => {
  const tally: Tally = { programs: 0, clean: 0, unknown: 0, leaks: 0, reported: 0 };
  const falseAlarms: string[] = [];
  for (let first = 0; first < count; first += FILE) {
    const programs = Array.from({ length: Math.min(FILE, count - first) }, (_, index) =>
      generated(seed, first + index),
    );
    const reports = reportsOf(programs);
    const oracle = new Oracle(programs);
    for (const [index, program] of programs.entries()) {
      const outcome = await oracle.outcomeOf(index, program, bounds);
      const reported = reports[index] ?? new Map<number, string>();
      add(tally, outcome, reported);
      if (falseAlarms.length < MOST_SHOWN && (await isFalseAlarm(program, reported, outcome))) {
        falseAlarms.push(await shown(program, first + index));
      }
    }
  }
  const share = tally.reported / tally.leaks;
  console.log(`seed ${seed}`, tally, `reported: ${(100 * share).toFixed(1)} % of the leaks`);
  expect(falseAlarms).toEqual([]);
  expect(tally.clean).toBeGreaterThan(count / 4);
  expect(share).toBeGreaterThan(LEAST_REPORTED);
}, 600_000);

function add(tally: Tally, { leaking, isComplete }: Outcome, reported: ReadonlyMap<number, string>): void {
  tally.programs += 1;
  tally.leaks += leaking.size;
  tally.reported += [...leaking].filter((site) => reported.has(site)).length;
  if (!isComplete) {
    tally.unknown += 1;
  } else if (leaking.size === 0) {
    tally.clean += 1;
  }
}

/** Whether the rule reports an acquisition of which no run leaves anything open. */
async function isFalseAlarm(program: Program, reported: ReadonlyMap<number, string>, known: Outcome): Promise<boolean> {
  if ([...reported.keys()].every((site) => known.leaking.has(site))) {
    return false;
  }
  const { isComplete, leaking } = await new Oracle([program]).outcomeOf(0, program, deeperBounds);
  return isComplete && [...reported.keys()].some((site) => !leaking.has(site));
}

/** A program as small as it can be, with what the rule says of it. */
async function shown(program: Program, index: number): Promise<string> {
  const least = await shrunk(program, async (one) => {
    try {
      const [reported = new Map<number, string>()] = reportsOf([one]);
      const outcome = await new Oracle([one]).outcomeOf(0, one, bounds);
      return await isFalseAlarm(one, reported, outcome);
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof assert.AssertionError) {
        return false;
      }
      throw error;
    }
  });
  return [`program ${index}`, sourceOf(least, index), ...(reportsOf([least])[0]?.values() ?? [])].join('\n');
}
