import { Pool, type PoolClient } from 'pg';

/** A pool of the database that the environment names. */
export function openDatabase(database: string): Pool {
  return new Pool({ database, max: 4, connectionTimeoutMillis: 5000 });
}

export async function inTransaction<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
