import { dirname, join } from 'node:path';

import semver from 'semver';
import ts from 'typescript';

/** What is read of a `package.json`. */
interface OwnPackage {
  readonly name: string | undefined;
  /** What `engines.node` allows. */
  readonly node: string | undefined;
  /** What it depends on, in whichever way. */
  readonly dependencies: readonly string[];
}

/** By program and folder: the nearest `package.json`. A new program, as an editor makes one, reads anew. */
const packages = new WeakMap<ts.Program, Map<string, OwnPackage | undefined>>();

/** The name that the nearest `package.json` gives the package whose source a file is. */
export function ownPackage(path: string, program: ts.Program): string | undefined {
  return nearestPackage(path, program)?.name;
}

/** The lowest version of Node.js that the nearest `package.json` allows; undefined when it does not say. */
export function lowestNode(path: string, program: ts.Program): string | undefined {
  const range = nearestPackage(path, program)?.node;
  return range === undefined || semver.validRange(range) === null ? undefined : semver.minVersion(range)?.version;
}

/** The packages that the nearest `package.json` depends on. */
export function ownDependencies(path: string, program: ts.Program): readonly string[] {
  return nearestPackage(path, program)?.dependencies ?? [];
}

/** The folder of that `package.json`. */
export function ownPackageFolder(path: string): string | undefined {
  const found = findPackage(dirname(path));
  return found && dirname(found);
}

/**
 * The folder of the package that a file belongs to, with forward slashes: the nearest whose `package.json` has a name, as
 * others only say which kind of modules lies there.
 */
export function namedPackageFolder(path: string, program: ts.Program): string | undefined {
  let folder = ownPackageFolder(path);
  while (folder !== undefined && nearestPackage(join(folder, 'package.json'), program)?.name === undefined) {
    folder = dirname(folder) === folder ? undefined : ownPackageFolder(folder);
  }
  return folder?.replaceAll('\\', '/');
}

function nearestPackage(path: string, program: ts.Program): OwnPackage | undefined {
  const folder = dirname(path);
  const known = packages.get(program) ?? new Map<string, OwnPackage | undefined>();
  packages.set(program, known);
  if (!known.has(folder)) {
    const found = findPackage(folder);
    known.set(folder, found === undefined ? undefined : contentOf(ts.sys.readFile(found) ?? ''));
  }
  return known.get(folder);
}

function findPackage(folder: string): string | undefined {
  return ts.findConfigFile(folder, (file) => ts.sys.fileExists(file), 'package.json');
}

function contentOf(text: string): OwnPackage {
  const content = ts.parseConfigFileTextToJson('package.json', text).config as
    | {
        name?: unknown;
        engines?: { node?: unknown } | null;
        dependencies?: unknown;
        devDependencies?: unknown;
        peerDependencies?: unknown;
      }
    | undefined;
  const node = content?.engines?.node;
  return {
    name: typeof content?.name === 'string' ? content.name : undefined,
    node: typeof node === 'string' ? node : undefined,
    dependencies: [content?.dependencies, content?.devDependencies, content?.peerDependencies].flatMap((all) =>
      typeof all === 'object' && all !== null && !Array.isArray(all) ? Object.keys(all) : [],
    ),
  };
}
