import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { clearCaches } from '@typescript-eslint/parser';
import ts from 'typescript';

import type { LintedFile } from '../support/prove-suggestion.ts';
import { typesFolder } from '../support/type-host.ts';
import type { TypeInformation } from '../support/type-information.ts';

/** Each project stays open in TypeScript's process until the caches are cleared. */
const projectsAtOnce = 40;

let count = 0;

/**
 * In place of the module of tests/support where TypeScript's native compiler gives the types: it reads files from the
 * disk only, and finds their project itself. Each file has a folder of its own, with the other files of its program.
 */
export function typeInformation({ filename, code, others, compilerOptions, untyped }: LintedFile): TypeInformation {
  const cwd = mkdtempSync(join(typesFolder, 'native-'));
  if (count++ % projectsAtOnce === 0) {
    clearCaches();
  }
  const files = { ...others, [filename]: code };
  for (const name of ['packages', 'eslint.config.js']) {
    cpSync(join(typesFolder, name), join(cwd, name), { recursive: true });
  }
  for (const [path, text] of Object.entries({
    'tsconfig.json': tsconfig(Object.keys(files), compilerOptions, cwd),
    ...files,
  })) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  const projectService = { EXPERIMENTAL_backend: 'tsgo' };
  return {
    cwd,
    path: join(cwd, filename),
    parserOptions: untyped === true ? {} : { projectService, tsconfigRootDir: cwd },
  };
}

/** Options that are numbers in TypeScript's interface, and names in a configuration file. */
const named = { module: ts.ModuleKind, moduleResolution: ts.ModuleResolutionKind, target: ts.ScriptTarget };

/** Files and compiler options as a configuration file has them, with paths below its folder. */
function tsconfig(include: readonly string[], { lib, ...others }: ts.CompilerOptions = {}, cwd: string): string {
  // The first name of a number: `ESNext`, which is also `Latest`.
  const names = Object.entries(named).flatMap(([option, values]) =>
    Object.entries(values)
      .flatMap(([name, value]) => (value === others[option] ? [[option, name]] : []))
      .slice(0, 1),
  );
  const compilerOptions = {
    ...others,
    ...(Object.fromEntries(names) as Record<string, string>),
    ...(lib && { lib: lib.map((one) => one.replace(/^lib\.(.*)\.d\.ts$/u, '$1')) }),
  };
  const text = JSON.stringify({ extends: '../tsconfig.json', compilerOptions, include });
  return text.replaceAll(typesFolder, `${cwd}/`);
}
