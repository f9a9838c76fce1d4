import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, unwrap } from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import { functionBehind } from './callbacks.ts';
import { exportsOf } from './exports.ts';
import { rootHooksOf } from './root-hooks.ts';
import type { Runner } from './runner.ts';
import type { RunnerSettings } from './runner-settings.ts';
import { runners } from './runners.ts';

/** Set-up for the whole run, in a file of its own. */
export interface GlobalSetup {
  /** The runners that may call it. */
  readonly runners: readonly Runner[];
  readonly setUp: readonly FunctionNode[];
  readonly tearDown: readonly FunctionNode[];
  /** Teardowns that nobody calls: Vitest knows none by its name where the file has a default export. */
  readonly ignored: readonly FunctionNode[];
}

const globalSetupName = /(?:^|[/.-])global[-._]?set[-_]?up(?:[-._][\w.-]+)?\.[cm]?[jt]sx?$/iu;
const globalTeardownName = /(?:^|[/.-])global[-._]?tear[-_]?down(?:[-._][\w.-]+)?\.[cm]?[jt]sx?$/iu;
const setupName =
  /(?:^|\/)(?:(?:ava|bun|jest|mocha|vitest|tests?)[-._])?(?:set[-_]?up|hooks)(?:[-_]?tests?|[-._]?(?:(?:files?)?[-_]?after[-_]?env|env|files?|jest|mocha|vitest))?\.[cm]?[jt]sx?$/iu;
const testFolder = /(?:^|\/)(?:__tests__|e2e|specs?|tests?)\//iu;
const inSetupFolder = /(?:^|\/)(?:__tests__|e2e|specs?|tests?)\/(?:.*\/)?set[-_]?up\//iu;
const saysTests = /test|jest|mocha|vitest|ava[-._]|bun[-._]/iu;

/**
 * Whether a file sets tests up and holds none itself: by its path, or because it exports what a runner calls by name.
 *
 * @param relativePath the file's path below the folder of the ESLint configuration, with forward slashes
 */
export function isSetupFile(view: FileView, relativePath: string): boolean {
  return isSetupPath(relativePath) || rootHooksOf(view).length > 0 || namedSetup(view).length > 0;
}

/** Whether a file ends a whole run, by its path alone. */
export function isGlobalTeardownPath(path: string): boolean {
  return globalTeardownName.test(path);
}

/** Whether a file sets tests up, by its path alone. */
export function isSetupPath(relativePath: string): boolean {
  const name = relativePath.slice(relativePath.lastIndexOf('/') + 1);
  return (
    globalSetupName.test(relativePath) ||
    isGlobalTeardownPath(relativePath) ||
    inSetupFolder.test(relativePath) ||
    (setupName.test(relativePath) && (saysTests.test(name) || testFolder.test(relativePath)))
  );
}

/**
 * The functions of a file that a runner calls once, before and after all tests.
 *
 * @param settings say which runner it is, where the file and its package do not
 * @returns undefined when the file is no global set-up
 */
export function globalSetupOf(
  view: FileView,
  relativePath: string,
  settings: RunnerSettings = {},
): GlobalSetup | undefined {
  const isTeardown = isGlobalTeardownPath(relativePath);
  const byName = namedSetup(view);
  const calling =
    isTeardown || globalSetupName.test(relativePath)
      ? runners.filter(({ globalSetup }) => globalSetup.setup.length > 0)
      : byName;
  const found = calling.flatMap((runner) => {
    const { defaultHidesRest, setup, teardown } = runner.globalSetup;
    const names = { setUp: isTeardown ? [] : setup, tearDown: isTeardown ? teardown : without(teardown, setup) };
    const setUp = exportedFunctions(view, names.setUp);
    const named = exportedFunctions(view, names.tearDown);
    const isHidden = defaultHidesRest === true && exportedFunctions(view, ['default']).length > 0;
    const [tearDown, ignored] = isHidden ? [[], named] : [named, []];
    return setUp.length + tearDown.length > 0 ? [{ runner, setUp, tearDown, ignored }] : [];
  });
  return found.length === 0
    ? undefined
    : {
        runners: likelyRunners(
          view,
          found.map(({ runner }) => runner),
          settings,
        ),
        setUp: [...new Set(found.flatMap(({ setUp }) => setUp))],
        tearDown: [...new Set(found.flatMap(({ tearDown }) => tearDown))],
        ignored: [...new Set(found.flatMap(({ ignored }) => ignored))],
      };
}

/**
 * Which of several runners calls the functions of a file: the one that the settings name, those of which it imports
 * something, be it types, or the only one that its package depends on.
 */
function likelyRunners(view: FileView, some: readonly Runner[], { runner }: RunnerSettings): readonly Runner[] {
  const sources = view.ast.body.flatMap((one) => (one.type === T.ImportDeclaration ? [one.source.value] : []));
  const imported = some.filter((one) =>
    packagesOf(one).some((name) => sources.some((source) => source === name || source.startsWith(`${name}/`))),
  );
  const used = new Set(view.project?.dependencies() ?? []);
  const installed = some.filter((one) => packagesOf(one).some((name) => used.has(name) || used.has(`@types/${name}`)));
  const evidence = [some.filter(({ name }) => name === runner), imported, installed.length === 1 ? installed : []];
  return evidence.find((found) => found.length > 0) ?? some;
}

function packagesOf({ modules, typePackages }: Runner): readonly string[] {
  return [...modules, ...typePackages];
}

/** The runners whose own names for set-up or teardown a file exports, such as `mochaGlobalSetup`. */
function namedSetup(view: FileView): readonly Runner[] {
  const telling = runners.flatMap((runner) => {
    const { setup, teardown } = runner.globalSetup;
    const names = [...setup, ...teardown].filter((name) => /global/iu.test(name) && view.text.includes(name));
    return names.length > 0 ? [{ runner, names }] : [];
  });
  const exported = telling.length === 0 ? [] : [...exportsOf(view)].map(({ name }) => name);
  return telling.filter(({ names }) => names.some((name) => exported.includes(name))).map(({ runner }) => runner);
}

function exportedFunctions(view: FileView, names: readonly string[]): readonly FunctionNode[] {
  return [...exportsOf(view)]
    .filter(({ name }) => names.includes(name))
    .flatMap(({ node }) => functionsBehind(view, node));
}

/** Mocha's global fixtures may be lists. */
function functionsBehind(view: FileView, exported: TSESTree.Node): readonly FunctionNode[] {
  const node = unwrap(exported);
  const nodes = node.type === T.ArrayExpression ? node.elements.filter((one) => one !== null) : [node];
  return nodes.flatMap((one) => functionBehind(view, one) ?? []);
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  return names.filter((name) => !others.includes(name));
}
