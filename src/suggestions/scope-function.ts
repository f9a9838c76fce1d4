import type { ReleaseForm } from '../resources/entry.ts';
import { usingFor } from '../types/checked-types.ts';
import { functionCode, type FunctionHead, initialiserCode, type Making, makingBody } from './making.ts';
import { releaseLines } from './release-code.ts';
import type { SourceFile } from './source-file.ts';
import type { TextEdit } from './text-edits.ts';

/** Names and types of what is written in place of a binding. */
export interface ScopeNames {
  readonly scope: string;
  /** The function that makes the resource, where it is not made in place. */
  readonly maker: string | undefined;
  /** The type parameter for what the use gives. */
  readonly result: string;
  /** The type of the resource, and whether it is written without the maker's help. */
  readonly type: string;
  readonly isTypeWritten: boolean;
}

/** A function that makes a resource, hands it to a callback, and releases it. */
interface Scope {
  readonly making: Making;
  readonly names: ScopeNames;
  readonly release: ReleaseForm;
  /** Whether the initialiser gives a promise that it does not wait for. */
  readonly isPromise: boolean;
  readonly export: FunctionHead['export'];
}

/**
 * Writes the function, and behind it the one that makes the resource, where there has to be one.
 *
 * @param edits edits to be made in the moved code
 */
export function scopeFunction(scope: Scope, edits: readonly TextEdit[], file: SourceFile): readonly string[] {
  const { making, names } = scope;
  const { name } = making.binding;
  const callback = name === 'use' ? 'run' : 'use';
  const { result } = names;
  const isTyped = file.isTyped;
  const head = {
    export: scope.export,
    isAsync: true,
    isArrow: false,
    name: isTyped ? `${names.scope}<${result}>` : names.scope,
    parameters: isTyped ? `${callback}: (${name}: ${names.type}) => Promise<${result}> | ${result}` : callback,
    returns: `Promise<${result}>`,
  };
  const code = functionCode(head, scopeBody(scope, callback, edits, file), file);
  return names.maker === undefined ? [code] : [code, makerCode(making, names, names.maker, edits, file)];
}

function scopeBody(
  { making, names, release, isPromise }: Scope,
  callback: string,
  edits: readonly TextEdit[],
  file: SourceFile,
): readonly string[] {
  const { binding, awaits } = making;
  const { semicolon, indent } = file.layout;
  const using =
    file.isTyped && file.services !== undefined ? usingFor(binding.initialiser, undefined, file.services) : undefined;
  // An annotation may hide the method that `using` calls.
  const isAnnotated = using === undefined && names.maker === undefined && binding.annotation !== undefined;
  const declared = `${using ?? 'const'} ${binding.name}${isAnnotated ? `: ${names.type}` : ''}`;
  const made = names.maker === undefined ? initialiserCode(binding, file, edits) : `${names.maker}()`;
  const isLate = isPromise || (awaits && names.maker !== undefined);
  const first = `${declared} = ${isLate ? 'await ' : ''}${made}${semicolon}`;
  const used = `return await ${callback}(${binding.name})${semicolon}`;
  if (using !== undefined) {
    return [first, used];
  }
  const released = releaseLines(release, { name: binding.name, mayBeUndefined: false }, file);
  return [first, 'try {', indent + used, '} finally {', ...released.map((line) => indent + line), '}'];
}

function makerCode(
  making: Making,
  { type, isTypeWritten }: ScopeNames,
  name: string,
  edits: readonly TextEdit[],
  file: SourceFile,
): string {
  const returns = making.awaits ? `Promise<${type}>` : type;
  return functionCode(
    {
      export: '',
      isAsync: making.awaits,
      isArrow: making.needsArrow,
      name,
      parameters: '',
      returns: isTypeWritten && !making.needsArrow ? returns : undefined,
    },
    makingBody(making, file, edits),
    file,
  );
}
