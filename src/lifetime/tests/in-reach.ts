import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, isFunction, isInside, keyName } from '../../ast/expressions.ts';
import type { FileView, Place, Variable } from '../../ast/file-view.ts';
import { allNodes } from '../../ast/traverse.ts';
import type { AcquiringNode } from '../../resources/acquisition.ts';
import { isFixtureUse } from '../../runners/fixture-use.ts';
import { fixturesOfTest, type PlacedFixture } from '../../runners/fixtures-of-test.ts';
import type { RunnerCall } from '../../runners/runner.ts';
import { type Acquisitions } from '../acquisitions.ts';
import { definitionOf, makingOf } from '../definition.ts';
import { exportedLike, type ExportedLike } from './exported-like.ts';
import { isSameCode } from '../../ast/same-code.ts';
import type { HookPhase, TestResource } from './test-resource.ts';

/** A resource that is there for a test already, and is the same as the one that the test makes. */
export type InReach =
  | { readonly is: 'slot'; readonly name: string; readonly variable: Variable; readonly hook: RunnerCall }
  | { readonly is: 'fixture'; readonly name: string; readonly made: Place }
  /** What another module exports. */
  | ({ readonly is: 'module' } & ExportedLike)
  /** One that the runner gives to each test. */
  | { readonly is: 'built-in'; readonly name: string };

/** Titles of tests that are about the life of what they make. */
const isAboutLife =
  /\b(?:clos|connect|construct|destroy|dispos|drain|ends?\b|instanc|quit|reconnect|releas|shut|terminat)/iu;

/**
 * @param relativePath gives a path below the folder of the ESLint configuration
 * @returns undefined when there is none, or when the test may well need one of its own
 */
export function inReach(
  resource: TestResource,
  all: readonly TestResource[],
  view: FileView,
  acquisitions: Acquisitions,
  relativePath: (path: string) => string,
): InReach | undefined {
  const { acquisition, making, phases } = resource;
  const [phase, ...others] = phases;
  const isOwn = acquisition.within?.length === 0 && acquisition.entry.category !== 'timer';
  // Of what nobody closes, `require-teardown` speaks.
  if (phase === undefined || others.length > 0 || !isOwn || resource.releases.length === 0) {
    return undefined;
  }
  if (phase.during === 'hook' && phase.hook.when === 'before') {
    return builtInOf(resource, phase.call);
  }
  const isOfTest = phase.during === 'test' && isInside(making, phase.call.node);
  if (!isOfTest || isAboutLife.test(titleOf(phase.call, view)) || isUsedAfterRelease(resource)) {
    return undefined;
  }
  return (
    builtInOf(resource, phase.call) ??
    slotOf(resource, all, phase.call, view) ??
    fixtureOf(resource, phase.call, view, acquisitions) ??
    exportOf(resource, phase.call, view, relativePath)
  );
}

function titleOf({ node: { arguments: given } }: RunnerCall, { text }: FileView): string {
  return given
    .filter((one) => !isFunction(one))
    .map(({ range }) => text.slice(...range))
    .join(' ');
}

/** A test that shows what a closed one does. What `onTestFinished` closes, it closes last, wherever that is written. */
function isUsedAfterRelease({ releases, uses }: TestResource): boolean {
  return releases.some(
    ({ node, by, phases }) =>
      by === 'call' &&
      phases.some(({ during }) => during === 'test') &&
      uses.some((use) => use.range[0] > node.range[1]),
  );
}

function builtInOf({ acquisition: { entry }, making }: TestResource, call: RunnerCall): InReach | undefined {
  const names = call.runners.map(({ builtIns }) => builtIns?.[entry.id]);
  const [name] = names;
  return name !== undefined &&
    names.every((one) => one === name) &&
    making.arguments.length === 0 &&
    !asksFor(call, name)
    ? { is: 'built-in', name }
    : undefined;
}

/** The variable to which a before-hook of the file or of a suite around gives one. */
function slotOf(
  { making, acquisition }: TestResource,
  all: readonly TestResource[],
  test: RunnerCall,
  view: FileView,
): InReach | undefined {
  for (const other of all) {
    const [phase, ...rest] = other.phases;
    const slot = other.slots.find(
      ({ isCollection, variable, within }) => variable && !isCollection && within.length === 0,
    );
    const isBefore = rest.length === 0 && phase?.during === 'hook' && phase.hook.when === 'before';
    if (
      slot?.variable !== undefined &&
      isBefore &&
      other.acquisition.entry === acquisition.entry &&
      isAround(phase, test) &&
      !isLocal(slot.variable, phase.call.node) &&
      isSameCode({ view, node: other.making }, { view, node: making }) &&
      !slot.variable.references.some(({ identifier }) => isInside(identifier, test.node))
    ) {
      return { is: 'slot', name: slot.variable.name, variable: slot.variable, hook: phase.call };
    }
  }
  return undefined;
}

function isLocal({ identifiers: [name] }: Variable, hook: TSESTree.Node): boolean {
  return name === undefined || isInside(name, hook);
}

function isAround({ call }: Extract<HookPhase, { during: 'hook' }>, test: RunnerCall): boolean {
  const suite = enclosingFunction(call.node);
  return suite === undefined || isInside(test.node, suite);
}

/** A fixture that hands on such a one. */
function fixtureOf(
  { making, acquisition }: TestResource,
  test: RunnerCall,
  view: FileView,
  acquisitions: Acquisitions,
): InReach | undefined {
  for (const { view: other, fixture } of fixturesOfTest(test, view)) {
    const made = asksFor(test, fixture.name) ? undefined : handedOnBy({ view: other, fixture });
    if (
      made !== undefined &&
      acquisitions.of(made)?.entry === acquisition.entry &&
      isSameCode(made, { view, node: making })
    ) {
      return { is: 'fixture', name: fixture.name, made };
    }
  }
  return undefined;
}

/** The call whose value a fixture gives to `use`, or returns. */
function handedOnBy({ view, fixture }: PlacedFixture): Place<AcquiringNode> | undefined {
  const { setUp } = fixture;
  for (const node of setUp ? allNodes(setUp) : []) {
    const isUse = node.type === T.CallExpression && isFixtureUse({ fixtures: [fixture], view }, node);
    const given = isUse
      ? node.arguments[0]
      : node.type === T.ReturnStatement && enclosingFunction(node) === setUp
        ? node.argument
        : undefined;
    const made = given ? makingOf({ view, node: given }) : undefined;
    if (made !== undefined) {
      return made;
    }
  }
  return undefined;
}

/** Whether a test takes a fixture by its name: `async ({ pool }) => …`. */
function asksFor({ callback }: RunnerCall, name: string): boolean {
  const [context] = isFunction(callback) ? callback.params : [];
  return (
    context?.type === T.ObjectPattern &&
    context.properties.some((one) => one.type === T.RestElement || keyName(one) === name)
  );
}

/** What a module exports, unless the test uses that as well. */
function exportOf(
  { making }: TestResource,
  test: RunnerCall,
  view: FileView,
  relativePath: (path: string) => string,
): InReach | undefined {
  const found = exportedLike({ view, node: making }, relativePath);
  const isUsedBeside = [...allNodes(test.node)].some((node) => {
    const origin = node.type === T.Identifier ? definitionOf({ view, node }) : undefined;
    return origin?.node === found?.made.node || (found?.maker !== undefined && origin?.node === found.maker);
  });
  return found === undefined || isUsedBeside ? undefined : { is: 'module', ...found };
}
