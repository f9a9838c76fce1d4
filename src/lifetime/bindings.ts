import type { TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isClass, isFunction } from '../ast/expressions.ts';
import type { Bindings, Place, Variable } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import type { AcquiringNode } from '../resources/acquisition.ts';
import { definitionOf } from './definition.ts';

/** What a call gives for the parameters of a function. */
export function argumentsOf(callee: Place<FunctionNode>, given: readonly TSESTree.Node[], call: Place): Bindings {
  const bindings = new Map<Variable, Place>();
  for (const variable of callee.view.scopeManager.getDeclaredVariables(callee.node)) {
    const index = callee.node.params.findIndex((parameter) => parameter === (variable.identifiers[0] as TSESTree.Node));
    const argument = given[index];
    if (argument !== undefined) {
      bindings.set(variable, { ...call, node: argument });
    }
  }
  return bindings;
}

/** The arguments of a call, for those parameters that the function calls, constructs or passes on. */
export function boundParameters(callee: Place<FunctionNode>, call: Place<AcquiringNode>): Bindings {
  const bindings = new Map<Variable, Place>();
  for (const [variable, argument] of argumentsOf(callee, call.node.arguments, call)) {
    const stands = definitionOf(argument);
    if (stands && (isFunction(stands.node) || isClass(stands.node))) {
      bindings.set(variable, stands);
    } else if (originOf(argument)?.kind === 'module') {
      bindings.set(variable, argument);
    }
  }
  return bindings;
}
