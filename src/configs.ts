import type { ESLint, Linter } from 'eslint';

import { rules } from './rules/index.ts';

export type PresetName =
  'all' | 'disableTypeChecked' | 'recommended' | 'recommendedTypeChecked' | 'strict' | 'strictTypeChecked';

type RuleName = keyof typeof rules;

/**
 * The presets, computed from what each rule says of itself in `meta.docs`.
 *
 * @param plugin gives the plugin; called late, since the plugin holds the presets and the presets hold the plugin
 */
export function presets(plugin: () => ESLint.Plugin): Record<PresetName, Linter.Config> {
  const preset = (name: PresetName, entryOf: (name: RuleName) => Linter.RuleEntry | undefined): Linter.Config => ({
    name: `async-resources/${name}`,
    plugins: {
      get 'async-resources'() {
        return plugin();
      },
    },
    rules: Object.fromEntries(
      ruleNames.flatMap((rule) => {
        const entry = entryOf(rule);
        return entry === undefined ? [] : [[`async-resources/${rule}`, entry]];
      }),
    ),
  });

  return {
    recommended: preset('recommended', (rule) => (needsTypes(rule) ? undefined : recommendedEntry(rule))),
    recommendedTypeChecked: preset('recommendedTypeChecked', recommendedEntry),
    strict: preset('strict', (rule) => (needsTypes(rule) ? undefined : strictEntry(rule))),
    strictTypeChecked: preset('strictTypeChecked', strictEntry),
    all: preset('all', () => 'error'),
    disableTypeChecked: preset('disableTypeChecked', (rule) => (needsTypes(rule) ? 'off' : undefined)),
  };
}

const ruleNames = Object.keys(rules).toSorted() as readonly RuleName[];

function docsOf(rule: RuleName) {
  return rules[rule].meta.docs;
}

function needsTypes(rule: RuleName): boolean {
  return docsOf(rule).requiresTypeChecking === true;
}

function recommendedEntry(rule: RuleName): Linter.RuleEntry | undefined {
  return docsOf(rule).recommended === 'strict' ? undefined : 'error';
}

function strictEntry(rule: RuleName): Linter.RuleEntry {
  const { recommended } = docsOf(rule);
  return typeof recommended === 'string' ? 'error' : ['error', ...recommended.strict];
}
