import { builtinModules } from 'node:module';
import { resolve } from 'node:path';

import type { AcquireForm, ResourceEntry } from './entry.ts';

/** One acquire form of one entry. */
export interface ResourceForm {
  readonly entry: ResourceEntry;
  readonly form: AcquireForm;
}

/** The acquire forms of a catalogue, by the module that they are imported from. */
export class FormIndex {
  readonly #byFile = new Map<string, readonly ResourceForm[]>();
  readonly #bySpecifier = new Map<string, ResourceForm[]>();
  readonly #byPrefix: { readonly prefix: string; readonly forms: readonly ResourceForm[] }[] = [];
  readonly #ofGlobals: ResourceForm[] = [];
  #mention: RegExp | undefined;
  /** Entries whose class is generated into the user's source. */
  readonly generated: readonly ResourceEntry[];
  /** Every method after which some entry begins to hold. */
  readonly holdingCalls: ReadonlySet<string>;

  /** @param folder what specifiers such as `./src/db.ts`, which name a file of the project, are relative to */
  constructor(entries: readonly ResourceEntry[], folder = '') {
    for (const entry of entries) {
      const forms = entry.acquire.map((form) => ({ entry, form }));
      for (const specifier of entry.from) {
        if (specifier.startsWith('.')) {
          this.#byFile.set(fileKey(resolve(folder, specifier)), forms);
        } else {
          this.#add(specifier, forms);
        }
      }
    }
    this.generated = entries.filter(({ generated }) => generated !== undefined);
    this.holdingCalls = new Set(entries.flatMap(({ holds }) => (typeof holds === 'string' ? [] : holds.calls)));
  }

  /** The forms that a module specifier offers; `fs` and `node:fs` are one module. */
  ofModule(specifier: string): readonly ResourceForm[] {
    const exact = this.#bySpecifier.get(canonical(specifier)) ?? [];
    const patterns = this.#byPrefix.filter(({ prefix }) => specifier.startsWith(prefix));
    return patterns.length === 0 ? exact : [...exact, ...patterns.flatMap(({ forms }) => forms)];
  }

  /** The forms that a file of the project offers, by its path with or without an extension. */
  ofFile(path: string): readonly ResourceForm[] {
    return this.#byFile.get(fileKey(path)) ?? [];
  }

  ofGlobals(): readonly ResourceForm[] {
    return this.#ofGlobals;
  }

  /** Whether a text names a module or a global of the catalogue. Cheap, and never wrongly false. */
  isMentionedIn(text: string): boolean {
    if (this.#byFile.size > 0) {
      return true;
    }
    this.#mention ??= mentionOf(
      [...this.#bySpecifier.keys(), ...this.#byPrefix.map(({ prefix }) => prefix)],
      [
        ...this.#ofGlobals.map(({ form }) => form.export),
        ...this.generated.map((entry) => entry.generated?.name ?? ''),
      ],
    );
    return this.#mention.test(text);
  }

  #add(specifier: string, forms: readonly ResourceForm[]): void {
    if (specifier === '(global)') {
      this.#ofGlobals.push(...forms);
    } else if (specifier.endsWith('*')) {
      this.#byPrefix.push({ prefix: specifier.slice(0, -1), forms });
    } else {
      const key = canonical(specifier);
      this.#bySpecifier.set(key, [...(this.#bySpecifier.get(key) ?? []), ...forms]);
    }
  }
}

const builtins = new Set(builtinModules);

function canonical(specifier: string): string {
  return builtins.has(specifier) ? `node:${specifier}` : specifier;
}

/** A source may be imported under the name of its output: `./db.js` is `./db.ts`. */
function fileKey(path: string): string {
  return path.replaceAll('\\', '/').replace(/\.[cm]?[jt]sx?$/u, '');
}

/** A quoted specifier, or a global as a word of its own. */
function mentionOf(specifiers: readonly string[], globals: readonly string[]): RegExp {
  const quoted = specifiers.map((specifier) => escaped(specifier.replace(/^node:/u, ''))).join('|');
  return new RegExp(`['"\`](?:node:)?(?:${quoted})|\\b(?:${globals.map(escaped).join('|')})\\b`, 'u');
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);
}
