import { ofKind, type Use, usesOf } from './binding-uses.ts';
import { exportedFunctions } from './exported-functions.ts';
import { functionCode, makingBody, makingOf, statementEdits } from './making.ts';
import type { ModuleBinding } from './module-binding.ts';
import { asSuffix, FreeNames } from './names.ts';
import { typeEdit } from './references.ts';
import type { SourceFile } from './source-file.ts';
import type { TextEdit } from './text-edits.ts';
import { isolatesDeclarations, writtenType } from './value-type.ts';

/** An edit that exports a function that makes a resource, in place of the resource. */
export interface Factory {
  readonly edits: readonly TextEdit[];
  readonly name: string;
  readonly uses: readonly Use[];
}

/**
 * `export function createPool()` in place of `export const pool = new Pool()`.
 *
 * @param verb what the name of the function begins with
 * @returns undefined when the file itself uses the one value, or does not export it
 */
export function factory(binding: ModuleBinding, verb: 'create' | 'start', file: SourceFile): Factory | undefined {
  const uses = usesOf(binding, undefined, file);
  const isExported = binding.exportedBy !== undefined || uses?.some(({ kind }) => kind === 'export') === true;
  if (!isExported || !uses?.every(({ kind }) => kind === 'export' || kind === 'type' || kind === 'set-up')) {
    return undefined;
  }
  const setUps = ofKind(uses, 'set-up').map(({ statement }) => statement);
  const making = makingOf(binding, setUps, file);
  const suffix = asSuffix(binding.name);
  const name = new FreeNames(file.sourceCode).take(`${verb}${suffix}`, `make${suffix}`, `build${suffix}`);
  const exported = name && exportedFunctions(binding, uses, [{ name, verb }], false, file);
  if (making === undefined || !exported || (making.needsArrow && exported.first === 'export default ')) {
    return undefined;
  }
  const written = writtenType(binding, file);
  if (written === undefined && file.isTyped && isolatesDeclarations(file)) {
    return undefined;
  }
  const type = making.awaits ? `Awaited<ReturnType<typeof ${name}>>` : `ReturnType<typeof ${name}>`;
  const types = ofKind(uses, 'type').map(({ node }) => typeEdit(node, type));
  const code = functionCode(
    {
      export: exported.first,
      isAsync: making.awaits,
      isArrow: making.needsArrow,
      name,
      parameters: '',
      returns: written === undefined || !making.awaits ? written : `Promise<${written}>`,
    },
    makingBody(making, file, types),
    file,
  );
  const edits = [...statementEdits(making, [], [code, ...exported.behind], file), ...exported.edits];
  return { edits: [...edits, ...types], name, uses };
}
