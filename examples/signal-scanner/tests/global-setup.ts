import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { schema } from '../app/db/schema.js';

/** Starts an embedded PostgreSQL on a free loopback port; the tests reach it with the ordinary `pg` driver. */
export default async function startDatabase(): Promise<() => Promise<void>> {
  const db = await PGlite.create();
  await db.exec(schema);

  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 10 });
  await server.start();
  process.env['DATABASE_URL'] = `postgres://postgres@${server.getServerConn()}/postgres`;

  return async () => {
    await server.stop();
    // PGlite sets the exit code of the whole process to 0 as it shuts down, even when tests have failed.
    const { exitCode } = process;
    await db.close();
    process.exitCode = exitCode;
  };
}
