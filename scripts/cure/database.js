// @ts-check
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import process from 'node:process';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

/** What a client of PostgreSQL sends before it closes its connection. */
const terminate = Buffer.from([0x58, 0, 0, 0, 4]);

/**
 * An embedded PostgreSQL that knows how its connections came to an end.
 *
 * A process that ends takes its connections with it, so afterwards none is ever open. One that was closed by the program
 * has said so, though; one that has not was left open until the process was gone.
 */
export class Database {
  #opened = 0;
  #left = 0;
  /** @type {Set<import('node:net').Socket>} */
  #open = new Set();
  #proxy = createServer((client) => this.#connect(client));

  /**
   * @param {PGlite} db
   * @param {PGLiteSocketServer} server
   */
  constructor(db, server) {
    this.db = db;
    this.server = server;
  }

  static async start() {
    const db = await PGlite.create();
    const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 50 });
    await server.start();
    const database = new Database(db, server);
    database.#proxy.listen(0, '127.0.0.1');
    await once(database.#proxy, 'listening');
    return database;
  }

  get url() {
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.#proxy.address());
    return `postgres://postgres@127.0.0.1:${port}/postgres`;
  }

  /**
   * How many connections there were since this was last asked, and how many of them nobody closed. Waits until those of
   * a process that has ended are gone.
   */
  async connections() {
    await Promise.all([...this.#open].map((client) => once(client, 'close')));
    const counted = { opened: this.#opened, left: this.#left };
    this.#opened = 0;
    this.#left = 0;
    return counted;
  }

  async stop() {
    this.#proxy.close();
    await this.server.stop();
    // PGlite sets the exit code of the whole process to 0 as it shuts down, even when tests have failed.
    const { exitCode } = process;
    await this.db.close();
    process.exitCode = exitCode;
  }

  /** @param {import('node:net').Socket} client */
  #connect(client) {
    const upstream = connect(Number(this.server.getServerConn().split(':').at(-1)), '127.0.0.1');
    let end = Buffer.alloc(0);
    this.#opened += 1;
    this.#open.add(client);
    client.on('data', (data) => {
      end = Buffer.concat([end, data]).subarray(-terminate.length);
    });
    client.on('close', () => {
      this.#open.delete(client);
      if (!end.equals(terminate)) this.#left += 1;
      upstream.destroy();
    });
    upstream.on('close', () => client.destroy());
    // A process that was ended resets its connections; `close` follows.
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
    client.pipe(upstream).pipe(client);
  }
}
