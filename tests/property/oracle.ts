import { type Program, runnableHelpers, runnableOf } from './program.ts';

/** What came of running a program on every tape of decisions. */
export interface Outcome {
  /** The acquisitions, by their number in the source, that some run left open. */
  readonly leaking: ReadonlySet<number>;
  /** Some run used, handed on or gave back again what it had given back. */
  readonly usesReleased: boolean;
  /** There was no run that was not tried, up to the rounds of loops. */
  readonly isComplete: boolean;
}

/** How far programs are tried. */
export interface Bounds {
  readonly runs: number;
  /** Rounds of all loops in one run. */
  readonly rounds: number;
}

type Run = (...given: readonly unknown[]) => Promise<unknown>;

/** What programs open, as they see it. */
interface Handle {
  readonly site: number;
  state: 'open' | 'released' | 'taken away';
}

/** What the stubs throw: always the same, as collecting a stack takes longer than a run. */
const stop = new Error('stopped');

/** Compiles programs, and runs them with decisions that are taken in every possible way. */
export class Oracle {
  readonly #tape: { value: number; readonly options: number }[] = [];
  readonly #handles: Handle[] = [];
  readonly #runs: readonly Run[];
  readonly #pool = {
    connect: async (site: number): Promise<Handle> => {
      await Promise.resolve();
      return this.#handle(site);
    },
  };
  #position = 0;
  #rounds = 0;
  #mostRounds = 0;
  #isOver = false;
  #usesReleased = false;

  constructor(programs: readonly Program[]) {
    this.#runs = this.#compiled(programs);
  }

  async outcomeOf(index: number, { parameters }: Program, { runs, rounds }: Bounds): Promise<Outcome> {
    const run = this.#runs[index] as Run;
    const leaking = new Set<number>();
    this.#tape.length = 0;
    this.#usesReleased = false;
    this.#mostRounds = rounds;
    for (let count = 0; count < runs; count += 1) {
      for (const site of await this.#tried(run, parameters)) {
        leaking.add(site);
      }
      if (!this.#turned()) {
        return { leaking, usesReleased: this.#usesReleased, isComplete: true };
      }
    }
    return { leaking, usesReleased: this.#usesReleased, isComplete: false };
  }

  /** @returns what one run leaves open */
  async #tried(run: Run, parameters: Program['parameters']): Promise<readonly number[]> {
    this.#position = 0;
    this.#rounds = 0;
    this.#isOver = false;
    this.#handles.length = 0;
    try {
      this.#takeAway(await run(this.#pool, ...parameters.map((name) => this.#argument(name))));
    } catch {
      // A program may throw; what it holds then is what matters.
    }
    return this.#leftOpen();
  }

  #leftOpen(): readonly number[] {
    return this.#isOver ? [] : this.#handles.filter(({ state }) => state === 'open').map(({ site }) => site);
  }

  /** Goes to the next tape. */
  #turned(): boolean {
    for (let last = this.#tape.at(-1); last !== undefined; last = this.#tape.at(-1)) {
      if (last.value + 1 < last.options) {
        last.value += 1;
        return true;
      }
      this.#tape.pop();
    }
    return false;
  }

  #choose(options: number): number {
    // The run was given up: it goes on only to its end.
    if (this.#isOver) {
      throw stop;
    }
    const decided = this.#tape[this.#position] ?? { value: 0, options };
    this.#tape[this.#position] = decided;
    this.#position += 1;
    return decided.value;
  }

  #mayThrow(): void {
    if (this.#choose(2) === 1) {
      throw stop;
    }
  }

  #answer(): boolean {
    const value = this.#choose(3);
    if (value === 2) {
      throw stop;
    }
    return value === 1;
  }

  #argument(name: Program['parameters'][number]): unknown {
    switch (name) {
      case 'a':
      case 'b':
        return this.#choose(2) === 1;
      case 'options':
        return { dry: this.#choose(2) === 1 };
      case 'mode':
        return ['read', 'write', 'none'][this.#choose(3)];
      case 'n':
        return this.#choose(3);
      case 'ids':
        return { [Symbol.iterator]: () => ({ next: () => ({ done: this.#choose(2) === 0, value: 'id' }) }) };
    }
  }

  /** What a program returns is not its own any more. */
  #takeAway(value: unknown): void {
    if (typeof value === 'function') {
      (value as () => void)();
    } else if (typeof value === 'object' && value !== null) {
      for (const handle of this.#handles.filter((one) => one === value || Object.values(value).includes(one))) {
        this.#use(handle);
        handle.state = handle.state === 'open' ? 'taken away' : handle.state;
      }
    }
  }

  #use({ state }: Handle): void {
    this.#usesReleased ||= state === 'released';
  }

  #handle(site: number): Handle {
    this.#mayThrow();
    const work = async (): Promise<void> => {
      this.#use(handle);
      await Promise.resolve();
      this.#mayThrow();
    };
    const handle = {
      site,
      state: 'open' as Handle['state'],
      on: () => undefined,
      query: work,
      stat: work,
      release: () => {
        this.#use(handle);
        handle.state = 'released';
      },
      close: async () => {
        handle.state = 'released';
        await Promise.resolve();
      },
    };
    this.#handles.push(handle);
    return handle;
  }

  #compiled(programs: readonly Program[]): readonly Run[] {
    const stubs = this.#stubs();
    const text = `'use strict';\n${runnableHelpers()}\nreturn [${programs.map(runnableOf).join(',\n')}];`;
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- The programs are there to be run.
    const load = new Function(...Object.keys(stubs), text) as (...all: unknown[]) => readonly Run[];
    return load(...Object.values(stubs));
  }

  #stubs() {
    return {
      open: this.#pool.connect,
      work: async () => {
        await Promise.resolve();
        this.#mayThrow();
      },
      check: () => this.#mayThrow(),
      cond: () => this.#answer(),
      keep: (value: unknown) => this.#takeAway({ value }),
      round: () => {
        this.#rounds += 1;
        if (this.#rounds > this.#mostRounds || this.#isOver) {
          this.#isOver = true;
          throw stop;
        }
      },
      console: { log: () => undefined },
      Math: { random: () => this.#choose(2) },
    };
  }
}
