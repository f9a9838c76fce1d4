import type { Random } from './random.ts';
import { compound, loop, type Statement } from './statements.ts';

/** A variable of a program that holds something open. */
export interface Client {
  readonly name: string;
  readonly kind: 'file' | 'client';
  readonly mayBeMissing: boolean;
}

/** What holds at a place of a program. */
export interface Scope {
  readonly clients: readonly Client[];
  readonly flags: readonly string[];
  /** What has to be done before the function is left from here, where no `finally` does it. */
  readonly beforeExit: readonly string[];
  /** The same for the loop around. */
  readonly beforeJump: readonly string[];
  /** The loops around, by their labels. */
  readonly loops: readonly string[];
  /** Nothing may throw. */
  readonly isQuiet: boolean;
  readonly depth: number;
}

export const outermost: Scope = {
  clients: [],
  flags: [],
  beforeExit: [],
  beforeJump: [],
  loops: [],
  isQuiet: false,
  depth: 2,
};

/** How likely a program forgets what it should do. */
const FORGETTING = 0.15;

/** Writes the parts of programs that are not about releasing. */
export class Generator {
  readonly random: Random;
  #names = 0;

  constructor(random: Random) {
    this.random = random;
  }

  /** Statements of all kinds; `protocol` gives those that open something. */
  statements(scope: Scope, protocol: (scope: Scope) => readonly Statement[]): readonly Statement[] {
    if (scope.depth === 0) {
      return [this.step(scope)];
    }
    const inner = { ...scope, depth: scope.depth - 1 };
    const flag = this.name('flag');
    const found: Statement[] = this.random.chance(0.15) ? [`let ${flag} = ${this.value(scope)};`] : [];
    const known = found.length === 0 ? inner : { ...inner, flags: [...inner.flags, flag] };
    for (let count = this.random.below(2); count >= 0 && !isEnd(found.at(-1)); count -= 1) {
      found.push(...this.#statement(known, protocol));
    }
    return found;
  }

  #statement(scope: Scope, protocol: (scope: Scope) => readonly Statement[]): readonly Statement[] {
    const body = (inner = scope): readonly Statement[] => this.statements(inner, protocol);
    const guarded = { ...scope, isQuiet: false };
    switch (this.random.below(16)) {
      case 0:
      case 1:
        return [compound([`if (${this.condition(scope)}) {`, body()])];
      case 2:
        return [compound([`if (${this.condition(scope)}) {`, body()], ['} else {', body()])];
      case 3:
        return [this.loop(scope, (inner) => this.statements(inner, protocol))];
      case 4:
        return [compound(['try {', body(guarded)], [this.#catch(), body()])];
      case 5:
        return [compound(['try {', body()], ['} finally {', body({ ...scope, loops: [], depth: 0 })])];
      case 6:
        return [this.#switch(body)];
      case 7:
        return this.leaving(scope);
      case 8:
        return scope.isQuiet ? [this.step(scope)] : protocol(scope);
      case 9:
        return [compound([`if (${this.condition(scope)}) {`, this.leaving(scope)])];
      default:
        return [this.step(scope)];
    }
  }

  #catch(): string {
    return this.random.chance(0.5) ? '} catch {' : '} catch (error) {';
  }

  #switch(body: () => readonly Statement[]): Statement {
    const cases = ["case 'read': {", "} case 'write': {", '} default: {'];
    const count = this.random.below(3) + 1;
    const parts = cases.slice(0, count).map((head) => {
      const ends = this.random.chance(0.7) ? ['break;'] : [];
      return [head, [...body(), ...ends]] as const;
    });
    return compound(['switch (mode) {', []], ...parts, ['}', []]);
  }

  /** A loop of any kind. */
  loop(scope: Scope, body: (scope: Scope) => readonly Statement[]): Statement {
    const label = this.random.chance(0.25) ? this.name('round') : '';
    const at = label === '' ? '' : `${label}: `;
    const inner = body({ ...scope, loops: [...scope.loops, label], beforeJump: [] });
    const counter = this.name('i');
    // What has one answer for ever would make a loop without an end, of which no run tells anything.
    const goesOn = scope.isQuiet ? 'Math.random() < 0.5' : this.random.pick(['Math.random() < 0.5', 'cond()']);
    const step = this.random.pick([`${counter} += 1`, `${counter}++`]);
    switch (this.random.below(7)) {
      case 0:
        return loop(`${at}for (let ${counter} = 0; ${counter} < n; ${step}) {`, inner);
      case 1:
        return loop(`${at}while (${goesOn}) {`, inner);
      case 2:
        return loop(`${at}do {`, inner, `} while (${goesOn});`);
      case 3: {
        const leave = compound([`if (${goesOn}) {`, ['break;']]);
        return loop(`${at}${this.random.pick(['for (;;)', 'while (true)'])} {`, [...inner, leave]);
      }
      default:
        return loop(`${at}for (const id of ids) {`, inner);
    }
  }

  /** Leaves the function, or the loop. */
  leaving(scope: Scope): readonly Statement[] {
    const forgets = this.random.chance(FORGETTING);
    if (scope.loops.length > 0 && this.random.chance(0.6)) {
      const label = this.random.pick(['', scope.loops.at(-1) ?? '', scope.loops[0] ?? '']);
      const isNear = label === '' || label === scope.loops.at(-1);
      const before = isNear ? scope.beforeJump : scope.beforeExit;
      const jump = this.random.pick(['break', 'continue']);
      return [...(forgets ? [] : before), label === '' ? `${jump};` : `${jump} ${label};`];
    }
    const client = scope.clients.at(-1);
    const out = this.random.pick([
      'return;',
      'return 1;',
      "throw new Error('no');",
      ...(scope.isQuiet ? [] : ['return await work();']),
      ...(client === undefined || this.random.chance(0.7) ? [] : [`return ${client.name};`]),
    ]);
    const isHandedOn = client !== undefined && out.includes(client.name);
    return [...(forgets || isHandedOn ? [] : scope.beforeExit), out];
  }

  /** One statement that neither branches nor opens anything. */
  step(scope: Scope): Statement {
    const quiet = ["console.log('here');", 'void 0;', ...scope.flags.map((flag) => `${flag} = ${this.value(scope)};`)];
    if (scope.isQuiet) {
      return this.random.pick(['void 0;', ...quiet]);
    }
    const client = scope.clients.at(-1);
    const used = client === undefined || this.random.chance(0.2) ? [] : this.#uses(client);
    return this.random.pick(['await work();', 'check();', ...quiet, ...used, ...used]);
  }

  #uses({ name, kind, mayBeMissing }: Client): readonly string[] {
    const dot = mayBeMissing ? '?.' : '.';
    if (kind === 'file') {
      return [`await ${name}${dot}stat();`];
    }
    const safe = mayBeMissing
      ? []
      : [`await ping(${name});`, `await ${name}.query('select 1').catch(() => undefined);`];
    return [`await ${name}${dot}query('select 1');`, `${name}${dot}on('error', console.log);`, ...safe];
  }

  /** What may be asked in an `if`. */
  condition(scope: Scope): string {
    const missing = scope.clients.filter(({ mayBeMissing }) => mayBeMissing).map(({ name }) => name);
    return this.random.pick([
      'Math.random() < 0.5',
      'Math.random() < 0.5',
      this.lasting()[this.random.below(2)] ?? 'a',
      ...(scope.isQuiet ? [] : ['cond()', 'a && cond()']),
      ...scope.flags.flatMap((flag) => [flag, `!${flag}`]),
      ...missing.flatMap((name) => [name, `!${name}`, `${name} === undefined`]),
    ]);
  }

  /** A condition that has the same answer all the time, and its contrary. */
  lasting(): readonly [string, string] {
    return this.random.pick([
      ['a', '!a'],
      ['b', '!b'],
      ['!a', 'a'],
      ['a && b', '!(a && b)'],
      ['a || b', '!a && !b'],
      ['a !== b', 'a === b'],
      ['a === b', '(a && !b) || (!a && b)'],
      ['options.dry', '!options.dry'],
      ["mode === 'read'", "mode !== 'read'"],
      ["mode !== 'write'", "mode === 'write'"],
      ['n > 0', 'n === 0'],
      ['n >= 2', 'n < 2'],
      ['options?.dry === true', 'options?.dry !== true'],
    ]);
  }

  /** A value for a flag. */
  value({ flags, isQuiet }: Scope): string {
    return this.random.pick([
      'true',
      'false',
      'a',
      '!b',
      'Math.random() < 0.5',
      ...(isQuiet ? [] : ['cond()']),
      ...flags.map((flag) => `!${flag}`),
    ]);
  }

  name(stem: string): string {
    this.#names += 1;
    return `${stem}${this.#names}`;
  }

  /** What a program should do, unless it forgets. */
  unlessForgotten(statements: readonly Statement[]): readonly Statement[] {
    if (!this.random.chance(FORGETTING)) {
      return statements;
    }
    return this.random.chance(0.5) ? [] : [compound([`if (${this.condition(outermost)}) {`, statements])];
  }
}

/** Whether no path leads on from a statement. */
function isEnd(statement: Statement | undefined): boolean {
  return typeof statement === 'string' && /^(?:break|continue|return|throw)\b/u.test(statement);
}
