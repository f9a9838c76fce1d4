import { posix } from 'node:path';

import ts from 'typescript';

import { pathOf } from './root-files.ts';

/**
 * The relative module specifier by which a file can import another, in the style of its other imports where that works.
 *
 * @param others specifiers that the file has already
 * @returns undefined when none that we know of leads there
 */
export function specifierFor(
  program: ts.Program,
  from: ts.SourceFile,
  to: ts.SourceFile,
  others: readonly string[],
): string | undefined {
  const relative = posix.relative(posix.dirname(pathOf(from)), pathOf(to));
  const path = relative.startsWith('.') ? relative : `./${relative}`;
  const bare = path.replace(/\.[cm]?[jt]sx?$/u, '');
  const asSource = /\.[cm]?tsx?$/u.test(path) && !takesExtensions(program) ? [] : [path];
  const candidates = [
    ...(others.some((other) => /^\..*\.[cm]?tsx?$/u.test(other)) ? asSource : []),
    ...(others.some((other) => /^\..*\.[cm]?js$/u.test(other)) ? [] : [bare.replace(/\/index$/u, ''), bare]),
    path.replace(/\.([cm]?)[jt]sx?$/u, '.$1js'),
    bare,
    ...asSource,
  ];
  return candidates.find((specifier) => !/(?:^|\/)\.{0,2}$/u.test(specifier) && leadsTo(specifier, program, from, to));
}

function takesExtensions(program: ts.Program): boolean {
  const options = program.getCompilerOptions();
  return options.allowImportingTsExtensions === true || options.rewriteRelativeImportExtensions === true;
}

function leadsTo(specifier: string, program: ts.Program, from: ts.SourceFile, to: ts.SourceFile): boolean {
  const host: ts.ModuleResolutionHost = {
    fileExists: (path) => program.getSourceFile(path) !== undefined || ts.sys.fileExists(path),
    readFile: (path) => ts.sys.readFile(path),
  };
  const options = program.getCompilerOptions();
  // A file that the native compiler has read does not say its format.
  const format = from.impliedNodeFormat ?? ts.getImpliedNodeFormatForFile(from.fileName, undefined, host, options);
  const { resolvedModule } = ts.resolveModuleName(
    specifier,
    from.fileName,
    options,
    host,
    undefined,
    undefined,
    format,
  );
  return resolvedModule?.resolvedFileName === to.fileName;
}
