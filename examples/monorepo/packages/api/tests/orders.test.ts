import { makePool } from '@shop/db';
import { afterEach, beforeEach, expect, test } from 'vitest';

let pool: ReturnType<typeof makePool>;

beforeEach(async () => {
  pool = makePool();
  await pool.query('truncate orders, customers');
});

afterEach(() => pool.end());

test('there are no orders', async () => {
  const { rows } = await pool.query('select 1 from orders');
  expect(rows).toEqual([]);
});
