import type { Runner, TestRunner } from './runner.ts';
import { runners } from './runners.ts';

/** What the settings say of runners, ours and those of the runners' own plugins. */
export interface RunnerSettings {
  /** `settings['async-resources'].runner` */
  readonly runner?: TestRunner;
  /** Modules that re-export Vitest: `settings.vitest.vitestImports`. */
  readonly vitestImports?: readonly (RegExp | string)[];
  /** The module that exports Jest: `settings.jest.globalPackage`. */
  readonly jestGlobalPackage?: string;
  /** Global names that stand for others, by runner: `settings.vitest.globalAliases`, `settings.jest.globalAliases`. */
  readonly globalAliases?: Readonly<Partial<Record<TestRunner, GlobalAliases>>>;
}

/** By the runner's own name of a function: the names that the project uses for it. */
export type GlobalAliases = Readonly<Record<string, readonly string[]>>;

/** The runner whose functions a module exports. */
export function runnerOfModule(source: string, settings: RunnerSettings): Runner | undefined {
  return runners.find(
    ({ name, modules }) =>
      modules.includes(source) ||
      (name === 'jest' && settings.jestGlobalPackage === source) ||
      (name === 'vitest' && settings.vitestImports?.some((pattern) => isMatch(source, pattern)) === true),
  );
}

function isMatch(source: string, pattern: RegExp | string): boolean {
  // With the flags `g` and `y`, `test` would go on where it last stopped.
  return typeof pattern === 'string' ? source === pattern : source.search(pattern) >= 0;
}

/** The runner's own name of a global function: an alias is one where the settings say so. */
export function globalFunctionName(name: string, runner: Runner, { globalAliases }: RunnerSettings): string {
  const aliases = Object.entries(globalAliases?.[runner.name] ?? {});
  return aliases.find(([, names]) => names.includes(name))?.[0] ?? name;
}
