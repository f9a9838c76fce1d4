import ts from 'typescript';

import type { AcquireForm, Checkout, ReleaseForm, ResourceEntry } from '../../src/resources/entry.ts';
import { modulesFor, type Probe } from './program.ts';
import {
  awaited,
  callbacksOf,
  callSignatures,
  constructSignatures,
  declarationsOf,
  disposeSymbols,
  exportTypes,
  isPromise,
  memberType,
  methodResults,
  parameterTypes,
  returnKind,
} from './types.ts';

/** What an acquire form gives, as one overload says. */
interface Made {
  readonly resource: ts.Type;
  readonly signature: ts.Signature;
}

/** Where the types of the real packages contradict an entry, in words. */
export function problemsOf(probe: Probe, entry: ResourceEntry): readonly string[] {
  const problems: string[] = [];
  const made: Made[] = [];
  for (const specifier of entry.from) {
    const modules = modulesFor(specifier);
    for (const form of entry.acquire) {
      const found = modules.map((module) => madeBy(probe, entry, module, form));
      const good = found.find((one) => typeof one !== 'string' && problemsOfResource(probe, entry, one).length === 0);
      const best = good ?? found.find((one) => typeof one !== 'string') ?? found[0] ?? 'no module';
      if (typeof best === 'string') {
        problems.push(`${specifier}: ${formText(form)}: ${best}`);
      } else {
        made.push(...best);
        problems.push(
          ...problemsOfResource(probe, entry, best).map((text) => `${specifier}: ${formText(form)}: ${text}`),
        );
      }
    }
  }
  problems.push(...entry.release.flatMap((form) => problemsOfReleaseCall(probe, form)));
  problems.push(...problemsOfArguments(probe, entry, made));
  problems.push(...problemsOfType(probe, entry, made));
  return problems;
}

/** Each overload's resource, or why the form is not legal. */
function madeBy(probe: Probe, entry: ResourceEntry, specifier: string, form: AcquireForm): readonly Made[] | string {
  const roots =
    specifier === '(global)' ? globalTypes(probe, form.export) : moduleExports(probe, specifier, form.export);
  if (typeof roots === 'string') {
    return roots;
  }
  const signatures = roots.flatMap((root) => signaturesOf(probe, root, form));
  if (signatures.length === 0) {
    return 'cannot be called like this';
  }
  const resolves = 'resolves' in form && form.resolves;
  const sample = probe.sampleType(entry.id, specifier);
  const made = signatures.flatMap((signature): readonly Made[] => {
    const type = sample ?? signature.getReturnType();
    const isThenable = isPromise(probe, type);
    return resolves
      ? isThenable
        ? [{ resource: awaited(probe, type), signature }]
        : []
      : // A thenable may be the resource itself: a process that can be awaited.
        isThenable && entry.release.some((one) => missing(probe, type, one))
        ? []
        : [{ resource: type, signature }];
  });
  return made.length > 0 ? made : resolves ? 'gives no promise' : 'gives a promise';
}

/** `Test.createTestingModule()` gives a builder, whose `compile()` resolves with what has the member. */
const MOST_CALLS_BETWEEN = 1;

function globalTypes(probe: Probe, name: string): readonly ts.Type[] | string {
  const type = probe.globalType(name);
  return type === undefined ? 'is no global' : [type];
}

function moduleExports(probe: Probe, specifier: string, name: string): readonly ts.Type[] | string {
  const module = probe.moduleType(specifier);
  if (module === undefined) {
    return `${specifier} is not installed or has no types`;
  }
  const types = exportTypes(probe, module, name);
  return types.length > 0 ? types : `${specifier} has no such export`;
}

function signaturesOf(probe: Probe, type: ts.Type, form: AcquireForm): readonly ts.Signature[] {
  const membersOf = (owner: ts.Type, member: string): readonly ts.Signature[] => {
    const found = memberType(probe, owner, member);
    return found === undefined ? [] : callSignatures(probe, found);
  };
  switch (form.via) {
    case 'new':
      return constructSignatures(probe, type);
    case 'call':
      return callSignatures(probe, type);
    case 'static':
      return membersOf(type, form.member);
    case 'method': {
      let receivers = [...constructSignatures(probe, type), ...callSignatures(probe, type)].map((signature) =>
        signature.getReturnType(),
      );
      let found = receivers.flatMap((receiver) => membersOf(receiver, form.member));
      for (let calls = 0; form.fluent === true && found.length === 0 && calls < MOST_CALLS_BETWEEN; calls += 1) {
        receivers = receivers.flatMap((receiver) => methodResults(probe, receiver));
        found = receivers.flatMap((receiver) => membersOf(receiver, form.member));
      }
      return found;
    }
    case 'curried':
      return callSignatures(probe, type).flatMap((signature) => callSignatures(probe, signature.getReturnType()));
  }
}

/** The problems of the overload that has the fewest: the entry speaks of that one. */
function problemsOfResource(probe: Probe, entry: ResourceEntry, made: readonly Made[] | string): readonly string[] {
  if (typeof made === 'string') {
    return [made];
  }
  const found = made.map(({ resource }) => [
    ...entry.release.flatMap((form) => problemsOfRelease(probe, resource, form)),
    ...(typeof entry.holds === 'string' ? [] : entry.holds.calls)
      .filter((name) => methodSignatures(probe, resource, name).length === 0)
      .map((name) => `has no method ${name} that makes it hold`),
    ...(entry.checkouts ?? []).flatMap((checkout) => problemsOfCheckout(probe, resource, checkout)),
    ...problemsOfSymbols(probe, entry, resource),
    ...(entry.generated?.members ?? [])
      .filter((name) => memberType(probe, resource, name) === undefined)
      .map((name) => `has no member ${name}`),
  ]);
  return found.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

function problemsOfSymbols(probe: Probe, entry: ResourceEntry, resource: ts.Type): readonly string[] {
  if (entry.holds === 'never') {
    return [];
  }
  const said = (entry.disposable?.symbols ?? []).join(', ') || 'none';
  const found = disposeSymbols(probe, resource).join(', ') || 'none';
  return said === found ? [] : [`has the symbols ${found}, not ${said}`];
}

function missing(probe: Probe, resource: ts.Type, form: ReleaseForm): boolean {
  return 'method' in form && methodSignatures(probe, resource, form.method).length === 0;
}

function problemsOfRelease(probe: Probe, resource: ts.Type, form: ReleaseForm): readonly string[] {
  if ('call' in form) {
    return [];
  }
  const name = 'method' in form ? form.method : 'the resource itself';
  const signatures =
    'method' in form ? methodSignatures(probe, resource, form.method) : callSignatures(probe, resource);
  if (signatures.length === 0) {
    return [`${name} cannot be called`];
  }
  const kind = returnKind(probe, signatures);
  return kind === form.returns ? [] : [`${name} gives ${kind}, not ${form.returns}`];
}

function problemsOfReleaseCall(probe: Probe, form: ReleaseForm): readonly string[] {
  if (!('call' in form)) {
    return [];
  }
  const types = form.from === '(global)' ? globalTypes(probe, form.call) : moduleExports(probe, form.from, form.call);
  if (typeof types === 'string') {
    return [`${form.call} of ${form.from}: ${types}`];
  }
  const kinds = types.map((type) => returnKind(probe, callSignatures(probe, type)));
  return kinds.includes(form.returns)
    ? []
    : [`${form.call} of ${form.from} gives ${kinds.join(' or ')}, not ${form.returns}`];
}

function problemsOfCheckout(probe: Probe, resource: ts.Type, checkout: Checkout): readonly string[] {
  const { member, release, takenBackBy = [], wrong = [] } = checkout;
  const signatures = methodSignatures(probe, resource, member);
  if (signatures.length === 0) {
    return [`has no method ${member} that checks out`];
  }
  const problems = takenBackBy
    .filter((name) => methodSignatures(probe, resource, name).length === 0)
    .map((name) => `has no method ${name} that takes back`);
  if (release.length === 0) {
    const isScope = signatures.some(
      (signature) =>
        callbacksOf(probe, signature).length > 0 ||
        parameterTypes(probe, signature).some(({ flags }) => (flags & ts.TypeFlags.Any) !== 0),
    );
    return isScope || takenBackBy.length > 0 ? problems : [...problems, `${member} takes no function`];
  }
  const values = signatures.flatMap((signature) => {
    const type = signature.getReturnType();
    return checkout.resolves === true
      ? isPromise(probe, type)
        ? [awaited(probe, type)]
        : []
      : [...(isPromise(probe, type) ? [] : [type]), ...givenToCallbacks(probe, signature)];
  });
  const lacking = values.map((value) =>
    [...release, ...wrong].filter((name) => methodSignatures(probe, value, name).length === 0),
  );
  const least = lacking.toSorted((a, b) => a.length - b.length)[0];
  return least === undefined
    ? [...problems, `${member} gives ${checkout.resolves === true ? 'no promise' : 'a promise'}`]
    : [...problems, ...least.map((name) => `what ${member} checks out has no method ${name}`)];
}

/** What the functions among the parameters are called with: the connection of `getConnection((error, connection) => …)`. */
function givenToCallbacks(probe: Probe, signature: ts.Signature): readonly ts.Type[] {
  return callbacksOf(probe, signature).flatMap((callback) =>
    callSignatures(probe, callback).flatMap((one) => parameterTypes(probe, one)),
  );
}

function methodSignatures(probe: Probe, type: ts.Type, path: string): readonly ts.Signature[] {
  const member = memberType(probe, type, path);
  return member === undefined ? [] : callSignatures(probe, member);
}

/** Options and argument places that no overload has, nor those of the calls after which it holds. */
function problemsOfArguments(probe: Probe, entry: ResourceEntry, made: readonly Made[]): readonly string[] {
  const calls = typeof entry.holds === 'string' ? [] : entry.holds.calls;
  const signatures = made.flatMap(({ signature, resource }) => [
    signature,
    ...calls.flatMap((name) => methodSignatures(probe, resource, name)),
  ]);
  const places = [
    ...[...(entry.inertWhen ?? []), ...(entry.onlyWhen ?? []), ...(entry.ownsWhen ?? [])].flatMap<number | string>(
      (test) => ('option' in test ? test.option : [test.argument]),
    ),
    ...(entry.borrows ?? []),
    ...(entry.passesOn ?? []),
    ...(entry.owns ?? []),
    ...(entry.waits ?? []).map(({ option }) => option),
  ];
  const has = (place: number | string): boolean =>
    signatures.some((signature) =>
      typeof place === 'number'
        ? signature.parameters.length > place || hasRest(signature)
        : parameterTypes(probe, signature).some((type) => memberType(probe, type, place) !== undefined),
    );
  return [...new Set(places)].filter((place) => !has(place)).map((place) => `no argument has ${place}`);
}

function hasRest(signature: ts.Signature): boolean {
  // Missing for signatures that TypeScript makes itself, whatever its types say.
  const declaration = signature.getDeclaration() as ts.SignatureDeclaration | undefined;
  const last = declaration?.parameters.at(-1);
  return last !== undefined && ts.isParameter(last) && last.dotDotDotToken !== undefined;
}

function problemsOfType(probe: Probe, entry: ResourceEntry, made: readonly Made[]): readonly string[] {
  if (entry.type === undefined) {
    return [];
  }
  const said = `${entry.type.name} of ${entry.type.package}`;
  const found = new Set(made.flatMap(({ resource }) => declarationsOf(probe, resource)));
  return found.has(said) ? [] : [`its type is ${[...found].join(', ') || 'unnamed'}, not ${said}`];
}

function formText(form: AcquireForm): string {
  const path = 'member' in form ? `${form.export}.${form.member}` : form.export;
  return `${form.via} ${path}`;
}
