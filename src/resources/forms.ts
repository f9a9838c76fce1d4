import { builtinModules } from 'node:module';
import { resolve } from 'node:path';

import type { FileTest } from '../ast/file-view.ts';
import { openingMethods } from '../types/begun-by-methods.ts';
import type { AcquireForm, Checkout, ReleaseForm, ResourceEntry } from './entry.ts';

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
  readonly #byReceiver = new Map<string, ResourceForm>();
  readonly #byType = new Map<string, ResourceEntry[]>();
  readonly #checkoutByType = new Map<string, Checkout>();
  readonly #lendersByType = new Map<string, readonly ResourceEntry[]>();
  readonly #entries: readonly ResourceEntry[];
  readonly #folder: string;
  #mention: RegExp | undefined;
  #pools: FormIndex | undefined;
  /** Entries whose class is generated into the user's source. */
  readonly generated: readonly ResourceEntry[];
  /** Every method after which some entry, or a class of the project, begins to hold. */
  readonly holdingCalls: ReadonlySet<string>;
  /** Whether a file may name a resource, by its text and the package that it is source of. Never wrongly false. */
  readonly isToldIn: FileTest = (text, packageName) =>
    this.isMentionedIn(text) || (packageName !== undefined && this.ofModule(packageName).length > 0);
  /** Every method by which something that is no module makes a resource: `producer` of `kafka.producer()`. */
  readonly makingMethods: ReadonlySet<string>;
  /** Every method that checks something out. */
  readonly checkoutMethods: ReadonlySet<string>;
  /** Those of them that check out what stays open when its lender is closed. */
  readonly outlivingMethods: ReadonlySet<string>;
  /** The last word of every release: `end` of `$client.end`. */
  readonly releasingNames: ReadonlySet<string>;
  /** Every method that closes what has to be given back. */
  readonly wrongClosers: ReadonlySet<string>;

  /** @param folder what specifiers such as `./src/db.ts`, which name a file of the project, are relative to */
  constructor(entries: readonly ResourceEntry[], folder = '') {
    this.#entries = entries;
    this.#folder = folder;
    for (const entry of entries) {
      const forms = entry.acquire.map((form) => ({ entry, form }));
      for (const form of entry.acquire.filter((one) => one.via === 'method')) {
        for (const { name, package: from } of form.receivers ?? []) {
          this.#byReceiver.set(`${from} ${name} ${form.member}`, { entry, form });
        }
      }
      for (const specifier of entry.from) {
        if (specifier.startsWith('.')) {
          this.#byFile.set(fileKey(resolve(folder, specifier)), forms);
        } else {
          this.#add(specifier, forms);
        }
      }
    }
    for (const entry of entries) {
      for (const key of typeKeysOf(entry)) {
        this.#byType.set(key, [...(this.#byType.get(key) ?? []), entry]);
      }
    }
    for (const entry of entries) {
      for (const { type } of entry.checkouts ?? []) {
        const key = type && `${type.package} ${type.name}`;
        if (key !== undefined) {
          this.#lendersByType.set(key, [...(this.#lendersByType.get(key) ?? []), entry]);
        }
      }
    }
    const checkouts = entries.flatMap((entry) => entry.checkouts ?? []);
    for (const checkout of checkouts) {
      if (checkout.type !== undefined) {
        this.#checkoutByType.set(`${checkout.type.package} ${checkout.type.name}`, checkout);
      }
    }
    this.wrongClosers = new Set(checkouts.flatMap(({ wrong = [] }) => wrong));
    this.releasingNames = new Set([
      ...entries.flatMap(({ release }) => release.map(lastWord)),
      ...checkouts.flatMap(({ release }) => release),
    ]);
    this.makingMethods = new Set(
      entries.flatMap(({ acquire }) => acquire.flatMap((form) => (form.via === 'method' ? [form.member] : []))),
    );
    this.checkoutMethods = new Set(entries.flatMap(({ checkouts = [] }) => checkouts.map(({ member }) => member)));
    this.outlivingMethods = new Set(checkouts.filter(({ outlives }) => outlives).map(({ member }) => member));
    this.generated = entries.filter(({ generated }) => generated !== undefined);
    const told = entries.flatMap(({ holds }) => (typeof holds === 'string' ? [] : holds.calls));
    this.holdingCalls = new Set([...told, ...openingMethods]);
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

  /**
   * The entries whose values have a type: several where one type serves different modules.
   *
   * @param from the package that declares it, as it is imported
   */
  ofType(name: string, from: string): readonly ResourceEntry[] {
    const found = this.#byType.get(`${from} ${name}`) ?? [];
    const isOwn = (entry: ResourceEntry): boolean => entry.from.some((specifier) => packageOf(specifier) === from);
    return [...found.filter(isOwn), ...found.filter((entry) => !isOwn(entry))];
  }

  /** What a method of a type makes, where the type tells it: `listen` of an `Express` application. */
  ofReceiver(type: string, from: string, method: string): ResourceForm | undefined {
    return this.#byReceiver.get(`${from} ${type} ${method}`);
  }

  /** How values of a type are checked out of what they belong to: `PoolClient` of `pg`. */
  checkoutOfType(name: string, from: string): Checkout | undefined {
    return this.#checkoutByType.get(`${from} ${name}`);
  }

  /** The entries that lend values of a type. */
  lendersOf(name: string, from: string): readonly ResourceEntry[] {
    return this.#lendersByType.get(`${from} ${name}`) ?? [];
  }

  /** The entries alone whose callers wait for a free connection: few, so that most files name none of them. */
  get pools(): FormIndex {
    const isPool = ({ waits = [] }: ResourceEntry): boolean => waits.some(({ ofPool }) => ofPool !== undefined);
    return (this.#pools ??= new FormIndex(this.#entries.filter(isPool), this.#folder));
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

function lastWord(form: ReleaseForm): string {
  const words = 'method' in form ? form.method : 'call' in form ? form.call : '';
  return words.split('.').at(-1) ?? '';
}

/** The type of a resource, and the classes that make it, by the package that declares them. */
function typeKeysOf({ acquire, from, generated, release, type }: ResourceEntry): ReadonlySet<string> {
  const classes = acquire.flatMap((form) => (form.via === 'new' && form.export !== 'default' ? [form.export] : []));
  return new Set(
    release.length === 0 || generated !== undefined
      ? []
      : [
          ...(type?.package === undefined ? [] : [`${importedName(type.package)} ${type.name}`]),
          ...from.flatMap((specifier) => classes.map((name) => `${packageOf(specifier)} ${name}`)),
        ],
  );
}

/** `@types/scope__name` declares the types of `@scope/name`. */
function importedName(name: string): string {
  return name.replace(/^@types\//u, '').replace(/^(?!@)(.+)__/u, '@$1/');
}

/** The package that a specifier leads into; Node.js's own modules are all declared in one. */
function packageOf(specifier: string): string {
  return specifier.startsWith('node:') || specifier === '(global)'
    ? 'node'
    : specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
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
  const words = globals.length === 0 ? '' : `|\\b(?:${globals.map(escaped).join('|')})\\b`;
  return new RegExp(`['"\`](?:node:)?(?:${quoted})${words}`, 'u');
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);
}
