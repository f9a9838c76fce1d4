import { type Statement, textOf } from './statements.ts';

export type Parameter = 'a' | 'b' | 'ids' | 'mode' | 'n' | 'options';

/** An async function. */
export interface Program {
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
}

/** What opens something, wherever it stands. */
export const acquiring = /\b(pool\.connect|open)\((?:'file')?\)/gu;

const typeOf: Readonly<Record<Parameter, string>> = {
  a: 'boolean',
  b: 'boolean',
  ids: 'Iterable<string>',
  mode: "'read' | 'write' | 'none'",
  n: 'number',
  options: '{ readonly dry: boolean }',
};

const allParameters = Object.keys(typeOf) as Parameter[];

/** A function with just the parameters that its body asks for. */
export function programWith(body: readonly Statement[]): Program {
  const text = textOf(body);
  return { body, parameters: allParameters.filter((name) => new RegExp(String.raw`\b${name}\b`, 'u').test(text)) };
}

export function sourceOf({ parameters, body }: Program, index: number): string {
  const declared = ['pool: Pool', ...parameters.map((name) => `${name}: ${typeOf[name]}`)].join(', ');
  return `export async function f${index}(${declared}): Promise<unknown> {\n${textOf(body)}}\n`;
}

/** The same function without types, whose acquisitions know which they are, and whose loops say when they go round. */
export function runnableOf({ parameters, body }: Program): string {
  let site = 0;
  const text = textOf(body, 'round();')
    .replaceAll(/^(?<start>\s*let \w+): [\w |]+(?=;| =)/gmu, '$<start>')
    .replaceAll(acquiring, (_call, callee: string) => `${callee}(${site++})`);
  return `async (${['pool', ...parameters].join(', ')}) => {\n${text}}`;
}

const helpers = [
  `function giveBack(client: PoolClient): void {
  client.release();
}
`,
  `function giveBackIfAny(client: PoolClient | undefined): void {
  if (client) {
    client.release();
  }
}
`,
  `async function ping(client: PoolClient): Promise<void> {
  await client.query('select 1');
}
`,
  `async function closeFile(file: FileHandle | undefined): Promise<void> {
  await file?.close();
}
`,
];

/** The functions that programs call, as they run. */
export function runnableHelpers(): string {
  return helpers
    .map((text) => text.replaceAll(/: (?:FileHandle|PoolClient|Promise<void>|void)(?: \| undefined)?/gu, ''))
    .join('');
}

/** What all functions of a file have around them. */
export function preludeOf(): string {
  return `import { type FileHandle, open } from 'node:fs/promises';
import type { Pool, PoolClient } from 'pg';

declare function work(): Promise<void>;
declare function check(): void;
declare function cond(): boolean;
declare function keep(value: unknown): void;

${helpers.join('\n')}`;
}
