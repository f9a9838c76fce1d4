import assert from 'node:assert/strict';

import { expect, it } from 'vitest';

import { type Bounds, Oracle, type Outcome } from './oracle.ts';
import { type Program, sourceOf } from './program.ts';
import { generated } from './protocols.ts';
import { type Reports, reportsOf } from './reports.ts';
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

/** Of the programs that use what they gave back, those of which a use has to be reported. */
const LEAST_USES_REPORTED = 0.5;

interface Tally {
  programs: number;
  clean: number;
  unknown: number;
  leaks: number;
  reported: number;
  usesReleased: number;
  usesReported: number;
}

it(`reports no program that leaks, or uses what it gave back, on no path: ${count} programs of seed ${seed}`, async () => {
  const tally: Tally = { programs: 0, clean: 0, unknown: 0, leaks: 0, reported: 0, usesReleased: 0, usesReported: 0 };
  const falseAlarms: string[] = [];
  for (let first = 0; first < count; first += FILE) {
    const programs = Array.from({ length: Math.min(FILE, count - first) }, (_, index) =>
      generated(seed, first + index),
    );
    const reports = reportsOf(programs);
    const oracle = new Oracle(programs);
    for (const [index, program] of programs.entries()) {
      const outcome = await oracle.outcomeOf(index, program, bounds);
      const reported = reports[index] as Reports;
      add(tally, outcome, reported);
      if (falseAlarms.length < MOST_SHOWN && (await isFalseAlarm(program, reported, outcome))) {
        falseAlarms.push(await shown(program, first + index));
      }
    }
  }
  const share = tally.reported / tally.leaks;
  const usesShare = tally.usesReported / tally.usesReleased;
  console.log(
    `seed ${seed}`,
    tally,
    `reported: ${percent(share)} of the leaks, ${percent(usesShare)} of the late uses`,
  );
  expect(falseAlarms).toEqual([]);
  expect(tally.clean).toBeGreaterThan(count / 4);
  expect(share).toBeGreaterThan(LEAST_REPORTED);
  expect(usesShare).toBeGreaterThan(LEAST_USES_REPORTED);
}, 600_000);

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function add(tally: Tally, { leaking, isComplete, usesReleased }: Outcome, { leaks, lateUses }: Reports): void {
  tally.programs += 1;
  tally.leaks += leaking.size;
  tally.reported += [...leaking].filter((site) => leaks.has(site)).length;
  tally.usesReleased += usesReleased ? 1 : 0;
  tally.usesReported += usesReleased && lateUses.length > 0 ? 1 : 0;
  if (!isComplete) {
    tally.unknown += 1;
  } else if (leaking.size === 0) {
    tally.clean += 1;
  }
}

/** Whether a rule reports an acquisition of which no run leaves anything open, or a use that no run comes too late with. */
async function isFalseAlarm(program: Program, reports: Reports, known: Outcome): Promise<boolean> {
  if (isRight(reports, known)) {
    return false;
  }
  const outcome = await new Oracle([program]).outcomeOf(0, program, deeperBounds);
  return outcome.isComplete && !isRight(reports, outcome);
}

function isRight({ leaks, lateUses }: Reports, { leaking, usesReleased }: Outcome): boolean {
  return [...leaks.keys()].every((site) => leaking.has(site)) && (lateUses.length === 0 || usesReleased);
}

/** A program as small as it can be, with what the rule says of it. */
async function shown(program: Program, index: number): Promise<string> {
  const least = await shrunk(program, async (one) => {
    try {
      const [reported] = reportsOf([one]);
      const outcome = await new Oracle([one]).outcomeOf(0, one, bounds);
      return await isFalseAlarm(one, reported as Reports, outcome);
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof assert.AssertionError) {
        return false;
      }
      throw error;
    }
  });
  const { leaks, lateUses } = reportsOf([least])[0] as Reports;
  return [`program ${index}`, sourceOf(least, index), ...leaks.values(), ...lateUses].join('\n');
}
