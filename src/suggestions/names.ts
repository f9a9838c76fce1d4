import type { TSESLint } from '@typescript-eslint/utils';

/** Gives out names that mean nothing yet anywhere in a file. */
export class FreeNames {
  readonly #taken: Set<string>;

  constructor(sourceCode: TSESLint.SourceCode) {
    const scopes = sourceCode.scopeManager?.scopes ?? [];
    this.#taken = new Set(scopes.flatMap((scope) => scope.variables.map(({ name }) => name)));
    for (const { identifier } of sourceCode.scopeManager?.globalScope?.through ?? []) {
      this.#taken.add(identifier.name);
    }
  }

  /**
   * @param candidates the best first
   * @returns the first that is free, which from now on is taken; undefined when none is
   */
  take(...candidates: readonly string[]): string | undefined {
    const name = candidates.find((candidate) => !this.#taken.has(candidate));
    if (name !== undefined) {
      this.#taken.add(name);
    }
    return name;
  }
}

/** A name as the end of another: `pool`, `_pool` and `POOL` give `Pool`, `DB_POOL` gives `DbPool`. */
export function asSuffix(name: string): string {
  const bare = name.replaceAll(/^[_$]+|[_$]+$/g, '');
  const words = /^[A-Z0-9_]+$/.test(bare) ? bare.toLowerCase().split('_') : [bare];
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('') || 'Resource';
}

/** A variable's name for what a constructor or a factory gives: `Pool` and `createPool` give `pool`. */
export function instanceName(callee: string): string {
  const bare = callee.replace(/^(?:acquire|build|connect|create|launch|make|new|open|start)(?=[A-Z])/, '');
  const name = bare.charAt(0).toLowerCase() + bare.slice(1);
  return /^[\w$]+$/.test(name) && !reserved.has(name) ? name : 'resource';
}

/** Names that a callee may turn into, and that no variable may have. */
const reserved: ReadonlySet<string> = new Set(['', 'default', 'function', 'import', 'new', 'super', 'this']);
