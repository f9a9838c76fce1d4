import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';

import { pack } from '../../scripts/pack.js';
import { run } from '../../scripts/run.js';
import { codeBlocks, root } from '../support/markdown.ts';

const pluginName = 'eslint-plugin-async-resources';

/** A user's project in a folder outside the repository. */
export interface Project {
  readonly folder: string;
  /** The absolute path of a file of the project. */
  readonly path: (name: string) => string;
  readonly read: (name: string) => string;
  readonly write: (name: string, text: string) => void;
  readonly remove: () => void;
}

/** How a run ended, and what it printed. */
export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Makes a project that has the packed plugin and, beside it, the packages of this repository: nothing is fetched.
 *
 * @param files texts by the names of the files
 * @param options.eslint the package that the project has as its ESLint
 */
export function makeProject(
  files: Readonly<Record<string, string>>,
  { eslint = 'eslint' }: { readonly eslint?: string } = {},
): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'client-')));
  const path = (name: string): string => join(folder, name);
  const project: Project = {
    folder,
    path,
    read: (name) => readFileSync(path(name), 'utf8'),
    write(name, text) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), text);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  for (const [name, text] of Object.entries(files)) {
    project.write(name, text);
  }
  linkPackages(path('node_modules'), eslint);
  return project;
}

function linkPackages(modules: string, eslint: string): void {
  const installed = join(root, 'node_modules');
  mkdirSync(modules, { recursive: true });
  for (const name of readdirSync(installed)) {
    if (name !== pluginName) {
      symlinkSync(join(installed, name === 'eslint' ? eslint : name), join(modules, name), 'dir');
    }
  }
  symlinkSync(packedPlugin(), join(modules, pluginName), 'dir');
}

let packed: string | undefined;

/**
 * The folder of the plugin as it would come from the registry. It is made once by each worker, inside the repository,
 * so that what the plugin depends on is found in our `node_modules`.
 */
function packedPlugin(): string {
  if (packed === undefined) {
    packed = join(root, '.tmp', `packed-${process.env['VITEST_POOL_ID'] ?? '0'}`);
    rmSync(packed, { recursive: true, force: true });
    const tarball = pack(packed);
    run('tar', ['-xzf', basename(tarball), '--strip-components=1'], { cwd: packed });
    rmSync(tarball);
  }
  return packed;
}

/** The command of a package that is installed here, such as `eslint`. */
export function bin(name: string): string {
  return realpathSync(join(root, 'node_modules', '.bin', name));
}

/** Runs the command of a package in a project; it may fail. */
export function runBin(
  project: Project,
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Outcome {
  return run(process.execPath, [bin(name), ...args], { cwd: project.folder, env, mayFail: true });
}

/** The two configurations of the README: the one that needs no type information, and the typed one. */
const [untyped = '', typed = ''] = codeBlocks('README.md')
  .filter(({ language }) => language === 'js')
  .map(({ code }) => code);

export const readmeConfigs = { untyped, typed };

/** A configuration of the README with one more object, written as code. */
export function configWith(config: string, more: string): string {
  return config.replace(/\}\);\s*$/u, `}, ${more});\n`);
}

/** What a project of a few TypeScript files has beside them. */
export const typedProject: Readonly<Record<string, string>> = {
  'package.json': '{ "private": true, "type": "module" }\n',
  'eslint.config.js': typed,
  'tsconfig.json': `${JSON.stringify({
    compilerOptions: {
      lib: ['es2022', 'esnext.disposable'],
      module: 'nodenext',
      noEmit: true,
      skipLibCheck: true,
      strict: true,
      target: 'es2022',
      types: ['node'],
    },
    include: ['**/*.ts'],
  })}\n`,
};
