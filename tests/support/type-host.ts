import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
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

/** What does not change while tests run: what is installed, and what TypeScript made of it. */
const installed = {
  directories: new Map<string, boolean>(),
  files: new Map<string, boolean>(),
  texts: new Map<string, string | undefined>(),
  /** Files of packages and TypeScript's libraries are read and parsed once for all programs. */
  parsed: new Map<string, ts.SourceFile | undefined>(),
};

/** Where modules are found depends on the options, and on which virtual files there are. */
const resolutionsOf = new Map<string, ts.ModuleResolutionCache>();

interface Made {
  readonly layout: string;
  readonly files: VirtualFiles;
  readonly program: ts.Program;
}

/** The programs that were asked for last: a proof and a lint run of the same text share one. */
const recent: Made[] = [];

/** A program over virtual files, with the types of the packages that are installed here. */
export function programOf(files: VirtualFiles, options: ts.CompilerOptions = {}): ts.Program {
  const layout = JSON.stringify([Object.keys(files), options]);
  const alike = recent.filter((made) => made.layout === layout);
  const same = alike.find((made) => isDeepStrictEqual(made.files, files));
  if (same !== undefined) {
    return same.program;
  }
  const allOptions = { ...baseOptions, ...options };
  const resolutions = remembered(resolutionsOf, layout, () =>
    ts.createModuleResolutionCache(typesFolder, (path) => path, allOptions),
  );
  const program = newProgram(files, allOptions, resolutions, alike.at(-1)?.program);
  recent.splice(0, recent.length - 3);
  recent.push({ layout, files, program });
  return program;
}

export function pathOf(filename: string): string {
  return resolve(typesFolder, filename);
}

/** @param oldProgram one with the same options and names of files: TypeScript takes over what is still right */
function newProgram(
  files: VirtualFiles,
  options: ts.CompilerOptions,
  resolutions: ts.ModuleResolutionCache,
  oldProgram: ts.Program | undefined,
): ts.Program {
  const texts = new Map(Object.entries(files).map(([filename, text]) => [pathOf(filename), text]));
  const host = ts.createCompilerHost(options, true);
  const { directoryExists, fileExists, readFile, getSourceFile } = host;
  // Without it, TypeScript does not look for files below folders that are virtual, too.
  host.directoryExists = (path) =>
    [...texts.keys()].some((file) => file.startsWith(`${path}/`)) ||
    remembered(installed.directories, path, () => directoryExists?.(path) === true);
  host.fileExists = (path) => texts.has(path) || remembered(installed.files, path, () => fileExists(path));
  host.readFile = (path) => texts.get(path) ?? remembered(installed.texts, path, () => readFile(path));
  host.getModuleResolutionCache = () => resolutions;
  host.getSourceFile = (path, how, ...rest) => {
    const text = texts.get(path);
    if (text === undefined) {
      const format = typeof how === 'object' ? how.impliedNodeFormat : undefined;
      return remembered(installed.parsed, `${format ?? ''} ${path}`, () => getSourceFile(path, how, ...rest));
    }
    const before = oldProgram?.getSourceFile(path);
    return before?.text === text ? before : ts.createSourceFile(path, text, how, true);
  };
  return ts.createProgram({ rootNames: [...texts.keys()], options, host, ...(oldProgram && { oldProgram }) });
}

function remembered<Value>(values: Map<string, Value>, key: string, make: () => Value): Value {
  if (values.has(key)) {
    return values.get(key) as Value;
  }
  const value = make();
  values.set(key, value);
  return value;
}
