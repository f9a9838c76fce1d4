/**
 * What the catalogue says about one resource: a value that holds something outside the JavaScript heap and has a release.
 *
 * Entries are plain data. To add one, add an object to a file under `catalogue/`; no code is needed.
 */
export interface ResourceEntry {
  /** Stable name, used in messages and in `allowModuleLevel`: `pg/Pool`. Unique over the whole catalogue. */
  readonly id: string;

  /**
   * Module specifiers it is imported from. `node:fs` also stands for `fs`, `(global)` for the global scope, and a
   * trailing `*` for the rest of a specifier (`@aws-sdk/client-*`).
   */
  readonly from: readonly string[];

  readonly category: ResourceCategory;

  /** Every way to make one or check it out. */
  readonly acquire: readonly AcquireForm[];

  readonly holds: Holds;

  /** Functions of its package after which it holds something, too: `startStandaloneServer(server)`. */
  readonly begunBy?: readonly string[];

  /** Arguments that make the acquisition hold nothing: `new Redis({ lazyConnect: true })`. One that matches is enough. */
  readonly inertWhen?: readonly ArgumentTest[];

  /** Its members that are waited for until it is open. Where that fails, it holds nothing: `await db.open()`. */
  readonly openedBy?: readonly string[];

  /** Methods that open it all the same where they do: `redis.connect()`. */
  readonly inertUntil?: readonly string[];

  /** Methods of a fluent chain after which it is meant to stay: `new GenericContainer('redis').withReuse().start()`. */
  readonly keptAfter?: readonly string[];

  /** Without one of these arguments the acquisition holds nothing: `new Server(3000)` of socket.io. */
  readonly onlyWhen?: readonly ArgumentTest[];

  /**
   * What `no-module-level-resource` makes of it.
   * - `report`: nobody owns it when a module makes it
   * - `opt-in`: it holds little (an agent whose idle sockets are unref'd); reported only on request
   * - `intended`: its documentation wants it at module level (telemetry)
   * - `none`: nothing is held, or it is never made at module level (a cursor)
   */
  readonly moduleLevel: 'report' | 'opt-in' | 'intended' | 'none';

  /** Under the `serverless` profile its vendor wants one client per process, made while the module loads. */
  readonly serverless?: 'intended';

  /** How it is given back, the best form first. Empty when nothing is held. */
  readonly release: readonly ReleaseForm[];

  /** Most of its methods only build a query, which is run when it is waited for: `knex('users').toSQL()` runs none. */
  readonly buildsQueries?: true;

  /** Values checked out of it, which have a release of their own. */
  readonly checkouts?: readonly Checkout[];

  /**
   * Arguments that hand in a resource which it uses but does not close: `drizzle(pool)`. What holds nothing may have
   * them, too: a dialect, a session store.
   */
  readonly borrows?: readonly ArgumentPlace[];

  /** Arguments that hand in a resource for whoever gets this value to close: the pool of a Kysely dialect. */
  readonly passesOn?: readonly ArgumentPlace[];

  /** Options that hand in all that it holds, so that it needs no release of its own: the connection of a queue. */
  readonly holdsOnly?: readonly string[];

  /** Arguments with which it closes what it otherwise borrows: `disposeExternalPool`. One that matches is enough. */
  readonly ownsWhen?: readonly ArgumentTest[];

  /** Its methods that give something which closes it with itself: a stream of a file handle. */
  readonly ownedBy?: readonly string[];

  /** Its methods that give something which needs it for as long as it is used, and does not close it: a web stream. */
  readonly neededBy?: readonly string[];

  /** Its methods that give it again in another form, with the same release: `pool.promise()`. */
  readonly givesItself?: readonly string[];

  /** Methods of other values that only use it: `job.waitUntilFinished(queueEvents)`. */
  readonly usedBy?: readonly string[];

  /** Arguments that hand in a resource which it closes with itself: the dialect of a Kysely instance. */
  readonly owns?: readonly ArgumentPlace[];

  /** What it came from does not close it. */
  readonly outlivesLender?: true;

  /** What a second release does, where it is known. */
  readonly secondRelease?: 'fails' | 'harmless';

  /** Its closer does not wait for what has begun: that fails. */
  readonly cutsOff?: true;

  /** A use after its release opens it again. */
  readonly opensAgain?: true;

  /** Its module keeps it, and gives the same one again: `mongoose.connect()`. */
  readonly keptByModule?: true;

  /**
   * It often ends without its own release: a process that exits, a stream that was read to its end, a database that the
   * library it came from closes. A missing release then proves nothing.
   */
  readonly endsItself?: true;

  /** Whether it keeps the process alive: right after it was made, and once it was used. */
  readonly keepsAlive?: { readonly fresh: boolean; readonly used: boolean };

  /** Options that limit how long it waits, and what happens without them. */
  readonly waits?: readonly WaitOption[];

  /** Well-known symbols on its type. `since` is the Node.js version that has them at run time. */
  readonly disposable?: { readonly symbols: readonly ('asyncDispose' | 'dispose')[]; readonly since?: string };

  /** Its type, where a value reaches code without its acquisition: the symbol's own name and the declaring package. */
  readonly type?: { readonly name: string; readonly package?: string };

  /**
   * For a client that is generated into the user's own source and therefore belongs to no package: the class is known
   * by its name, its members, and (without types) by a specifier that contains one of these words.
   */
  readonly generated?: {
    readonly name: string;
    readonly members: readonly string[];
    readonly specifierWords: readonly string[];
  };

  /** How the facts are known: from the types, by trying, or read in its documentation or its source. */
  readonly known: readonly ('types' | 'experiment' | 'docs' | 'source')[];
}

export type ResourceCategory =
  | 'agent'
  | 'broker'
  | 'browser'
  | 'build tool'
  | 'cache'
  | 'client'
  | 'connection'
  | 'cursor'
  | 'file'
  | 'lock'
  | 'logger'
  | 'mock'
  | 'pool'
  | 'process'
  | 'queue'
  | 'scheduler'
  | 'server'
  | 'socket'
  | 'telemetry'
  | 'test service'
  | 'timer'
  | 'watcher'
  | 'worker';

/**
 * One way to acquire. `export` is the name under which the module exports it (`default` for the default export).
 * `resolves` says that the call gives a promise of the resource.
 */
export type AcquireForm =
  /** `new Pool()` */
  | { readonly via: 'new'; readonly export: string }
  /** `createPool()` */
  | { readonly via: 'call'; readonly export: string; readonly resolves?: true }
  /** `PGlite.create()`, `chromium.launch()`: a member of the exported value itself */
  | { readonly via: 'static'; readonly export: string; readonly member: string; readonly resolves?: true }
  /**
   * `kafka.producer()`, `express().listen()`: a member of what `new Export()` or `Export()` gives. `fluent` allows calls
   * in between, which mostly return the receiver: `new Builder().forBrowser('chrome').build()`.
   */
  | {
      readonly via: 'method';
      readonly export: string;
      readonly member: string;
      readonly resolves?: true;
      readonly fluent?: true;
      /** Types that have the method, where a value reaches code without its making, by the package that is imported. */
      readonly receivers?: readonly { readonly name: string; readonly package: string }[];
    }
  /** `pgp()(connection)`: a call of what the export returns */
  | { readonly via: 'curried'; readonly export: string };

/**
 * When it begins to hold.
 * - `at-once`: when it is made
 * - `on-first-use`: by itself, with the first query or request
 * - `calls`: only after one of these methods is called; with `given`, on an instance of one of these classes
 * - `never`
 */
export type Holds =
  'at-once' | 'on-first-use' | 'never' | { readonly calls: readonly string[]; readonly given?: readonly string[] };

/** A test on the arguments of an acquisition, decided on the syntax alone; what cannot be read there does not match. */
export type ArgumentTest =
  /** An object argument has the property; `is` compares a literal, `startsWith` the beginning of a string. */
  | {
      readonly option: string;
      readonly is?: string | number | boolean;
      readonly startsWith?: readonly string[];
    }
  /**
   * No argument has the property: `knex({ client: 'pg' })` has no `connection`. At least one must be an object, all of
   * them written down, without a spread. Or none has any of several, and none is a string, which may say the same.
   */
  | { readonly option: string | readonly string[]; readonly absent: true }
  /** The argument at this index, counted from 0. */
  | {
      readonly argument: number;
      readonly is?: string | number | boolean;
      readonly kind?: 'function' | 'number' | 'string' | 'object';
      readonly startsWith?: readonly string[];
    };

/** Where a resource is handed in: an argument's index, counted from 0, or a property of an object argument. */
export type ArgumentPlace = number | string;

/**
 * One way to release.
 * - `promise`: returns a promise, which must be waited for
 * - `callback`: finishes in a callback
 * - `promise or callback`: a promise unless a callback is given
 * - `nothing`: done when it returns
 */
export type ReleaseForm =
  /** A method of the resource, or of a member: `end`, `$client.end`. */
  | {
      readonly method: string;
      readonly returns: ReleaseReturn;
      /** Arguments with which it does not release: `disconnect(true)` of ioredis connects again. */
      readonly except?: readonly ArgumentTest[];
      /** It does not mind that the resource was released before, though others do. */
      readonly again?: 'harmless';
    }
  /**
   * A function that takes the resource, or closes what its module keeps: `clearInterval(timer)`,
   * `mongoose.disconnect()`, `mongoose.connection.close()`; `from` is its module, `(global)` for a global.
   */
  | {
      readonly call: string;
      readonly from: string;
      readonly returns: ReleaseReturn;
      /** What it takes instead of the resource, which the acquisition took first: the `path` of `unlock(path)`. */
      readonly takes?: string;
    }
  /** The resource is itself a function that releases: `const release = await mutex.acquire()`. */
  | { readonly self: true; readonly returns: ReleaseReturn };

export type ReleaseReturn = 'promise' | 'callback' | 'promise or callback' | 'nothing';

/** `pool.connect()`: what is checked out, how it goes back, and the closer that only looks right. */
export interface Checkout {
  /** The method that checks it out. */
  readonly member: string;
  readonly resolves?: true;
  /** It is no part of the resource, and stays open when that is closed: `redis.duplicate()`. */
  readonly outlives?: true;
  /** Its release gives a promise that nobody has to wait for: the documentation does not. */
  readonly releasesAtOnce?: true;
  /** To close the resource waits until it is given back: for ever, where nobody does. */
  readonly holdsUpLender?: true;
  /** Set where it takes nothing from the resource before it is used. */
  readonly holds?: 'on-first-use';
  /** Methods of what was checked out. Empty when the scope of a callback gives it back. */
  readonly release: readonly string[];
  /** What these return, where it is known. */
  readonly returns?: ReleaseReturn;
  /** Methods of the resource itself that take it back: `pool.release(client)`. */
  readonly takenBackBy?: readonly string[];
  /** What a second release does, where it is known. */
  readonly secondRelease?: 'fails';
  /** Methods that exist on it and do the wrong thing: `end` on a pooled client. */
  readonly wrong?: readonly string[];
  /** Its type, where that is another than what `new` gives: `PoolClient`. */
  readonly type?: { readonly name: string; readonly package: string };
}

export interface WaitOption {
  readonly option: string;
  /** The default as the documentation writes it; milliseconds where it is a time. */
  readonly default: string | number | boolean | null;
  readonly unbounded: boolean;
  /** Set where it is how long a pool lets its callers wait for a free connection, in milliseconds; 0 is no limit then. */
  readonly ofPool?: {
    /** The argument that has the option, counted from 0. */
    readonly argument: number;
    /** Other options of that argument that limit the wait as well. */
    readonly or?: readonly string[];
    /** The options may also stand in the query of a connection string, which is the first argument. */
    readonly inUrl?: true;
  };
}
