import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

const all = [{ exceptionPaths: 'all' }] as const;

describe('a function with which the process ends', () => {
  valid('by itself', {
    code: `
import { Client } from 'pg';
declare function show(): void;
export async function create(): Promise<void> {
  const client = new Client();
  await client.connect();
  show();
  await client.end();
  process.exit();
}
`,
    options: all,
  });

  invalid('or not', {
    code: `
import { Client } from 'pg';
declare function show(): void;
export async function create(): Promise<void> {
  const client = new Client();
  await client.connect();
  show();
  await client.end();
}
`,
    options: all,
    reports: ['6:9 exception'],
  });

  valid('where it fails', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
async function main(): Promise<void> {
  const client = await pool.connect();
  await client.query('create database shop');
  client.release();
}
main()
  .then(() => pool.end())
  .catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
`,
  });

  invalid('or hangs where it fails, since the pool waits for its clients', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
async function main(): Promise<void> {
  const client = await pool.connect();
  await client.query('create database shop');
  client.release();
}
main().catch(console.error).finally(() => pool.end());
`,
    reports: ['5:24 exception'],
  });
});

describe('the main function of a program', () => {
  valid('serves with it until the process ends', {
    code: `
import express from 'express';
import { Pool } from 'pg';
async function main(): Promise<void> {
  const pool = new Pool();
  await pool.query('select 1');
  const app = express();
  app.get('/', async (_request, response) => {
    response.json((await pool.query('select 1')).rows);
  });
  app.listen(3000);
}
void main();
`,
  });

  invalid('does a job, or what serves is another function', {
    code: `
import express from 'express';
import { Pool } from 'pg';
async function main(): Promise<void> {
  const pool = new Pool();
  console.log(await pool.query('select 1'));
}
function serve(): void {
  express().listen(3000);
}
serve();
void main();
`,
    reports: ['5:16 never'],
  });
});

describe('a socket of a program', () => {
  valid('tells the main function of something until the process ends', {
    code: `
import WebSocket from 'ws';
function main(): void {
  const socket = new WebSocket('ws://localhost:3000');
  socket.on('message', (data) => console.log(String(data)));
}
main();
`,
  });

  invalid('but not where nothing listens to it', {
    code: `
import WebSocket from 'ws';
function main(): void {
  const socket = new WebSocket('ws://localhost:3000');
  socket.send('hello');
}
main();
`,
    reports: ['4:18 never'],
  });

  invalid('nor in a function that something else calls', {
    code: `
import WebSocket from 'ws';
export function tell(): void {
  const socket = new WebSocket('ws://localhost:3000');
  socket.on('message', (data) => console.log(String(data)));
}
`,
    reports: ['4:18 never'],
  });
});

describe('a function whose name says that it starts something', () => {
  valid('may be one that others begin with', {
    code: `
import { watch } from 'chokidar';
export function _watch(path: string, changed: () => void): void {
  watch(path).on('change', changed);
}
`,
  });

  invalid('but not one that only ends in such a word', {
    code: `
import { watch } from 'chokidar';
export function readAndWatch(path: string, changed: () => void): void {
  watch(path).on('change', changed);
}
`,
    reports: ['4:3 never'],
  });
});

describe('what waits until a server listens', () => {
  const options = [{ exceptionPaths: 'all' }];

  valid('fails where there is nothing to close', {
    options,
    code: `
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
export async function serve(): Promise<Server> {
  const server = createServer();
  server.listen(0);
  await once(server, 'listening');
  return server;
}
`,
  });

  invalid('but not what waits for something else', {
    options,
    code: `
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
export async function serve(): Promise<Server> {
  const server = createServer();
  server.listen(0);
  await once(server, 'request');
  return server;
}
`,
    reports: ['6:3 exception'],
  });
});

describe('what waits until a socket is open', () => {
  const options = [{ exceptionPaths: 'all' }];

  valid('fails where there is nothing to close', {
    options,
    code: `
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import WebSocket from 'ws';
export async function dial(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = (error) => reject(new Error(error.message));
  });
  return socket;
}
export async function call(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  const open = once(socket, 'open');
  await open;
  return socket;
}
export async function ring(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return socket;
}
`,
  });

  invalid('but not what waits for an answer', {
    options,
    code: `
import WebSocket from 'ws';
export async function dial(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.on('open', () => socket.send('hello'));
    socket.on('message', resolve);
    socket.on('error', reject);
  });
  return socket;
}
`,
    reports: ['4:18 exception'],
  });
});

describe('a process that a function kills', () => {
  const options = [{ exceptionPaths: 'all' }];

  invalid('goes on where something fails before', {
    options,
    code: `
import { spawn } from 'node:child_process';
export async function preview(wait: () => Promise<void>): Promise<void> {
  const server = spawn('npx', ['serve'], { stdio: 'ignore' });
  await wait();
  server.kill('SIGTERM');
}
`,
    reports: ['4:18 exception'],
  });

  valid('ends by itself where the function does not kill it', {
    options,
    code: `
import { spawn } from 'node:child_process';
export async function list(wait: () => Promise<void>): Promise<void> {
  const ls = spawn('ls', [], { stdio: 'inherit' });
  await wait();
  ls.on('exit', (code) => console.log(code));
}
`,
  });
});

describe('an interval', () => {
  invalid('of a request goes on after it', {
    code: `
import { Router } from 'express';
export const router = Router();
router.get('/events', (_request, response) => {
  setInterval(() => response.write(': ping'), 15_000);
});
`,
    reports: ['5:3 started'],
  });

  invalid('of a handler that is one by its types', {
    code: `
import type { Request, Response } from 'express';
export function events(request: Request, response: Response): void {
  setInterval(() => response.write(request.path), 15_000);
}
`,
    reports: ['4:3 started'],
  });

  valid('is cleared with the request', {
    code: `
import { Router } from 'express';
export const router = Router();
router.get('/events', (request, response) => {
  const timer = setInterval(() => response.write(': ping'), 15_000);
  request.on('close', () => clearInterval(timer));
});
`,
  });

  valid('of something else is meant to go on', {
    code: `
export function report(send: (text: string) => void): void {
  setInterval(() => send('alive'), 15_000);
}
`,
  });
});

describe('an instance of a class of the project, in a program', () => {
  const others = {
    'src/network.ts': `
import { createServer } from 'node:http';
import { connect } from 'somewhere';
export class Network implements AsyncDisposable {
  readonly connection = connect();
  async close(): Promise<void> {
    await this.connection.close();
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
`,
  };

  valid('may serve until the process ends, as it does where the program throws', {
    filename: 'src/main.ts',
    others,
    code: `
import { Network } from './network.js';
async function main(): Promise<void> {
  const network = new Network();
  console.log(network.connection);
}
async function run(script: (network: Network) => Promise<void> | undefined, name: string): Promise<void> {
  const network = new Network();
  if (!name) {
    throw new Error('There is no such script.');
  }
  await script(network);
}
void main();
void run(async () => {}, 'a');
`,
  });

  invalid('but not that of a module', {
    filename: 'src/main.ts',
    others,
    code: `
import { Network } from './network.js';
export async function look(): Promise<void> {
  const network = new Network();
  console.log(network.connection);
}
`,
    reports: ['4:19 never'],
  });
});

describe('a page of the browser of a program', () => {
  valid('ends with it where something fails', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { chromium } from 'playwright';
async function main(): Promise<void> {
  const browser = await chromium.launch();
  const page = await browser.newPage();
  await page.goto('https://example.com');
  await page.close();
  await browser.close();
}
void main();
`,
  });

  invalid('but not one of a browser that goes on', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import type { Browser } from 'playwright';
import { browser } from './browser.js';
async function main(): Promise<void> {
  const page = await (browser as Browser).newPage();
  await page.goto('https://example.com');
  await page.close();
}
void main();
`,
    reports: ['5:22 exception'],
  });
});

describe('an effect', () => {
  valid('is for other rules where it fails', {
    code: `
import { useEffect } from 'react';
export function useTicks(draw: () => void): void {
  useEffect(() => {
    const timer = setInterval(draw, 10);
    draw();
    return () => {
      clearInterval(timer);
    };
  }, [draw]);
}
`,
    options: all,
  });

  invalid('is no other function that gives back how to stop it', {
    code: `
export function ticks(draw: () => void): () => void {
  const timer = setInterval(draw, 10);
  draw();
  return () => {
    clearInterval(timer);
  };
}
`,
    options: all,
    reports: ['3:17 exception'],
  });
});

describe('what a resource does at once', () => {
  valid('does not fail where its work is done in promises', {
    code: `
import * as readline from 'node:readline/promises';
import type { ClientSession, MongoClient } from 'mongodb';
export function begin(client: MongoClient): ClientSession {
  const session = client.startSession();
  session.startTransaction();
  return session;
}
export async function ask(): Promise<string> {
  const terminal = readline.createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('Name? ');
  terminal.close();
  return answer;
}
`,
    options: all,
  });

  invalid('may fail where all of it is done at once, and so may what is waited for', {
    code: `
import Database from 'better-sqlite3';
import type { ClientSession, MongoClient } from 'mongodb';
export async function begin(client: MongoClient, tell: () => Promise<void>): Promise<ClientSession> {
  const session = client.startSession();
  session.startTransaction();
  await tell();
  return session;
}
export function opened(path: string): Database.Database {
  const database = new Database(path);
  database.exec('create table users (name text)');
  return database;
}
`,
    options: all,
    reports: ['5:19 exception', '11:20 exception'],
  });
});

describe('a part that needs the resource', () => {
  invalid('is given to the callers, under whose hands a finally would close it', {
    code: `
import { MongoClient } from 'mongodb';
export async function users(url: string) {
  const client = await MongoClient.connect(url);
  return client.db('shop').collection('users').find();
}
`,
    reports: ['4:24 never'],
  });

  invalid('has only the names of the types that it joins', {
    code: `
import { type FindCursor, MongoClient } from 'mongodb';
declare module 'mongodb' {
  interface Db {
    usersOf(shop: string): FindCursor & { readonly shop: string };
  }
}
export async function users(url: string) {
  const client = await MongoClient.connect(url);
  return client.db('shop').usersOf('north');
}
`,
    reports: ['9:24 never'],
  });
});

describe('a lock', () => {
  const others = {
    'node_modules/async-mutex/package.json': '{ "name": "async-mutex", "version": "0.5.0", "types": "index.d.ts" }',
    'node_modules/async-mutex/index.d.ts': `
export declare class Mutex {
  acquire(): Promise<() => void>;
}
`,
  };

  const cache = (inside: string): string => `
import { Mutex } from 'async-mutex';
export class Cache {
  private readonly mutex = new Mutex();
  private value: string | undefined;
  async get(read: () => Promise<string>): Promise<string> {
    if (this.value) return this.value;
    const release = await this.mutex.acquire();
    ${inside}
    try {
      return (this.value = await read());
    } finally {
      release();
    }
  }
}
`;

  invalid('that is held when another caller did the work meanwhile', {
    others,
    code: cache('if (this.value) return this.value;'),
    reports: ['8:27 path'],
  });

  valid('that is given back then, too', {
    others,
    code: cache('if (this.value) { release(); return this.value; }'),
  });

  valid('that is only taken where there is one', {
    others,
    code: `
import { Mutex } from 'async-mutex';
export class Store {
  private readonly mutex = new Mutex();
  constructor(private readonly isShared: boolean) {}
  async save(write: () => void): Promise<void> {
    let release: (() => void) | undefined;
    if (this.isShared) {
      release = await this.mutex.acquire();
    }
    try {
      write();
    } finally {
      if (this.isShared) {
        release?.();
      }
    }
  }
}
`,
  });
});

describe('a change stream that is taken from', () => {
  invalid('stays open when what was waited for came', {
    code: `
import type { Collection } from 'mongodb';
export async function nextDone(jobs: Collection): Promise<unknown> {
  const stream = jobs.watch();
  while (await stream.hasNext()) {
    const change = await stream.next();
    if (change.operationType === 'update') {
      return change.fullDocument;
    }
  }
  return undefined;
}
`,
    reports: ['4:18 never'],
  });

  valid('is closed by itself, by a loop, or by a client of the function', {
    code: `
import { type Collection, MongoClient } from 'mongodb';
export async function nextDone(jobs: Collection): Promise<unknown> {
  const stream = jobs.watch();
  try {
    return await stream.next();
  } finally {
    await stream.close();
  }
}
export async function firstDone(jobs: Collection): Promise<unknown> {
  for await (const change of jobs.watch()) {
    if (change.operationType === 'update') {
      return change.fullDocument;
    }
  }
  return undefined;
}
export async function oneDone(url: string): Promise<unknown> {
  const client = new MongoClient(url);
  try {
    const stream = client.watch();
    return await stream.next();
  } finally {
    await client.close();
  }
}
`,
  });

  valid('tells its listeners for as long as the process lives', {
    code: `
import type { Collection } from 'mongodb';
export function tellOf(jobs: Collection, tell: (change: unknown) => void): void {
  const stream = jobs.watch();
  stream.on('change', tell);
}
`,
  });
});
