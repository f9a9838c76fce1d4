import * as v from 'valibot';

const text = v.pipe(v.string(), v.nonEmpty());
const texts = v.array(text);
const resolves = v.optional(v.literal(true));
const returns = v.picklist(['promise', 'callback', 'promise or callback', 'nothing']);

const acquireForm = v.variant('via', [
  v.strictObject({ via: v.literal('new'), export: text }),
  v.strictObject({ via: v.literal('call'), export: text, resolves }),
  v.strictObject({ via: v.literal('static'), export: text, member: text, resolves }),
  v.strictObject({
    via: v.literal('method'),
    export: text,
    member: text,
    resolves,
    fluent: v.optional(v.literal(true)),
  }),
  v.strictObject({ via: v.literal('curried'), export: text }),
]);

const argumentTest = v.union([
  v.strictObject({
    option: text,
    is: v.optional(v.union([v.string(), v.number(), v.boolean()])),
    startsWith: v.optional(texts),
  }),
  v.strictObject({ option: v.union([text, v.pipe(texts, v.nonEmpty())]), absent: v.literal(true) }),
  v.strictObject({
    argument: v.pipe(v.number(), v.integer(), v.minValue(0)),
    is: v.optional(v.union([v.string(), v.number(), v.boolean()])),
    kind: v.optional(v.picklist(['function', 'number', 'string', 'object'])),
    startsWith: v.optional(texts),
  }),
]);

const releaseForm = v.union([
  v.strictObject({
    method: text,
    returns,
    except: v.optional(v.array(argumentTest)),
    again: v.optional(v.literal('harmless')),
  }),
  v.strictObject({ call: text, from: text, returns, takes: v.optional(text) }),
  v.strictObject({ self: v.literal(true), returns }),
]);

const argumentPlaces = v.array(v.union([v.number(), text]));

const ownResource = v.strictObject({
  id: text,
  from: v.pipe(texts, v.nonEmpty()),
  category: v.optional(
    v.picklist([
      'agent',
      'broker',
      'browser',
      'build tool',
      'cache',
      'client',
      'connection',
      'cursor',
      'file',
      'lock',
      'logger',
      'mock',
      'pool',
      'process',
      'queue',
      'scheduler',
      'server',
      'socket',
      'telemetry',
      'test service',
      'timer',
      'watcher',
      'worker',
    ]),
  ),
  acquire: v.pipe(v.array(acquireForm), v.nonEmpty()),
  holds: v.optional(
    v.union([v.picklist(['at-once', 'on-first-use', 'never']), v.strictObject({ calls: v.pipe(texts, v.nonEmpty()) })]),
  ),
  inertWhen: v.optional(v.array(argumentTest)),
  openedBy: v.optional(v.pipe(texts, v.nonEmpty())),
  inertUntil: v.optional(v.pipe(texts, v.nonEmpty())),
  keptAfter: v.optional(texts),
  onlyWhen: v.optional(v.array(argumentTest)),
  moduleLevel: v.optional(v.picklist(['report', 'opt-in', 'intended', 'none'])),
  serverless: v.optional(v.literal('intended')),
  release: v.array(releaseForm),
  checkouts: v.optional(
    v.array(
      v.strictObject({
        member: text,
        resolves,
        holds: v.optional(v.literal('on-first-use')),
        release: texts,
        takenBackBy: v.optional(texts),
        secondRelease: v.optional(v.literal('fails')),
        wrong: v.optional(texts),
        type: v.optional(v.strictObject({ name: text, package: text })),
      }),
    ),
  ),
  borrows: v.optional(argumentPlaces),
  passesOn: v.optional(argumentPlaces),
  owns: v.optional(argumentPlaces),
  ownsWhen: v.optional(v.array(argumentTest)),
  holdsOnly: v.optional(texts),
  ownedBy: v.optional(texts),
  neededBy: v.optional(texts),
  givesItself: v.optional(texts),
  secondRelease: v.optional(v.picklist(['fails', 'harmless'])),
  cutsOff: v.optional(v.literal(true)),
  endsItself: v.optional(v.literal(true)),
  keepsAlive: v.optional(v.strictObject({ fresh: v.boolean(), used: v.boolean() })),
  waits: v.optional(
    v.array(
      v.strictObject({
        option: text,
        default: v.nullable(v.union([v.string(), v.number(), v.boolean()])),
        unbounded: v.boolean(),
        ofPool: v.optional(
          v.strictObject({
            argument: v.pipe(v.number(), v.integer(), v.minValue(0)),
            or: v.optional(texts),
            inUrl: v.optional(v.literal(true)),
          }),
        ),
      }),
    ),
  ),
  disposable: v.optional(
    v.strictObject({ symbols: v.array(v.picklist(['asyncDispose', 'dispose'])), since: v.optional(text) }),
  ),
  type: v.optional(v.strictObject({ name: text, package: v.optional(text) })),
  generated: v.optional(v.strictObject({ name: text, members: texts, specifierWords: texts })),
});

/** What `settings['async-resources']` may hold; unknown keys are mistakes. */
export const settingsSchema = v.strictObject({
  resources: v.optional(v.array(ownResource)),
  helpers: v.optional(
    v.strictObject({ disposes: v.optional(texts), owns: v.optional(texts), borrows: v.optional(texts) }),
  ),
  allowModuleLevel: v.optional(v.array(v.union([text, v.strictObject({ id: text, in: v.pipe(texts, v.nonEmpty()) })]))),
  profile: v.optional(v.picklist(['server', 'serverless'])),
  testFiles: v.optional(texts),
  runner: v.optional(v.picklist(['ava', 'bun', 'jest', 'mocha', 'node', 'playwright', 'vitest'])),
});
