import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Names of ESLint's configuration, as ESLint looks for them. */
const configNames = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((extension) => `eslint.config.${extension}`);

/**
 * The folder of the nearest ESLint configuration above a file. Paths and globs are relative to it, as `files` and
 * `ignores` of the configuration are, so that they mean the same wherever ESLint is started.
 *
 * @param path the file's absolute path
 * @param cwd the working directory, which is the answer where no configuration is found: it was named by `--config`
 */
export function configFolder(path: string, cwd: string): string {
  for (let folder = dirname(resolve(cwd, path)); ; folder = dirname(folder)) {
    if (configNames.some((name) => existsSync(join(folder, name)))) {
      return folder;
    }
    if (dirname(folder) === folder) {
      return cwd;
    }
  }
}
