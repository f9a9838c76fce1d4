import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

/** An embedded PostgreSQL that counts its connections. */
export class Postgres {
  readonly #db: PGlite;
  readonly #server: PGLiteSocketServer;
  #most = 0;

  private constructor(db: PGlite, server: PGLiteSocketServer) {
    this.#db = db;
    this.#server = server;
    server.addEventListener('connection', () => {
      this.#most = Math.max(this.#most, server.getStats().activeConnections);
    });
  }

  static async start(): Promise<Postgres> {
    const db = await PGlite.create();
    const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 50 });
    await server.start();
    return new Postgres(db, server);
  }

  get url(): string {
    return `postgres://postgres@${this.#server.getServerConn()}/postgres`;
  }

  /** How many connections were open at once, since this was last asked. */
  mostConnections(): number {
    const most = this.#most;
    this.#most = 0;
    return most;
  }

  async stop(): Promise<void> {
    await this.#server.stop();
    // PGlite sets the exit code of the whole process to 0 as it shuts down, even when tests have failed.
    const { exitCode } = process;
    await this.#db.close();
    process.exitCode = exitCode;
  }
}
