import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction } from '../ast/expressions.ts';
import type { ReleaseForm } from '../resources/entry.ts';
import { ofKind, type Use, usesOf } from './binding-uses.ts';
import { exportedFunctions } from './exported-functions.ts';
import { type Making, makingOf, statementEdits } from './making.ts';
import type { ModuleBinding } from './module-binding.ts';
import { asSuffix, FreeNames } from './names.ts';
import { typeEdit } from './references.ts';
import { canRelease } from './release-code.ts';
import { scopeFunction, type ScopeNames } from './scope-function.ts';
import { singleCall } from './single-call.ts';
import type { SourceFile } from './source-file.ts';
import type { TextEdit } from './text-edits.ts';
import { isolatesDeclarations, writtenType } from './value-type.ts';

/** An edit that makes a resource for each use, and releases it thereafter. */
export interface ScopedUse {
  readonly edits: readonly TextEdit[];
  readonly name: string;
  readonly uses: readonly Use[];
}

/**
 * `await withPool((pool) => pool.query(sql))` in place of `await pool.query(sql)`.
 *
 * @param resolves whether the acquisition gives a promise
 * @returns undefined when a use of the resource may last longer than one call, or when there is no use at all
 */
export function scopedUse(
  binding: ModuleBinding,
  release: ReleaseForm,
  resolves: boolean,
  file: SourceFile,
): ScopedUse | undefined {
  const uses = usesOf(binding, release, file);
  const calls = uses && scopableCalls(binding, uses, file);
  const setUps = ofKind(uses ?? [], 'set-up').map(({ statement }) => statement);
  const making = makingOf(binding, setUps, file);
  if (
    uses === undefined ||
    calls === undefined ||
    making === undefined ||
    mayBeNothing(binding) ||
    !canRelease(binding, release, file)
  ) {
    return undefined;
  }
  const isPromise = resolves && !making.awaits;
  // A promise was read where the resource itself would be.
  if (isPromise && uses.some(({ kind }) => kind === 'read' || kind === 'type')) {
    return undefined;
  }
  const names = scopeNames(making, isPromise, file);
  const exported = names && exportedFunctions(binding, uses, [{ name: names.scope, verb: 'with' }], false, file);
  if (!exported) {
    return undefined;
  }
  const types = ofKind(uses, 'type').map(({ node }) => typeEdit(node, names.type));
  const code = scopeFunction({ making, names, release, isPromise, export: exported.first }, types, file);
  return {
    edits: [
      ...statementEdits(making, [], [...code, ...exported.behind], file),
      ...exported.edits,
      ...types,
      ...calls.flatMap((call) => callEdits(call, names.scope, binding.name)),
    ],
    name: names.scope,
    uses,
  };
}

/** The calls to be scoped; undefined when there is some other use of the binding, or none at all. */
function scopableCalls(
  binding: ModuleBinding,
  uses: readonly Use[],
  file: SourceFile,
): readonly TSESTree.Expression[] | undefined {
  const reads = ofKind(uses, 'read').map(({ node }) => node);
  const calls = reads.map((node) => singleCall(node, file)).filter((call) => call !== undefined);
  // Two calls in one function may belong together.
  const isEachAlone = new Set(reads.map(enclosingFunction)).size === reads.length;
  const isUsed = binding.exportedBy !== undefined || uses.some(({ kind }) => kind === 'read' || kind === 'export');
  const isBound = uses.some(({ kind }) => kind === 'release' || kind === 'dependent');
  return calls.length === reads.length && isEachAlone && isUsed && !isBound ? calls : undefined;
}

function scopeNames(
  { binding, awaits, needsArrow, setUps }: Making,
  isPromise: boolean,
  file: SourceFile,
): ScopeNames | undefined {
  const names = new FreeNames(file.sourceCode);
  const suffix = asSuffix(binding.name);
  const scope = names.take(`with${suffix}`, `using${suffix}`);
  const result = names.take('T', 'Result', 'Used');
  const written = isPromise ? undefined : writtenType(binding, file);
  const isInferred = file.isTyped && written === undefined;
  const needsMaker = isInferred || needsArrow || setUps.length > 0;
  const maker = needsMaker ? names.take(`make${suffix}`, `build${suffix}`) : undefined;
  if (
    scope === undefined ||
    result === undefined ||
    (needsMaker && maker === undefined) ||
    (isInferred && isolatesDeclarations(file))
  ) {
    return undefined;
  }
  const made = `ReturnType<typeof ${maker ?? ''}>`;
  const type = written ?? (awaits || isPromise ? `Awaited<${made}>` : made);
  return { scope, maker, result, type, isTypeWritten: written !== undefined };
}

/** Whether there may be no resource at all: then there is nothing to release either. */
function mayBeNothing({ initialiser, annotation }: ModuleBinding): boolean {
  return (
    initialiser.type === T.ConditionalExpression ||
    initialiser.type === T.LogicalExpression ||
    (annotation?.type === T.TSUnionType &&
      annotation.types.some(({ type }) => type === T.TSUndefinedKeyword || type === T.TSNullKeyword))
  );
}

function callEdits({ range: [start, end] }: TSESTree.Expression, scope: string, name: string): readonly TextEdit[] {
  return [
    { range: [start, start], text: `${scope}((${name}) => ` },
    { range: [end, end], text: ')' },
  ];
}
