import { Pool } from 'pg';

export function makePool(): Pool {
  return new Pool({ database: 'shop', connectionTimeoutMillis: 5000 });
}

export async function countOrders(pool: Pool): Promise<number> {
  const client = await pool.connect();
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from orders');
  client.release();
  return rows[0]?.count ?? 0;
}
