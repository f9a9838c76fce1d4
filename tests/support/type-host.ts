import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as ts from 'typescript';

/** The folder that virtual files lie in: its `tsconfig.json` holds, and packages resolve as from the repository. */
export const typesFolder = fileURLToPath(new URL('../fixtures/types/', import.meta.url));

const configPath = resolve(typesFolder, 'tsconfig.json');

const { options: baseOptions } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(configPath, (path) => ts.sys.readFile(path)).config,
  ts.sys,
  dirname(configPath),
);

/** Virtual files: paths below the folder, and their text. */
export type VirtualFiles = Readonly<Record<string, string>>;

/** Files of packages and TypeScript's libraries are read and parsed once for all programs. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** Programs by their options and files: a proof and a lint run of the same text share one. */
const programs = new Map<string, ts.Program>();

/** A program over virtual files, with the types of the packages that are installed here. */
export function programOf(files: VirtualFiles, options: ts.CompilerOptions = {}): ts.Program {
  const key = JSON.stringify([files, options]);
  let program = programs.get(key);
  if (program === undefined) {
    program = newProgram(files, { ...baseOptions, ...options });
    programs.set(key, program);
    // Only the text before and after a suggestion is asked for again.
    for (const old of [...programs.keys()].slice(0, -4)) {
      programs.delete(old);
    }
  }
  return program;
}

export function pathOf(filename: string): string {
  return resolve(typesFolder, filename);
}

function newProgram(files: VirtualFiles, options: ts.CompilerOptions): ts.Program {
  const texts = new Map(Object.entries(files).map(([filename, text]) => [pathOf(filename), text]));
  const host = ts.createCompilerHost(options, true);
  const { directoryExists, fileExists, readFile, getSourceFile } = host;
  // Without it, TypeScript does not look for files below folders that are virtual, too.
  host.directoryExists = (path) =>
    [...texts.keys()].some((file) => file.startsWith(`${path}/`)) || directoryExists?.(path) === true;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, languageVersion, ...rest) => {
    const text = texts.get(path);
    if (text !== undefined) {
      return ts.createSourceFile(path, text, languageVersion, true);
    }
    if (!parsed.has(path)) {
      parsed.set(path, getSourceFile(path, languageVersion, ...rest));
    }
    return parsed.get(path);
  };
  return ts.createProgram([...texts.keys()], options, host);
}
