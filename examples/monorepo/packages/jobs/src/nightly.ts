import { countOrders, makePool } from '@shop/db';

export async function nightly(report: (orders: number) => void): Promise<void> {
  const pool = makePool();
  try {
    report(await countOrders(pool));
  } finally {
    await pool.end();
  }
}
