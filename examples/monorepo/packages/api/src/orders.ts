import { countOrders, makePool } from '@shop/db';

const pool = makePool();

export function orders(): Promise<number> {
  return countOrders(pool);
}
