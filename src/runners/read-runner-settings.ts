import type { TestRunner } from './runner.ts';
import type { GlobalAliases, RunnerSettings } from './runner-settings.ts';
import { runners } from './runners.ts';

/**
 * What all shared settings say of runners. Those of other plugins are theirs to check: what has an odd shape is left out.
 *
 * @param settings all shared settings, as `context.settings` has them
 * @param own `settings['async-resources']`, checked
 */
export function readRunnerSettings(
  settings: Readonly<Record<string, unknown>>,
  own: { readonly runner?: TestRunner },
): RunnerSettings {
  const vitestImports = listOf(memberOf(settings['vitest'], 'vitestImports')).filter(
    (one): one is RegExp | string => typeof one === 'string' || one instanceof RegExp,
  );
  const jestGlobalPackage = memberOf(settings['jest'], 'globalPackage');
  const globalAliases: Partial<Record<TestRunner, GlobalAliases>> = {};
  for (const { name } of runners) {
    const aliases = aliasesOf(memberOf(settings[name], 'globalAliases'));
    if (Object.keys(aliases).length > 0) {
      globalAliases[name] = aliases;
    }
  }
  return {
    ...(own.runner && { runner: own.runner }),
    ...(vitestImports.length > 0 && { vitestImports }),
    ...(typeof jestGlobalPackage === 'string' && { jestGlobalPackage }),
    ...(Object.keys(globalAliases).length > 0 && { globalAliases }),
  };
}

function aliasesOf(value: unknown): GlobalAliases {
  if (typeof value !== 'object' || value === null) {
    return {};
  }
  const entries = Object.entries(value).map(([name, aliases]) => [name, listOf(aliases).filter(isString)] as const);
  return Object.fromEntries(entries.filter(([, aliases]) => aliases.length > 0));
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
