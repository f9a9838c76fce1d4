import type { TSESLint } from '@typescript-eslint/utils';

import noModuleLevelResource from './no-module-level-resource.ts';

/** Every rule, by name. */
export const rules = {
  'no-module-level-resource': noModuleLevelResource,
} as const satisfies TSESLint.FlatConfig.Plugin['rules'];
