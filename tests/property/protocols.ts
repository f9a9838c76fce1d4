import { type Client, Generator, outermost, type Scope } from './generator.ts';
import { type Program, programWith } from './program.ts';
import { Random } from './random.ts';
import { compound, loop, type Statement } from './statements.ts';

/** The program of a seed that has an index. */
export function generated(seed: number, index: number): Program {
  return new Protocols(new Random(seed, index)).program();
}

/** Writes programs that open something and give it back, in the ways in which people do that; now and then they forget. */
class Protocols {
  readonly #random: Random;
  readonly #write: Generator;

  constructor(random: Random) {
    this.#random = random;
    this.#write = new Generator(random);
  }

  program(): Program {
    const before = this.#random.chance(0.1) ? this.#statements({ ...outermost, depth: 1 }) : [];
    const scope = this.#random.chance(0.2) ? { ...outermost, depth: 3 } : outermost;
    const main = this.#random.chance(0.2)
      ? [this.#write.loop(scope, (inner) => this.#protocol(inner))]
      : this.#protocol(scope);
    const after = this.#random.chance(0.15) ? this.#statements({ ...outermost, depth: 1 }) : [];
    return programWith([...before, ...main, ...after]);
  }

  #statements(scope: Scope): readonly Statement[] {
    return this.#write.statements(scope, (inner) => (inner.depth > 0 ? this.#protocol(inner) : []));
  }

  /** Something is opened, used and closed. */
  readonly #protocol = (scope: Scope): readonly Statement[] => {
    const protocols = [
      () => this.#guarded(scope),
      () => this.#guarded(scope),
      () => this.#openedInside(scope),
      () => this.#flagged(scope),
      () => this.#rethrowing(scope),
      () => this.#swallowing(scope),
      () => this.#quiet(scope),
      () => this.#branches(scope),
      () => this.#conditional(scope),
      () => this.#conditionalByIf(scope),
      () => this.#guardedOpening(scope),
      () => this.#retried(scope),
      () => this.#handedOver(scope),
      () => this.#failure(scope),
      () => this.#closer(scope),
      () => this.#pair(scope),
      () => this.#again(scope),
      () => this.#chained(scope),
      () => this.#careless(scope),
      () => this.#marked(scope),
      () => this.#told(scope),
      () => this.#named(scope),
      () => this.#lazy(scope),
      () => this.#nested(scope),
    ] as const;
    const statements = this.#random.pick(protocols)();
    return this.#random.chance(0.1) ? [...statements, ...this.#afterwards(scope, statements)] : statements;
  };

  /** What has been given back is used again, or kept. */
  #afterwards(scope: Scope, statements: readonly Statement[]): readonly Statement[] {
    const [declared] = statements.filter((one) => typeof one === 'string');
    const name = /^(?:const|let) (?<name>(?:client|file)\d+)\b/u.exec(declared ?? '')?.groups?.['name'];
    if (name === undefined) {
      return [];
    }
    const isFile = name.startsWith('file');
    const use = this.#random.pick([
      isFile ? `await ${name}?.stat();` : `await ${name}?.query('select 1');`,
      isFile ? `await ${name}?.close();` : `${name}?.release();`,
      `keep(${name});`,
      `return ${name};`,
    ]);
    return this.#random.chance(0.5) ? [compound([`if (${this.#write.condition(scope)}) {`, [use]])] : [use];
  }

  #guarded(scope: Scope): readonly Statement[] {
    const client = this.#client();
    return [this.#opening(client), this.#tryFinally(this.#with(scope, client), this.#release(client))];
  }

  #openedInside(scope: Scope): readonly Statement[] {
    const client = { ...this.#client(), mayBeMissing: true };
    const inner = this.#with(scope, client);
    const before = this.#random.chance(0.1) ? this.#statements({ ...inner, depth: 1 }) : [];
    const body = [...before, `${client.name} = ${this.#opened(client)};`, ...this.#statements(inner)];
    const missing = this.#random.chance(0.2) ? [`${client.name} = undefined;`] : [];
    return [
      this.#slot(client),
      this.#tryFinally(scope, [...this.#release(client), ...missing], body),
      ...this.#laterUse(scope, client),
    ];
  }

  #flagged(scope: Scope): readonly Statement[] {
    const client = this.#client();
    const [flag, isSet] = [this.#write.name('done'), this.#random.chance(0.5)];
    const test = isSet ? `!${flag}` : flag;
    const body = [
      ...this.#statements(this.#with(scope, client)),
      ...this.#release(client),
      `${flag} = ${String(isSet)};`,
    ];
    const last = [compound([`if (${test}) {`, this.#release(client)])];
    return [this.#opening(client), `let ${flag} = ${String(!isSet)};`, this.#tryFinally(scope, last, body)];
  }

  #rethrowing(scope: Scope): readonly Statement[] {
    const client = this.#client();
    const inner = this.#leftByHand(this.#with(scope, client), client);
    return [
      this.#opening(client),
      compound(
        ['try {', this.#statements({ ...inner, isQuiet: false })],
        ['} catch (error) {', [...this.#release(client), 'throw error;']],
      ),
      ...this.#release(client),
    ];
  }

  #swallowing(scope: Scope): readonly Statement[] {
    const client = this.#client();
    const inner = this.#leftByHand(this.#with(scope, client), client);
    return [
      this.#opening(client),
      compound(
        ['try {', this.#statements({ ...inner, isQuiet: false })],
        ['} catch (error) {', this.#statements({ ...inner, depth: 1, isQuiet: true })],
      ),
      ...this.#release(client),
    ];
  }

  #quiet(scope: Scope): readonly Statement[] {
    const client = this.#client();
    const inner = { ...this.#leftByHand(this.#with(scope, client), client), isQuiet: true };
    return [this.#opening(client), ...this.#statements(inner), ...this.#release(client)];
  }

  #branches(scope: Scope): readonly Statement[] {
    const client = this.#client();
    const inner = { ...this.#leftByHand(this.#with(scope, client), client), isQuiet: true, depth: 1 };
    const branch = (): readonly Statement[] => [...this.#statements(inner), ...this.#release(client)];
    const test = this.#write.random.pick(["mode === 'read'", "mode !== 'write'"]);
    const again = compound(
      [`if (${test}) {`, this.#release(client)],
      ['} else {', [compound([`if (!(${test})) {`, this.#release(client)])]],
    );
    if (this.#random.chance(0.2)) {
      return [this.#opening(client), again];
    }
    const branched = this.#random.chance(0.6)
      ? compound([`if (${this.#write.condition(inner)}) {`, branch()], ['} else {', branch()])
      : compound(
          ['switch (mode) {', []],
          ["case 'read': {", [...branch(), 'break;']],
          ['} default: {', branch()],
          ['}', []],
        );
    return [this.#opening(client), branched];
  }

  #conditional(scope: Scope): readonly Statement[] {
    const client = { ...this.#client(), mayBeMissing: true };
    const [test, contrary] = this.#write.lasting();
    const inner = this.#with(scope, client);
    const opening = this.#random.pick([
      `const ${client.name} = ${test} ? ${this.#opened(client)} : undefined;`,
      `const ${client.name} = ${contrary} ? undefined : ${this.#opened(client)};`,
    ]);
    return [opening, this.#tryFinally(inner, this.#releaseIf(client, test, contrary))];
  }

  #conditionalByIf(scope: Scope): readonly Statement[] {
    const client = { ...this.#client(), mayBeMissing: true };
    const [test, contrary] = this.#write.lasting();
    const inner = { ...this.#with(scope, client), isQuiet: true, depth: 1 };
    const left = this.#leftByHand(inner, client);
    const last = this.#random.chance(0.5)
      ? [this.#tryFinally({ ...inner, isQuiet: false }, this.#releaseIf(client, test, contrary))]
      : [...this.#statements(left), ...this.#releaseIf(client, test, contrary)];
    return [this.#slot(client), compound([`if (${test}) {`, [`${client.name} = ${this.#opened(client)};`]]), ...last];
  }

  #guardedOpening(scope: Scope): readonly Statement[] {
    const client = this.#client();
    const inner = this.#with(scope, client);
    const last = this.#tryFinally(inner, this.#release(client));
    const leave = this.#random.pick(['return;', "throw new Error('none');"]);
    if (this.#random.chance(0.5)) {
      const opening = this.#opened(client).replace(/^await (?<call>.*)$/u, 'await $<call>.catch(() => undefined)');
      return [`const ${client.name} = ${opening};`, compound([`if (!${client.name}) {`, [leave]]), last];
    }
    return [
      `let ${client.name}: ${typeOf(client)};`,
      compound(['try {', [`${client.name} = ${this.#opened(client)};`]], ['} catch (error) {', [leave]]),
      last,
    ];
  }

  #retried(scope: Scope): readonly Statement[] {
    const client = { ...this.#client(), mayBeMissing: true };
    const { name } = client;
    const leave = this.#random.pick([[`if (${name}) {`, ['break;']] as const, undefined]);
    const opening = compound(
      ['try {', [`${name} = ${this.#opened(client)};`, ...(leave === undefined ? ['break;'] : [])]],
      ['} catch {', [this.#write.step({ ...outermost, isQuiet: true })]],
    );
    const round = leave === undefined ? [opening] : [opening, compound(leave)];
    const head = this.#random.pick([`while (!${name}) {`, 'for (let left = 2; left > 0; left -= 1) {']);
    return [
      this.#slot(client),
      loop(head, round),
      ...(this.#random.chance(0.5) ? [compound([`if (!${name}) {`, ["throw new Error('none');"]])] : []),
      this.#tryFinally(this.#with(scope, client), this.#release(client)),
    ];
  }

  #handedOver(scope: Scope): readonly Statement[] {
    const client = this.#client();
    const flag = this.#write.name('handed');
    const end = this.#random.pick([
      [`${flag} = true;`, `return ${client.name};`],
      [`${flag} = true;`, `return { value: ${client.name} };`],
      [`keep(${client.name});`, `${flag} = true;`],
    ]);
    const ending = this.#random.chance(0.5) ? [compound([`if (${this.#write.condition(scope)}) {`, end])] : end;
    const last = [compound([`if (!${flag}) {`, this.#release(client)])];
    return [
      this.#opening(client),
      `let ${flag} = false;`,
      this.#tryFinally(scope, last, [...this.#statements(this.#with(scope, client)), ...ending]),
    ];
  }

  #failure(scope: Scope): readonly Statement[] {
    const client = this.#client();
    const inner = this.#leftByHand(this.#with(scope, client), client);
    const name = this.#write.name('failure');
    const test = this.#random.pick([name, `${name} !== undefined`]);
    return [
      this.#opening(client),
      `let ${name}: unknown;`,
      compound(['try {', this.#statements({ ...inner, isQuiet: false })], ['} catch (error) {', [`${name} = error;`]]),
      ...(this.#random.chance(0.5)
        ? [...this.#release(client), compound([`if (${test}) {`, [`throw ${name};`]])]
        : [compound([`if (${test}) {`, [...this.#release(client), `throw ${name};`]]), ...this.#release(client)]),
    ];
  }

  #closer(scope: Scope): readonly Statement[] {
    const client = this.#client();
    const [close, flag] = [this.#write.name('close'), this.#write.name('isOpen')];
    const isAsync = client.kind === 'file';
    const call = isAsync ? `await ${close}();` : `${close}();`;
    const head = `const ${close} = ${isAsync ? 'async ' : ''}() => {`;
    const once = compound([`if (${flag}) {`, [`${flag} = false;`, ...this.#release(client)]]);
    const body = this.#statements(this.#with(scope, client));
    if (this.#random.chance(0.5)) {
      return [this.#opening(client), compound([head, this.#release(client)]), this.#tryFinally(scope, [call], body)];
    }
    return [
      this.#opening(client),
      `let ${flag} = true;`,
      compound([head, [once]]),
      this.#tryFinally(scope, [call], [...body, ...(this.#random.chance(0.5) ? [call] : [])]),
    ];
  }

  #pair(scope: Scope): readonly Statement[] {
    const [one, two] = [this.#client(), this.#client()].map((client) => ({ ...client, mayBeMissing: true })) as [
      Client,
      Client,
    ];
    const inner = this.#with(this.#with(scope, one), two);
    const body = [
      `${one.name} = ${this.#opened(one)};`,
      `${two.name} = ${this.#opened(two)};`,
      ...this.#statements(inner),
    ];
    return [
      this.#slot(one),
      this.#slot(two),
      this.#tryFinally(scope, [...this.#release(one), ...this.#release(two)], body),
    ];
  }

  /** One variable for two. */
  #again(scope: Scope): readonly Statement[] {
    const client = this.#client();
    const inner = this.#with({ ...scope, depth: Math.min(scope.depth, 1) }, client);
    const first = this.#random.chance(0.5)
      ? [this.#tryFinally(inner, this.#release(client))]
      : [this.#write.step({ ...inner, isQuiet: true }), ...this.#release(client)];
    return [
      `let ${client.name} = ${this.#opened(client)};`,
      ...first,
      `${client.name} = ${this.#opened(client)};`,
      this.#tryFinally(inner, this.#release(client)),
    ];
  }

  /** What has become of it stands in a variable, which a closure may set. */
  #marked(scope: Scope): readonly Statement[] {
    const client = this.#client();
    const [state, mark] = [this.#write.name('state'), this.#write.name('mark')];
    const [open, closed] = this.#random.pick([
      ["'open'", "'closed'"],
      ['0', '1'],
      ['true', 'false'],
      ["'x'", "''"],
    ]);
    const test = this.#random.pick([`${state} === ${open}`, `${state} !== ${closed}`]);
    const set = `${state} = ${closed};`;
    const byClosure = this.#random.chance(0.3);
    const body = [
      ...this.#statements(this.#with(scope, client)),
      ...this.#release(client),
      byClosure ? `${mark}();` : set,
    ];
    return [
      this.#opening(client),
      `let ${state} = ${open};`,
      ...(byClosure ? [compound([`const ${mark} = () => {`, [set]])] : []),
      this.#tryFinally(scope, [compound([`if (${test}) {`, this.#release(client)])], body),
    ];
  }

  /** A closure says that it is to be given back. */
  #told(scope: Scope): readonly Statement[] {
    const client = this.#client();
    const [flag, tell] = [this.#write.name('isDone'), this.#write.name('tell')];
    const inner = { ...this.#with(scope, client), isQuiet: true };
    const last = this.#random.pick<readonly Statement[]>([
      [compound([`if (${flag}) {`, this.#release(client)])],
      [compound([`if (!${flag}) {`, ['return;']]), ...this.#release(client)],
    ]);
    return [
      this.#opening(client),
      `let ${flag} = false;`,
      compound([`const ${tell} = () => {`, [`${flag} = true;`]]),
      ...this.#statements(inner),
      `${tell}();`,
      ...last,
    ];
  }

  /** A condition with a name decides whether it is opened. */
  #named(scope: Scope): readonly Statement[] {
    const client = { ...this.#client(), mayBeMissing: true };
    const name = this.#write.name('wanted');
    const [value] = this.#write.lasting();
    const given = this.#random.pick([value, value, 'Math.random() < 0.5', 'a ? b : options.dry']);
    return [
      `const ${name} = ${given};`,
      this.#slot(client),
      compound([`if (${name}) {`, [`${client.name} = ${this.#opened(client)};`]]),
      this.#tryFinally(this.#with(scope, client), this.#releaseIf(client, name, `!${name}`)),
    ];
  }

  /** It is opened when it is needed first. */
  #lazy(scope: Scope): readonly Statement[] {
    const client = { ...this.#client(), mayBeMissing: true };
    const { name } = client;
    const opened = this.#opened(client);
    const opening = this.#random.pick<Statement>([
      `${name} ??= ${opened};`,
      compound([`if (!${name}) {`, [`${name} = ${opened};`]]),
      compound([`if (${name} === undefined) {`, [`${name} = ${opened};`]]),
    ]);
    const inner = this.#with(scope, client);
    const needed = this.#write.loop(inner, (within) => [opening, ...this.#statements({ ...within, depth: 1 })]);
    return [this.#slot(client), this.#tryFinally(inner, this.#release(client), [needed])];
  }

  /** Trying to clean up may fail, too. */
  #nested(scope: Scope): readonly Statement[] {
    const client = this.#client();
    const inner = this.#with(scope, client);
    const step = this.#write.step(inner);
    const caught = compound(['try {', [step]], ['} catch {', this.#random.pick([['void 0;'], []])]);
    const last = this.#random.pick<readonly Statement[]>([
      [caught, ...this.#release(client)],
      [compound(['try {', [step]], ['} finally {', this.#release(client)])],
      [compound(['try {', this.#release(client)], ['} catch {', ['void 0;']])],
    ]);
    if (this.#random.chance(0.5)) {
      return [this.#opening(client), this.#tryFinally(inner, last)];
    }
    const out = [compound(['try {', [step]], ['} catch {', ['void 0;']]), ...this.#release(client), 'throw error;'];
    return [this.#opening(client), compound(['try {', [step]], ['} catch (error) {', out]), ...this.#release(client)];
  }

  #chained(scope: Scope): readonly Statement[] {
    const client = { ...this.#client(), kind: 'client' as const };
    const { name } = client;
    const quiet = this.#statements({ ...this.#leftByHand(this.#with(scope, client), client), isQuiet: true, depth: 1 });
    return [
      this.#opening(client),
      ...quiet,
      this.#random.pick([
        `await ${name}.query('select 1').finally(() => ${name}.release());`,
        `await work().finally(() => ${name}.release());`,
        `return ${name}.query('select 1').finally(() => { ${name}.release(); });`,
        `await ${name}.query('select 1').catch(() => undefined).finally(() => ${name}.release());`,
      ]),
    ];
  }

  #careless(scope: Scope): readonly Statement[] {
    const client = this.#client();
    const inner = this.#with(scope, client);
    const last = this.#random.chance(0.7) ? this.#release(client) : [];
    return [this.#opening(client), ...this.#statements(inner), ...last];
  }

  #tryFinally(
    scope: Scope,
    last: readonly Statement[],
    body = this.#statements({ ...scope, isQuiet: false }),
  ): Statement {
    const end = ['} finally {', last] as const;
    return this.#random.chance(0.3)
      ? compound(['try {', body], ['} catch (error) {', this.#statements({ ...scope, depth: 1 })], end)
      : compound(['try {', body], end);
  }

  #laterUse(scope: Scope, { name }: Client): readonly Statement[] {
    return this.#random.chance(0.1) ? [compound([`if (${name}) {`, [this.#write.step(scope)]])] : [];
  }

  #with(scope: Scope, client: Client): Scope {
    return { ...scope, clients: [...scope.clients, client], depth: Math.max(0, scope.depth - 1) };
  }

  /** No `finally` gives it back. */
  #leftByHand(scope: Scope, client: Client): Scope {
    const [release] = releasesOf(client);
    return {
      ...scope,
      beforeExit: [...scope.beforeExit, release],
      beforeJump: [...scope.beforeJump, release],
    };
  }

  #client(): Client {
    const kind = this.#random.chance(0.8) ? 'client' : 'file';
    return { name: this.#write.name(kind), kind, mayBeMissing: false };
  }

  #opened({ kind }: Client): string {
    return kind === 'file' ? "await open('file')" : 'await pool.connect()';
  }

  #opening(client: Client): string {
    return `${this.#random.chance(0.8) ? 'const' : 'let'} ${client.name} = ${this.#opened(client)};`;
  }

  #slot(client: Client): string {
    return this.#random.pick([
      `let ${client.name}: ${typeOf(client)} | undefined;`,
      `let ${client.name}: ${typeOf(client)} | undefined = undefined;`,
    ]);
  }

  #releaseIf(client: Client, test: string, contrary: string): readonly Statement[] {
    const [release] = releasesOf({ ...client, mayBeMissing: false });
    return this.#random.pick([
      this.#release(client),
      [compound([`if (${test}) {`, [release]])],
      [compound([`if (${contrary}) {`, ["console.log('none');"]], ['} else {', [release]])],
    ]);
  }

  #release(client: Client): readonly Statement[] {
    const alias = this.#write.name('alias');
    const plain = releasesOf({ ...client, mayBeMissing: false });
    const aliased = [`const ${alias} = ${client.name};`, plain[0].replace(client.name, alias)];
    const { name } = client;
    if (!client.mayBeMissing) {
      const all = [...plain.map((one) => [one]), aliased, ["console.log('last');", plain[0]]];
      return this.#write.unlessForgotten(all[this.#random.below(all.length)] ?? [plain[0]]);
    }
    const guards = [name, `${name} !== undefined`, `${name} != null`, `!!${name}`];
    const inside = this.#random.chance(0.2) ? aliased : [plain[0]];
    const all: readonly (readonly Statement[])[] = [
      ...releasesOf(client).map((one) => [one]),
      ...guards.map((guard) => [compound([`if (${guard}) {`, inside])]),
      [compound([`if (!${name}) {`, ["console.log('none');"]], ['} else {', inside])],
    ];
    return this.#write.unlessForgotten(all[this.#random.below(all.length)] ?? []);
  }
}

/** Statements that give something back. */
function releasesOf({ name, kind, mayBeMissing }: Client): readonly [string, ...string[]] {
  if (kind === 'file') {
    return mayBeMissing
      ? [`await ${name}?.close();`, `await closeFile(${name});`]
      : [`await ${name}.close();`, `await closeFile(${name});`];
  }
  return mayBeMissing
    ? [`${name}?.release();`, `${name} && ${name}.release();`, `giveBackIfAny(${name});`]
    : [`${name}.release();`, `giveBack(${name});`, `${name}.release(true);`];
}

function typeOf({ kind }: Client): string {
  return kind === 'file' ? 'FileHandle' : 'PoolClient';
}
