// @ts-check
import { existsSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { DECLARATION } from './files.js';

/** What a project may decide for itself; all else is ours. */
const KEPT = /** @type {const} */ ([
  ...['target', 'lib', 'jsx', 'jsxImportSource', 'paths', 'pathsBasePath', 'baseUrl', 'rootDirs'],
  ...[
    'typeRoots',
    'customConditions',
    'experimentalDecorators',
    'useDefineForClassFields',
    'declaration',
    'isolatedDeclarations',
  ],
]);

/** @type {ts.CompilerOptions} */
const OURS = {
  allowJs: true,
  checkJs: false,
  esModuleInterop: true,
  allowImportingTsExtensions: true,
  ignoreDeprecations: '6.0',
  maxNodeModuleJsDepth: 0,
  // The most forgiving resolution: it finds types through `exports`, `main` and folders, from imports and `require`.
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  // Without this, scripts of one package share their top-level names and so their types.
  moduleDetection: ts.ModuleDetectionKind.Force,
  noEmit: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  strict: true,
};

/** Far from Node's limit of about 4 GB: one large program may need 2 GB. */
const HEAP_TO_KEEP_SHARED = 1_500_000_000;

/**
 * Declaration files of TypeScript and of installed packages by name: every program needs the same ones. A project's
 * own files are never shared, they belong to one program.
 *
 * @type {Map<string, ts.SourceFile | undefined>}
 */
const sharedFiles = new Map();

/**
 * A program for one package, or `undefined` when TypeScript cannot make one.
 *
 * @param {import('./files.js').Package} part
 * @param {string} checkout
 * @param {ts.MapLike<string[]>} workspace
 * @returns {ts.Program | undefined}
 */
export function createProgram(part, checkout, workspace) {
  if (process.memoryUsage().heapUsed > HEAP_TO_KEEP_SHARED) sharedFiles.clear();
  return tryCreate(part, projectOptions(part.folder, checkout, workspace)) ?? tryCreate(part, OURS);
}

/**
 * @param {import('./files.js').Package} part
 * @param {ts.CompilerOptions} options
 */
function tryCreate({ folder, files, declarations }, options) {
  try {
    const program = ts.createProgram([...files, ...declarations], options, readOnlyHost(folder, options));
    program.getTypeChecker();
    return program;
  } catch {
    return undefined;
  }
}

/**
 * What the project chose of a language and of where its modules are, and ours for everything else.
 *
 * @param {string} folder
 * @param {string} checkout
 * @param {ts.MapLike<string[]>} workspace
 * @returns {ts.CompilerOptions}
 */
export function projectOptions(folder, checkout, workspace) {
  const theirs = readTsconfig(folder, checkout);
  const kept = Object.fromEntries(KEPT.map((name) => [name, theirs[name]]).filter(([, value]) => value !== undefined));
  return {
    ...kept,
    ...OURS,
    types: [...(theirs.types ?? ['*']), 'node'],
    paths: { ...workspace, ...theirs.paths },
    // TypeScript wants a base for the project's own relative paths; those of the workspace are absolute.
    pathsBasePath: theirs['pathsBasePath'] ?? folder,
  };
}

/**
 * The options of the nearest tsconfig.json, as far as they can be read: an `extends` that is not installed or a
 * broken file leaves what was understood.
 *
 * @param {string} folder
 * @param {string} checkout
 * @returns {ts.CompilerOptions}
 */
function readTsconfig(folder, checkout) {
  const file = path.join(folder, 'tsconfig.json');
  if (!existsSync(file)) return folder === checkout ? {} : readTsconfig(path.dirname(folder), checkout);
  try {
    const { config } = ts.readConfigFile(file, ts.sys.readFile);
    // The files come from us: no folder needs to be searched.
    const host = { ...ts.sys, readDirectory: () => [] };
    return ts.parseJsonConfigFileContent(config ?? {}, host, folder, undefined, file).options;
  } catch {
    return {};
  }
}

/**
 * @param {string} folder
 * @param {ts.CompilerOptions} options
 */
export function readOnlyHost(folder, options) {
  const host = ts.createCompilerHost(options, true);
  const read = host.getSourceFile;
  // Where TypeScript starts to look for @types: not in the folder this script was started from.
  host.getCurrentDirectory = () => folder;
  host.writeFile = () => undefined;
  host.getSourceFile = (name, version, ...rest) => {
    if (!DECLARATION.test(name) || !name.includes('/node_modules/')) return read(name, version, ...rest);
    // Declarations read the same in every language version; without this each target would keep a copy of all.
    const details = { ...(typeof version === 'object' ? version : {}), languageVersion: ts.ScriptTarget.ESNext };
    if (!sharedFiles.has(name)) sharedFiles.set(name, read(name, details, ...rest));
    return sharedFiles.get(name);
  };
  return host;
}
