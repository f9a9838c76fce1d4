/** A statement of a generated program: a line, or blocks one after the other. */
export type Statement = string | Compound;

/** `if (…) { … } else { … }` */
export interface Compound {
  readonly blocks: readonly Block[];
  /** What follows the last brace: the condition of `do … while`. */
  readonly end: string;
  readonly isLoop: boolean;
}

export interface Block {
  /** The text up to and with the brace. */
  readonly head: string;
  readonly body: readonly Statement[];
}

export function compound(...blocks: readonly (readonly [head: string, body: readonly Statement[]])[]): Compound {
  return { blocks: blocks.map(([head, body]) => ({ head, body })), end: '}', isLoop: false };
}

export function loop(head: string, body: readonly Statement[], end = '}'): Compound {
  return { blocks: [{ head, body }], end, isLoop: true };
}

/** @param atLoop what stands at the beginning of each round of a loop */
export function textOf(statements: readonly Statement[], atLoop = '', indent = '  '): string {
  return statements.map((statement) => textOfOne(statement, atLoop, indent)).join('');
}

function textOfOne(statement: Statement, atLoop: string, indent: string): string {
  if (typeof statement === 'string') {
    return `${indent}${statement}\n`;
  }
  const { blocks, end, isLoop } = statement;
  const inner = blocks.map(
    ({ head, body }) =>
      `${indent}${head}\n${isLoop && atLoop !== '' ? `${atLoop}\n` : ''}${textOf(body, atLoop, `${indent}  `)}`,
  );
  return `${inner.join('')}${indent}${end}\n`;
}

/** Every program that has one statement, or one block around statements, less; what is mentioned stays declared. */
export function* smaller(statements: readonly Statement[]): Generator<readonly Statement[]> {
  for (const [index, statement] of statements.entries()) {
    const [before, after] = [statements.slice(0, index), statements.slice(index + 1)];
    if (!isNeeded(statement, [...before, ...after])) {
      yield [...before, ...after];
    }
    if (typeof statement === 'string') {
      continue;
    }
    const { blocks } = statement;
    for (const { body } of blocks) {
      yield [...before, ...body, ...after];
    }
    for (const [at, { head, body }] of blocks.entries()) {
      if (at > 0) {
        yield [...before, { ...statement, blocks: blocks.toSpliced(at, 1) }, ...after];
      }
      for (const less of smaller(body)) {
        yield [...before, { ...statement, blocks: blocks.toSpliced(at, 1, { head, body: less }) }, ...after];
      }
    }
  }
}

/** Whether a statement declares a name that others mention. */
function isNeeded(statement: Statement, others: readonly Statement[]): boolean {
  const text = typeof statement === 'string' ? statement : statement.blocks[0]?.head;
  const name = /^(?:const|let) (?<name>\w+)/u.exec(text ?? '')?.groups?.['name'];
  return name !== undefined && new RegExp(String.raw`\b${name}\b`, 'u').test(textOf(others));
}
