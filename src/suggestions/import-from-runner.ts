import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { memberName } from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import type { ForeignUse } from '../runners/foreign-uses.ts';
import type { Replacement } from '../runners/replacement.ts';
import type { TestsRunner } from '../runners/tests-runner.ts';
import { addImport, importedAs, replaceImport } from './import-edits.ts';
import { canMoveCall } from './runner-calls.ts';
import { type Suggestion, suggestion } from './suggestion.ts';
import type { TextEdit } from './text-edits.ts';

export const importFromRunnerMessages = {
  importFromRunner: "Import `{{name}}` from '{{source}}'{{instead}}.",
  useRunnersGlobal: 'Use the global `{{name}}`{{instead}}.',
  useRunnersMember: 'Use `{{name}}`{{instead}}.',
} as const;

/** Takes a name from the runner of the file's tests instead; undefined where the two runners may not mean the same. */
export function importFromRunner(
  sourceCode: TSESLint.SourceCode,
  view: FileView,
  use: ForeignUse,
  tests: TestsRunner,
  replacement: Replacement,
): Suggestion<keyof typeof importFromRunnerMessages> | undefined {
  const { binding, references } = use;
  if (binding.by === 'require' || (binding.by === 'import' && !isPlain(binding)) || !isMovable(view, use, tests)) {
    return undefined;
  }
  const oldName = references[0]?.name ?? '';
  const newName = nameFor(sourceCode, replacement, binding.by === 'import' ? oldName : undefined);
  if (newName === undefined) {
    return undefined;
  }
  const renamed = references.flatMap(({ range, name }): readonly TextEdit[] =>
    name === newName ? [] : [{ range, text: newName }],
  );
  const isThere = replacement.by !== 'import' || importedAs(sourceCode, replacement) !== undefined;
  const wanted = isThere ? undefined : replacement;
  const imports =
    binding.by === 'import'
      ? replaceImport(sourceCode, binding.specifier, wanted)
      : wanted && [addImport(sourceCode, wanted)].filter((edit) => edit !== undefined);
  if (imports === undefined && (binding.by === 'import' || wanted !== undefined)) {
    return undefined;
  }
  return suggestion(
    titles[replacement.by],
    {
      name: replacement.name,
      source: replacement.by === 'import' ? replacement.source : '',
      instead: use.name === replacement.name ? '' : ` instead of \`${use.name}\``,
    },
    [...(imports ?? []), ...renamed],
  );
}

const titles = {
  import: 'importFromRunner',
  global: 'useRunnersGlobal',
  member: 'useRunnersMember',
} as const;

/** `import { afterAll } from …`, of which nothing is made first. */
function isPlain({ specifier, isDirect }: Extract<ForeignUse['binding'], { readonly by: 'import' }>): boolean {
  return specifier.type !== T.ImportNamespaceSpecifier && isDirect;
}

/** What the name will be in the code; undefined where it stands for something else already. */
function nameFor(
  sourceCode: TSESLint.SourceCode,
  replacement: Replacement,
  freed: string | undefined,
): string | undefined {
  if (replacement.by === 'member') {
    return replacement.name;
  }
  const { name } = replacement;
  const known = replacement.by === 'import' ? importedAs(sourceCode, replacement) : undefined;
  if (known !== undefined || name === freed) {
    return known ?? name;
  }
  const isDeclared = (sourceCode.scopeManager?.scopes ?? []).some(({ set }) => (set.get(name)?.defs.length ?? 0) > 0);
  return isDeclared ? undefined : name;
}

/** Whether all that is done with the name means the same to the other runner. */
function isMovable(view: FileView, use: ForeignUse, { runners }: TestsRunner): boolean {
  switch (use.kind) {
    case 'expect':
      return use.references.every(isCommonAssertion);
    case 'mock':
      return (
        runners.every(({ mocks }) => mocks.includes('vi') || mocks.includes('jest')) &&
        use.references.every(isCommonMock)
      );
    case 'hook':
    case 'test':
      return (
        use.calls.length === use.references.length && use.calls.every((call) => canMoveCall(view, call, use, runners))
      );
  }
}

/** Members of Jest's and Vitest's mocking objects that do the same. */
const commonMocks: ReadonlySet<string | undefined> = new Set([
  'advanceTimersByTime',
  'clearAllMocks',
  'fn',
  'isMockFunction',
  'restoreAllMocks',
  'runAllTimers',
  'setSystemTime',
  'spyOn',
  'useRealTimers',
]);

function isCommonMock({ parent }: TSESTree.Identifier): boolean {
  return (
    parent.type === T.MemberExpression && parent.parent.type === T.CallExpression && commonMocks.has(memberName(parent))
  );
}

/** Matchers that every `expect` has. */
const commonMatcher =
  /^(?:to(?:Be|BeCloseTo|BeDefined|BeFalsy|BeGreaterThan|BeGreaterThanOrEqual|BeInstanceOf|BeLessThan|BeLessThanOrEqual|BeNaN|BeNull|BeTruthy|BeUndefined|Contain|ContainEqual|Equal|HaveLength|HaveProperty|Match|MatchObject|StrictEqual|Throw))$/u;

/** `expect(value).not.toBe(other)` */
function isCommonAssertion(name: TSESTree.Identifier): boolean {
  const call = name.parent;
  if (call.type !== T.CallExpression || call.callee !== name || call.arguments.length !== 1) {
    return false;
  }
  let node: TSESTree.Node = call.parent;
  while (node.type === T.MemberExpression && /^(?:not|rejects|resolves)$/u.test(memberName(node) ?? '')) {
    node = node.parent;
  }
  return node.type === T.MemberExpression && commonMatcher.test(memberName(node) ?? '');
}
