import { Pool, type PoolClient } from 'pg';
import { config } from '../core/config.js';

function createEngine(): Pool {
  return new Pool({ connectionString: config.databaseUrl, max: 5 });
}

export const pool = createEngine();

/** Lends a connection to `work` and takes it back, whatever happens. */
export async function withSession<T>(work: (session: PoolClient) => Promise<T>): Promise<T> {
  const session = await pool.connect();
  try {
    return await work(session);
  } finally {
    session.release();
  }
}
