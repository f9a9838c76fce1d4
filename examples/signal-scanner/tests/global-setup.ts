import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { Client } from 'pg';
import { schema } from '../app/db/schema.js';

/** Prepares an embedded PostgreSQL, or else the database that `TEST_DATABASE_URL` names: the tests empty it. */
export default async function prepareDatabase(): Promise<(() => Promise<void>) | undefined> {
  const given = process.env['TEST_DATABASE_URL'];
  const { url, stop } = given ? { url: given, stop: undefined } : await startDatabase();
  process.env['DATABASE_URL'] = url;

  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(schema);
  } finally {
    await client.end();
  }
  return stop;
}

/** On a free loopback port; the tests reach it with the ordinary `pg` driver. */
async function startDatabase(): Promise<{ url: string; stop: () => Promise<void> }> {
  const db = await PGlite.create();
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 10 });
  await server.start();

  return {
    url: `postgres://postgres@${server.getServerConn()}/postgres`,
    stop: async () => {
      await server.stop();
      // PGlite sets the exit code of the whole process to 0 as it shuts down, even when tests have failed.
      const { exitCode } = process;
      await db.close();
      process.exitCode = exitCode;
    },
  };
}
