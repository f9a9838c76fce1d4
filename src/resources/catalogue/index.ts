import type { ResourceEntry } from '../entry.ts';
import { postgres } from './postgres.ts';

/** Every known resource, one file a package family. */
export const catalogue: readonly ResourceEntry[] = [...postgres];
