import type { ResourceEntry } from './entry.ts';

/** `settings['async-resources']`. Every key may be left out. */
export interface AsyncResourcesSettings {
  /** Your own resources, in the shape of a catalogue entry. They come before the catalogue's. */
  readonly resources?: readonly OwnResource[];

  /** Functions of yours that take a resource, by their names, for what cannot be seen in their bodies. */
  readonly helpers?: {
    /** They release what they are given: `closeQuietly(pool)`. */
    readonly disposes?: readonly string[];
    /** They take over what they are given and release it later. */
    readonly owns?: readonly string[];
    /** They only use what they are given. */
    readonly borrows?: readonly string[];
  };

  /**
   * Resources that may be made while a module is loaded: ids (`pg/Pool`), with a trailing `*` for all that begin so
   * (`bullmq/*`), or `{ id, in }` to allow one only in the files that match a glob.
   */
  readonly allowModuleLevel?: readonly (string | AllowedModuleLevel)[];

  /** `serverless` allows module-level clients whose vendors want one per process. Default: `server`. */
  readonly profile?: 'server' | 'serverless';

  /** Globs of test files, relative to the folder of the ESLint configuration, instead of the usual ones. */
  readonly testFiles?: readonly string[];

  /** The test runner, where it cannot be told from imports. */
  readonly runner?: 'ava' | 'bun' | 'jest' | 'mocha' | 'node' | 'playwright' | 'vitest';
}

export interface AllowedModuleLevel {
  readonly id: string;
  /** Globs, relative to the folder of the ESLint configuration. */
  readonly in: readonly string[];
}

/** A resource of the user's own. `from` may name a file of the project: `./src/db.ts`. */
export interface OwnResource extends Omit<ResourceEntry, 'category' | 'holds' | 'known' | 'moduleLevel'> {
  /** Default: `client`. */
  readonly category?: ResourceEntry['category'];
  /** Default: `at-once`. */
  readonly holds?: ResourceEntry['holds'];
  /** Default: `report`. */
  readonly moduleLevel?: ResourceEntry['moduleLevel'];
}
