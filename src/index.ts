import { createRequire } from 'node:module';

import type { ESLint, Linter } from 'eslint';

import { presets, type PresetName } from './configs.ts';
import { rules } from './rules/index.ts';

export type { ResourceEntry } from './resources/entry.ts';
export type { AllowedModuleLevel, AsyncResourcesSettings, OwnResource } from './resources/settings.ts';
export type { Options as NoModuleLevelResourceOptions } from './rules/no-module-level-resource.ts';
export type { PresetName };

export interface AsyncResourcesPlugin extends ESLint.Plugin {
  readonly configs: Record<PresetName, Linter.Config>;
}

const { name, version } = createRequire(import.meta.url)('../package.json') as { name: string; version: string };

const plugin: AsyncResourcesPlugin = {
  meta: { name, version, namespace: 'async-resources' },
  // typescript-eslint's rule type and ESLint's differ in the context; this is the one place where they meet.
  rules: rules as unknown as NonNullable<ESLint.Plugin['rules']>,
  configs: presets(() => plugin),
};

export default plugin;
