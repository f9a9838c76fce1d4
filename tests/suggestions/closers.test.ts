import { describe, expect, it } from 'vitest';

import { offered, output } from './offered.ts';

describe('releases', () => {
  it('a callback of node:http', () => {
    const all = offered(`import { createServer } from 'node:http';

export const server = createServer();
`);
    expect(all.makeOnFirstUse?.output).toBe(`import { createServer } from 'node:http';

let server: ReturnType<typeof makeServer> | undefined;

export function getServer(): ReturnType<typeof makeServer> {
  server ??= makeServer();
  return server;
}

function makeServer() {
  return createServer();
}

export async function closeServer(): Promise<void> {
  const closing = server;
  server = undefined;
  if (!closing) return;
  await new Promise<void>((resolve, reject) => {
    closing.close((error?: unknown) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
`);
    expect(all.scopeToUse?.output).toBe(`import { createServer } from 'node:http';

export async function withServer<T>(use: (server: ReturnType<typeof makeServer>) => Promise<T> | T): Promise<T> {
  await using server = makeServer();
  return await use(server);
}

function makeServer() {
  return createServer();
}
`);
  });

  it('a callback of ws', () => {
    const all = offered(`import { WebSocketServer } from 'ws';

export const sockets = new WebSocketServer({ port: 8080 });
`);
    expect(all.makeOnFirstUse?.output).toBe(`import { WebSocketServer } from 'ws';

let sockets: ReturnType<typeof makeSockets> | undefined;

export function getSockets(): ReturnType<typeof makeSockets> {
  sockets ??= makeSockets();
  return sockets;
}

function makeSockets() {
  return new WebSocketServer({ port: 8080 });
}

export async function closeSockets(): Promise<void> {
  const closing = sockets;
  sockets = undefined;
  if (!closing) return;
  await new Promise<void>((resolve, reject) => {
    closing.close((error?: unknown) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
`);
    expect(all.scopeToUse?.output).toBe(`import { WebSocketServer } from 'ws';

export async function withSockets<T>(use: (sockets: ReturnType<typeof makeSockets>) => Promise<T> | T): Promise<T> {
  const sockets = makeSockets();
  try {
    return await use(sockets);
  } finally {
    await new Promise<void>((resolve, reject) => {
      sockets.close((error?: unknown) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }
}

function makeSockets() {
  return new WebSocketServer({ port: 8080 });
}
`);
  });

  it('a callback of mysql2', () => {
    const all = offered(`import { createPool as createCallbackPool } from 'mysql2';

export const pool = createCallbackPool('mysql://localhost');
`);
    expect(all.makeOnFirstUse?.output).toBe(`import { createPool as createCallbackPool } from 'mysql2';

let pool: ReturnType<typeof createCallbackPool> | undefined;

export function getPool(): ReturnType<typeof createCallbackPool> {
  pool ??= createCallbackPool('mysql://localhost');
  return pool;
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  if (!closing) return;
  await new Promise<void>((resolve, reject) => {
    closing.end((error?: unknown) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
`);
    expect(all.scopeToUse?.output).toBe(`import { createPool as createCallbackPool } from 'mysql2';

export async function withPool<T>(use: (pool: ReturnType<typeof createCallbackPool>) => Promise<T> | T): Promise<T> {
  using pool = createCallbackPool('mysql://localhost');
  return await use(pool);
}
`);
  });

  it('a callback in JavaScript', () => {
    const all = offered(
      `import { createServer } from 'node:http';

export const server = createServer();
`,
      { filename: 'file.js' },
    );
    expect(all.makeOnFirstUse?.output).toBe(`import { createServer } from 'node:http';

let server;

export function getServer() {
  server ??= createServer();
  return server;
}

export async function closeServer() {
  const closing = server;
  server = undefined;
  if (!closing) return;
  await new Promise((resolve, reject) => {
    closing.close((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
`);
    expect(all.scopeToUse?.output).toBe(`import { createServer } from 'node:http';

export async function withServer(use) {
  const server = createServer();
  try {
    return await use(server);
  } finally {
    await new Promise((resolve, reject) => {
      server.close((error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }
}
`);
  });

  it('a promise or a callback', () => {
    const all = offered(`import { createPool } from 'mysql2/promise';

export const pool = createPool('mysql://localhost');
`);
    expect(all.makeOnFirstUse?.output).toBe(`import { createPool } from 'mysql2/promise';

let pool: ReturnType<typeof createPool> | undefined;

export function getPool(): ReturnType<typeof createPool> {
  pool ??= createPool('mysql://localhost');
  return pool;
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}
`);
    expect(all.scopeToUse?.output).toBe(`import { createPool } from 'mysql2/promise';

export async function withPool<T>(use: (pool: ReturnType<typeof createPool>) => Promise<T> | T): Promise<T> {
  await using pool = createPool('mysql://localhost');
  return await use(pool);
}
`);
  });

  it('nothing to wait for', () => {
    const all = offered(`import Database from 'better-sqlite3';

export const database = new Database('app.db');
`);
    expect(all.makeOnFirstUse?.output).toBe(`import Database from 'better-sqlite3';

let database: InstanceType<typeof Database> | undefined;

export function getDatabase(): InstanceType<typeof Database> {
  database ??= new Database('app.db');
  return database;
}

export function closeDatabase(): void {
  const closing = database;
  database = undefined;
  closing?.close();
}
`);
    expect(all.scopeToUse?.output).toBe(`import Database from 'better-sqlite3';

export async function withDatabase<T>(use: (database: InstanceType<typeof Database>) => Promise<T> | T): Promise<T> {
  const database = new Database('app.db');
  try {
    return await use(database);
  } finally {
    database.close();
  }
}
`);
  });

  it('a method of a member', () => {
    const all = offered(
      `import { openDrizzle } from './open.js';

export const db = openDrizzle();
`,
      {
        others: {
          'open.ts': `import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
export const openDrizzle = () => drizzle(new Pool());
`,
        },
      },
    );
    expect(all.makeOnFirstUse?.output).toBe(`import { openDrizzle } from './open.js';

let db: ReturnType<typeof openDrizzle> | undefined;

export function getDb(): ReturnType<typeof openDrizzle> {
  db ??= openDrizzle();
  return db;
}

export async function closeDb(): Promise<void> {
  const closing = db;
  db = undefined;
  await closing?.$client.end();
}
`);
    expect(all.scopeToUse?.output).toBe(`import { openDrizzle } from './open.js';

export async function withDb<T>(use: (db: ReturnType<typeof openDrizzle>) => Promise<T> | T): Promise<T> {
  const db = openDrizzle();
  try {
    return await use(db);
  } finally {
    await db.$client.end();
  }
}
`);
  });

  it('a function that takes the resource', () => {
    const all = offered(
      `import { closeHandle as shut, openHandle } from './handles.js';

export const handle = openHandle();
`,
      {
        others: {
          'handles.ts': `export interface Handle {
  id: number;
}
export const openHandle = (): Handle => ({ id: 1 });
export async function closeHandle(handle: Handle): Promise<void> {
  await Promise.resolve(handle);
}
`,
        },
      },
    );
    expect(all.makeOnFirstUse?.output).toBe(`import { closeHandle as shut, openHandle } from './handles.js';

let handle: ReturnType<typeof openHandle> | undefined;

export function getHandle(): ReturnType<typeof openHandle> {
  handle ??= openHandle();
  return handle;
}

export async function closeHandle(): Promise<void> {
  const closing = handle;
  handle = undefined;
  if (closing) await shut(closing);
}
`);
    expect(all.scopeToUse?.output).toBe(`import { closeHandle as shut, openHandle } from './handles.js';

export async function withHandle<T>(use: (handle: ReturnType<typeof openHandle>) => Promise<T> | T): Promise<T> {
  const handle = openHandle();
  try {
    return await use(handle);
  } finally {
    await shut(handle);
  }
}
`);
  });

  it('a timer', () => {
    expect(
      output(
        'makeOnFirstUse',
        `export const timer = setInterval(() => console.log('alive'), 1000);
timer.unref();
`,
      ),
    ).toBe(`let timer: ReturnType<typeof makeTimer> | undefined;

export function startTimer(): ReturnType<typeof makeTimer> {
  timer ??= makeTimer();
  return timer;
}

function makeTimer() {
  const timer = setInterval(() => console.log('alive'), 1000);
  timer.unref();
  return timer;
}

export function stopTimer(): void {
  const closing = timer;
  timer = undefined;
  if (closing) clearInterval(closing);
}
`);
  });

  it('a timer that the file stops', () => {
    expect(
      output(
        'makeOnFirstUse',
        `const timer = setInterval(() => console.log('alive'), 1000);

export function stop() {
  clearInterval(timer);
}
`,
      ),
    ).toBe(`let timer: ReturnType<typeof makeTimer> | undefined;

export function startTimer(): ReturnType<typeof makeTimer> {
  timer ??= makeTimer();
  return timer;
}

function makeTimer() {
  return setInterval(() => console.log('alive'), 1000);
}

function stopTimer(): void {
  const closing = timer;
  timer = undefined;
  if (closing) clearInterval(closing);
}

export function stop() {
  stopTimer();
}
`);
  });

  it('no release at all', () => {
    expect(
      output(
        'makeOnFirstUse',
        `class Tracer {
  trace() {}
}

export const tracer = new Tracer();
`,
      ),
    ).toBe(`class Tracer {
  trace() {}
}

let tracer: Tracer | undefined;

export function getTracer(): Tracer {
  tracer ??= new Tracer();
  return tracer;
}
`);
  });
});
