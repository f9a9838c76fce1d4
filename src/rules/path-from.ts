import { dirname, relative } from 'node:path';

/**
 * A path as a file would import it, `./db.ts` or `../tests/db.ts`: a message says the same wherever ESLint is started.
 *
 * @param from path of the linted file
 */
export function pathFrom(from: string, path: string): string {
  const written = relative(dirname(from), path).replaceAll('\\', '/');
  return written.startsWith('.') ? written : `./${written}`;
}
