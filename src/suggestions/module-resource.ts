import type { ParserServicesWithTypeInformation, TSESLint, TSESTree } from '@typescript-eslint/utils';

import type { ReleaseForm } from '../resources/entry.ts';
import { countImporters, wholeModule } from '../types/importers.ts';
import { ofKind, type Use } from './binding-uses.ts';
import { hasRelease } from './has-release.ts';
import { factory } from './factory.ts';
import { lazyAccessor } from './lazy-accessor.ts';
import { bindingActedOn, bindingOfAcquisition, type ModuleBinding } from './module-binding.ts';
import { isCheckedJavaScript, type SourceFile, sourceFileOf } from './source-file.ts';
import { scopedUse } from './scoped-use.ts';
import { type Suggestion, suggestion } from './suggestion.ts';

/** A resource that a module acquires while it loads. */
export interface ModuleResource {
  readonly sourceCode: TSESLint.SourceCode;
  /** The path of the module. */
  readonly path: string;
  /** The acquisition: `new Pool()`, `createPool(url)`; of `await connect()` the call itself. */
  readonly acquisition: TSESTree.CallExpression | TSESTree.NewExpression;
  /** The acquisition gives a promise of the resource. */
  readonly resolves: boolean;
  /** The best way to release it; undefined when there is none. */
  readonly release: ReleaseForm | undefined;
  /** TypeScript's view of the file, undefined when linted without types. */
  readonly services: ParserServicesWithTypeInformation | undefined;
}

/** Titles of the suggestions, for `meta.messages`. */
export const moduleResourceSuggestionMessages = {
  makeOnFirstUse: 'Make `{{name}}` on first use, with {{functions}}{{importers}}.',
  makeFactory: 'Let callers make their own `{{name}}`, with {{functions}}{{importers}}.',
  scopeToUse: 'Make and release `{{name}}` for each use, with {{functions}}{{importers}}.',
} as const;

/**
 * The edits that take an acquisition out of the loading of its module.
 *
 * @returns the best first; empty when none is certain to compile
 */
export function moduleResourceSuggestions(
  resource: ModuleResource,
): readonly Suggestion<keyof typeof moduleResourceSuggestionMessages>[] {
  const file = sourceFileOf(resource.sourceCode, resource.services, resource.path);
  const given = bindingOfAcquisition(resource.sourceCode, resource.acquisition);
  const binding = given ?? bindingBegunBy(resource);
  if (binding === undefined || isCheckedJavaScript(file)) {
    return [];
  }
  const release = binding.isResource ? resource.release : undefined;
  // What a statement such as `await client.connect()` gives is not the resource.
  const resolves = given !== undefined && resource.resolves;
  const found: Suggestion<keyof typeof moduleResourceSuggestionMessages>[] = [];
  const { name } = binding;

  const verbs = release && isTimer(release) ? timerVerbs : accessorVerbs;
  const lazy = lazyAccessor(binding, release, resolves, verbs, file);
  if (lazy !== undefined) {
    const getters = lazy.getters.map(asCode).join(' and ');
    const functions = lazy.closer === undefined ? getters : `${getters}, released by ${asCode(lazy.closer)}`;
    const importers = importersOf(lazy.replaced, file);
    found.push(suggestion('makeOnFirstUse', { name, functions, importers }, lazy.edits));
  }
  const made = factory(binding, release && isTimer(release) ? 'start' : 'create', file);
  if (made !== undefined) {
    const importers = importersOf([{ binding, uses: made.uses }], file);
    found.push(suggestion('makeFactory', { name, functions: asCode(made.name), importers }, made.edits));
  }
  const scoped = release && !isTimer(release) ? scopedUse(binding, release, resolves, file) : undefined;
  if (scoped !== undefined) {
    const importers = importersOf([{ binding, uses: scoped.uses }], file);
    found.push(suggestion('scopeToUse', { name, functions: asCode(scoped.name), importers }, scoped.edits));
  }
  return found;
}

const accessorVerbs = { give: 'get', release: 'close' } as const;
const timerVerbs = { give: 'start', release: 'stop' } as const;

/** The binding of a resource that holds since a statement acted on it, where types say that it is released by itself. */
function bindingBegunBy({ acquisition, release, services, sourceCode }: ModuleResource): ModuleBinding | undefined {
  const binding = bindingActedOn(sourceCode, acquisition);
  const isReleasable =
    binding !== undefined &&
    release !== undefined &&
    services !== undefined &&
    !('self' in release) &&
    hasRelease(binding.initialiser, release, services);
  return isReleasable ? binding : undefined;
}

/** Nothing is used of a timer: it runs. So it is started and stopped. */
function isTimer(release: ReleaseForm): boolean {
  return 'call' in release && /^clear(?:Immediate|Interval|Timeout)$/.test(release.call);
}

function asCode(functionName: string): string {
  return `\`${functionName}()\``;
}

/** What a title says about the files that import the names that an edit takes away. */
function importersOf(
  replaced: readonly { readonly binding: ModuleBinding; readonly uses: readonly Use[] }[],
  { services, sourceCode }: SourceFile,
): string {
  const names = [...new Set(replaced.flatMap(({ binding, uses }) => exportedNames(binding, uses)))];
  if (names.length === 0) {
    return '';
  }
  const text = names.map((name) => spoken[name] ?? `\`${name}\``).join(' or ');
  if (services === undefined) {
    return `; files that import ${text} must change`;
  }
  const count = countImporters(services, sourceCode.ast, names);
  return count === 0
    ? `; no other file of this program imports ${text}`
    : `; ${count === 1 ? '1 file of this program imports' : `${count} files of this program import`} ${text}`;
}

/** Exports without a name of their own, as a title speaks of them. */
const spoken: Readonly<Record<string, string>> = { default: 'its default export', [wholeModule]: 'it' };

function exportedNames(binding: ModuleBinding, uses: readonly Use[]): readonly string[] {
  const apart = ofKind(uses, 'export').map((use) => use.export.as);
  switch (binding.exportedBy) {
    case undefined:
      return apart;
    case 'export':
      return [binding.name, ...apart];
    case 'export default':
      return ['default', ...apart];
    case 'module.exports':
      return [wholeModule, ...apart];
    default:
      return [binding.name, ...apart];
  }
}
