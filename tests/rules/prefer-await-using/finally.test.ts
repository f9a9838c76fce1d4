import { ScriptTarget } from 'typescript';
import { describe } from 'vitest';

import rule from '../../../src/rules/prefer-await-using.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('prefer-await-using', rule);

describe('a finally that only closes', () => {
  invalid('a file', {
    code: `import { open } from 'node:fs/promises';

export async function firstLine(path: string) {
  // read line by line
  const file = await open(path);
  try {
    for await (const line of file.readLines()) {
      return line;
    }
    return \`nothing
      in \${path}\`;
  } finally {
    await file.close();
  }
}
`,
    reports: ['5:3 closedInFinally'],
  });

  invalid('with a catch, which stays where it is', {
    code: `import { open } from 'node:fs/promises';

export async function read(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    return await file.readFile('utf8');
  } catch (error) {
    console.error(error); // the file may be a folder
    return undefined;
  } finally {
    await file.close();
  }
}
`,
    reports: ['4:3 closedInFinally'],
  });

  invalid('a promise that is handed on is waited for', {
    code: `import { open } from 'node:fs/promises';

export async function read(path: string) {
  const file = await open(path);
  try {
    return file.readFile('utf8');
  } finally {
    await file.close();
  }
}
`,
    reports: ['4:3 closedInFinally'],
  });

  invalid('before a return of what is there', {
    code: `import { open } from 'node:fs/promises';

export async function read(path: string) {
  let text = '';
  const file = await open(path);
  const size = 100;
  try {
    text = await file.readFile('utf8');
  } finally {
    await file.close();
  }
  return { text, size };
}
`,
    reports: ['5:3 closedInFinally'],
  });

  invalid('a checked-out connection of mysql2', {
    code: `import type { Pool } from 'mysql2/promise';

export async function names(pool: Pool) {
  const connection = await pool.getConnection();
  try {
    const [rows] = await connection.query('select name from users');
    return rows;
  } finally {
    connection.release();
  }
}
`,
    reports: ['4:3 closedInFinally'],
  });

  valid('but not one that is closed for good, where `using` gives it back', {
    code: `import type { Pool } from 'mysql2/promise';

export async function names(pool: Pool) {
  const connection = await pool.getConnection();
  try {
    const [rows] = await connection.query('select name from users');
    return rows;
  } finally {
    connection.destroy();
  }
}
`,
  });

  invalid('a class of the project', {
    code: `class Session implements AsyncDisposable {
  async close(): Promise<void> {}

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

export async function run(work: (session: Session) => Promise<void>) {
  const session = new Session();
  try {
    await work(session);
  } finally {
    await session.close();
  }
}
`,
    reports: ['10:3 closedInFinally'],
  });

  invalid('one that closes at once', {
    code: `class Span implements Disposable {
  end(): void {}

  [Symbol.dispose]() {
    this.end();
  }
}

export function run(work: (span: Span) => void) {
  const span = new Span();
  try {
    work(span);
  } finally {
    span.end();
  }
}
`,
    reports: ['10:3 closedInFinally'],
  });

  invalid('a name that means something else outside: there nothing is offered', {
    code: `import { open } from 'node:fs/promises';

export async function read(path: string) {
  let text = '';
  const file = await open(path);
  try {
    const text = await file.readFile('utf8');
    console.log(text);
  } finally {
    await file.close();
  }
  return text;
}
`,
    reports: ['5:3 closedInFinally'],
  });

  invalid('a name that nothing else uses: there nothing is offered', {
    code: `import { open } from 'node:fs/promises';

export async function hold(path: string, work: () => Promise<void>) {
  const file = await open(path, 'w');
  try {
    await work();
  } finally {
    await file.close();
  }
}
`,
    reports: ['4:3 closedInFinally'],
  });

  invalid('a comment in the finally: there nothing is offered', {
    code: `import { open } from 'node:fs/promises';

export async function read(path: string) {
  const file = await open(path);
  try {
    console.log(await file.readFile('utf8'));
  } finally {
    // must not be left open
    await file.close();
  }
}
`,
    reports: ['4:3 closedInFinally'],
  });
});

describe('where the reports stop', () => {
  valid('a type without the symbol', {
    code: `import type { Pool } from 'pg';

export async function names(pool: Pool) {
  const client = await pool.connect();
  try {
    return (await client.query('select name from users')).rows;
  } finally {
    client.release();
  }
}
`,
  });

  valid('a finally that does more', {
    code: `import { open } from 'node:fs/promises';

export async function read(path: string) {
  const file = await open(path);
  try {
    return await file.readFile('utf8');
  } finally {
    console.log('read');
    await file.close();
  }
}
`,
  });

  valid('a closer with an argument', {
    code: `class Session implements AsyncDisposable {
  async close(reason?: string): Promise<void> {
    console.log(reason);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

export async function run(work: (session: Session) => Promise<void>) {
  const session = new Session();
  try {
    await work(session);
  } finally {
    await session.close('over');
  }
}
`,
  });

  valid('another method than the one that the symbol stands for', {
    code: `class Session implements AsyncDisposable {
  async close(): Promise<void> {}
  async abort(): Promise<void> {}

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

export async function run(work: (session: Session) => Promise<void>) {
  const session = new Session();
  try {
    await work(session);
  } finally {
    await session.abort();
  }
}
`,
  });

  valid('work after it, which is to come after the closing', {
    code: `import { open, rm } from 'node:fs/promises';

export async function consume(path: string) {
  const file = await open(path);
  try {
    console.log(await file.readFile('utf8'));
  } finally {
    await file.close();
  }
  await rm(path);
}
`,
  });

  valid('what the caller opened', {
    code: `import type { FileHandle } from 'node:fs/promises';

export async function read(file: FileHandle) {
  try {
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
`,
  });

  valid('what may not have been opened at all', {
    code: `import { open } from 'node:fs/promises';

export async function read(path: string | undefined) {
  const file = await (path === undefined ? undefined : open(path));
  try {
    console.log(await file?.readFile('utf8'));
  } finally {
    await file?.close();
  }
}
`,
  });

  valid('a variable with several values, or one that is set in the try', {
    code: `import { open, type FileHandle } from 'node:fs/promises';

export async function read(path: string) {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    return await file.readFile('utf8');
  } finally {
    await file?.close();
  }
}

export async function reopen(path: string) {
  let file = await open(path);
  try {
    await file.close();
    file = await open(path, 'w');
    await file.write('new');
  } finally {
    await file.close();
  }
}
`,
  });

  valid('a closing that nobody waits for', {
    code: `import { open } from 'node:fs/promises';

export async function read(path: string) {
  const file = await open(path);
  try {
    return await file.readFile('utf8');
  } finally {
    void file.close();
  }
}
`,
  });

  valid('a server, whose close takes a callback', {
    code: `import { createServer } from 'node:http';

export async function serve(work: () => Promise<void>) {
  const server = createServer();
  try {
    await work();
  } finally {
    server.close();
  }
}
`,
  });

  valid('what only newer versions of Node.js have than the package allows', {
    code: `import { Worker } from 'node:worker_threads';

export async function run(work: (worker: Worker) => Promise<void>) {
  const worker = new Worker('./worker.js');
  try {
    await work(worker);
  } finally {
    await worker.terminate();
  }
}
`,
  });

  valid('JavaScript, where the syntax needs a newer Node.js than the package allows', {
    code: `import { open } from 'node:fs/promises';

export async function read(path) {
  const file = await open(path);
  try {
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
`,
    filename: 'app/read.js',
  });

  valid('a library without the symbols', {
    code: `import { open } from 'node:fs/promises';

export async function read(path: string) {
  const file = await open(path);
  try {
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
`,
    compilerOptions: { lib: ['lib.es2022.d.ts'], types: [] },
  });

  valid('a target that keeps the syntax for a Node.js that may not have it', {
    code: `import { open } from 'node:fs/promises';

export async function read(path: string) {
  const file = await open(path);
  try {
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
`,
    compilerOptions: { noEmit: false, target: ScriptTarget.ESNext },
  });

  valid('an annotation that hides the symbol', {
    code: `import { open } from 'node:fs/promises';

interface Closable {
  close(): Promise<void>;
}

export async function touch(path: string) {
  const file: Closable = await open(path, 'w');
  try {
    console.log(path);
  } finally {
    await file.close();
  }
}
`,
  });

  valid('no types for it', {
    code: `import { connect } from '@acme/unknown';

export async function run() {
  const session = await connect();
  try {
    await session.work();
  } finally {
    await session.close();
  }
}
`,
  });
});
