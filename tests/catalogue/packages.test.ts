import { beforeAll, describe, expect, it } from 'vitest';

import { catalogue } from '../../src/resources/catalogue/index.ts';
import type { ResourceEntry } from '../../src/resources/entry.ts';
import { problemsOf } from './check.ts';
import { knownProblems } from './known-problems.ts';
import { makeProbe, type Probe } from './program.ts';

const right = {
  id: 'right',
  from: ['pg'],
  category: 'pool',
  acquire: [{ via: 'new', export: 'Pool' }],
  holds: 'on-first-use',
  moduleLevel: 'report',
  release: [{ method: 'end', returns: 'promise or callback' }],
  known: ['types'],
} as const satisfies ResourceEntry;

/** Entries that are wrong in one way each: the check must see it, or a green run would mean nothing. */
const wrong: readonly { readonly change: Partial<ResourceEntry>; readonly problem: string }[] = [
  {
    change: { from: ['no-such-package'] },
    problem: 'no-such-package: new Pool: no-such-package is not installed or has no types',
  },
  { change: { acquire: [{ via: 'new', export: 'Pol' }] }, problem: 'pg: new Pol: pg has no such export' },
  { change: { acquire: [{ via: 'call', export: 'Pool' }] }, problem: 'pg: call Pool: cannot be called like this' },
  {
    change: { acquire: [{ via: 'static', export: 'Pool', member: 'create' }] },
    problem: 'pg: static Pool.create: cannot be called like this',
  },
  {
    change: { acquire: [{ via: 'method', export: 'Pool', member: 'end', resolves: true }] },
    problem: 'pg: method Pool.end: end cannot be called',
  },
  {
    change: { acquire: [{ via: 'method', export: 'Client', member: 'on', resolves: true }] },
    problem: 'pg: method Client.on: gives no promise',
  },
  {
    change: {
      from: ['@nestjs/testing'],
      acquire: [{ via: 'method', export: 'Test.createTestingModule', member: 'createNestApplication' }],
    },
    problem: '@nestjs/testing: method Test.createTestingModule.createNestApplication: cannot be called like this',
  },
  {
    change: { from: ['slonik'], acquire: [{ via: 'call', export: 'createPool' }] },
    problem: 'slonik: call createPool: gives a promise',
  },
  { change: { release: [{ method: 'close', returns: 'promise' }] }, problem: 'pg: new Pool: close cannot be called' },
  {
    change: { release: [{ method: 'end', returns: 'promise' }] },
    problem: 'pg: new Pool: end gives promise or callback, not promise',
  },
  {
    change: { release: [{ call: 'shutdown', from: 'pg', returns: 'promise' }] },
    problem: 'shutdown of pg: pg has no such export',
  },
  {
    change: { release: [{ self: true, returns: 'nothing' }] },
    problem: 'pg: new Pool: the resource itself cannot be called',
  },
  {
    change: { holds: { calls: ['open'] } },
    problem: 'pg: new Pool: has no method open that makes it hold',
  },
  {
    change: { checkouts: [{ member: 'acquire', release: [] }] },
    problem: 'pg: new Pool: has no method acquire that checks out',
  },
  {
    change: { checkouts: [{ member: 'connect', resolves: true, release: ['close'] }] },
    problem: 'pg: new Pool: what connect checks out has no method close',
  },
  {
    change: { checkouts: [{ member: 'connect', resolves: true, release: ['release'], takenBackBy: ['release'] }] },
    problem: 'pg: new Pool: has no method release that takes back',
  },
  {
    change: { disposable: { symbols: ['asyncDispose'] } },
    problem: 'pg: new Pool: has the symbols none, not asyncDispose',
  },
  {
    change: { waits: [{ option: 'acquireTimeout', default: 0, unbounded: true }] },
    problem: 'no argument has acquireTimeout',
  },
  { change: { borrows: [3] }, problem: 'no argument has 3' },
  { change: { type: { name: 'Pool', package: 'pg' } }, problem: 'not Pool of pg' },
];

let probe: Probe;

beforeAll(() => {
  probe = makeProbe([...catalogue, ...wrong.map(({ change }) => ({ ...right, ...change }))]);
});

describe('the types of the real packages agree with', () => {
  it.each(catalogue.map((entry) => ({ id: entry.id, entry })))('$id', ({ id, entry }) => {
    expect(problemsOf(probe, entry)).toEqual(knownProblems[id]?.problems ?? []);
  });
});

it('knows the problems of no entry that is gone', () => {
  expect(Object.keys(knownProblems).filter((id) => catalogue.every((entry) => entry.id !== id))).toEqual([]);
});

describe('a wrong entry is seen', () => {
  it('unlike a right one', () => {
    expect(problemsOf(probe, right)).toEqual([]);
  });

  it.each(wrong)('$problem', ({ change, problem }) => {
    expect(problemsOf(probe, { ...right, ...change }).join('\n')).toContain(problem);
  });
});
