import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, memberName } from '../ast/expressions.ts';
import type { FileView, Variable } from '../ast/file-view.ts';
import { isGlobalObject } from '../ast/origin.ts';
import { variableOf } from '../ast/variables.ts';
import { stepFrom } from './callee-chain.ts';
import { isFunctionName, isKnownName } from './mentions.ts';
import { runnerOfModule, type RunnerSettings } from './runner-settings.ts';

/**
 * Whether a name is used as a runner's functions are, as far as syntax tells: most names of a file are not, and need
 * not be followed.
 */
export function likelyUse(
  view: FileView,
  settings: RunnerSettings,
): (name: TSESTree.Identifier, root: TSESTree.Node) => boolean {
  const aliases = new Set(
    Object.values(settings.globalAliases ?? {}).flatMap((byName) => Object.values(byName).flat()),
  );
  return (name, root) => {
    const step = stepFrom(root);
    if (step === undefined) {
      return false;
    }
    const variable = variableOf(view, name);
    const isGlobal = (variable?.defs.length ?? 0) === 0;
    if (isGlobal && root === name && !isGlobalObject(name.name)) {
      return isFunctionName(name.name) || aliases.has(name.name);
    }
    switch (step.type) {
      case T.MemberExpression:
        return isKnownName(memberName(step) ?? '');
      case T.CallExpression:
        return isFunctionName(name.name) || step.arguments.some(isFunction) || isImportOfRunner(variable, settings);
      case T.TaggedTemplateExpression:
        return true;
    }
  };
}

/** `import { test as spec } from 'vitest'` */
function isImportOfRunner(variable: Variable | undefined, settings: RunnerSettings): boolean {
  const declaration = variable?.defs[0]?.parent as TSESTree.Node | null | undefined;
  return declaration?.type === T.ImportDeclaration && runnerOfModule(declaration.source.value, settings) !== undefined;
}
