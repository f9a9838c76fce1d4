import { dirname } from 'node:path';

import ts from 'typescript';

/** By program and folder: the name in the nearest `package.json`. A new program, as an editor makes one, reads anew. */
const names = new WeakMap<ts.Program, Map<string, string | undefined>>();

/** The name that the nearest `package.json` gives the package whose source a file is. */
export function ownPackage(path: string, program: ts.Program): string | undefined {
  const folder = dirname(path);
  const known = names.get(program) ?? new Map<string, string | undefined>();
  names.set(program, known);
  if (!known.has(folder)) {
    const found = ts.findConfigFile(folder, (file) => ts.sys.fileExists(file), 'package.json');
    known.set(folder, found && nameIn(ts.sys.readFile(found) ?? ''));
  }
  return known.get(folder);
}

/** The folder of that `package.json`. */
export function ownPackageFolder(path: string): string | undefined {
  const found = ts.findConfigFile(dirname(path), (file) => ts.sys.fileExists(file), 'package.json');
  return found && dirname(found);
}

function nameIn(text: string): string | undefined {
  const content = ts.parseConfigFileTextToJson('package.json', text).config as { name?: unknown } | undefined;
  return typeof content?.name === 'string' ? content.name : undefined;
}
