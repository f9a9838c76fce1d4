import { makePool } from '@shop/db';
import { beforeAll, expect, test } from 'vitest';

let pool: ReturnType<typeof makePool>;

beforeAll(() => {
  pool = makePool();
});

test('reads', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
