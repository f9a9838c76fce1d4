import picomatch from 'picomatch';

import type { ResourceEntry } from './entry.ts';
import type { AsyncResourcesSettings } from './settings.ts';

/**
 * Whether a resource is wrong at module level.
 *
 * @param relativePath the linted file below the folder of the ESLint configuration, with forward slashes
 * @param withOptIn also those that hold little
 */
export function isWrongAtModuleLevel(
  entry: ResourceEntry,
  { allowModuleLevel = [], profile = 'server' }: AsyncResourcesSettings,
  relativePath: string,
  withOptIn: boolean,
): boolean {
  if (entry.moduleLevel !== 'report' && !(withOptIn && entry.moduleLevel === 'opt-in')) {
    return false;
  }
  if (profile === 'serverless' && entry.serverless === 'intended') {
    return false;
  }
  return !allowModuleLevel.some((allowed) =>
    typeof allowed === 'string'
      ? isIdLike(entry.id, allowed)
      : isIdLike(entry.id, allowed.id) && picomatch.isMatch(relativePath, [...allowed.in], { dot: true }),
  );
}

/** `bullmq/*` stands for every id that begins with `bullmq/`. */
export function isIdLike(id: string, pattern: string): boolean {
  return pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern;
}
