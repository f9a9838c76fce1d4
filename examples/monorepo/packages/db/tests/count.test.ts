import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Pool } from 'pg';
import { countOrders, makePool } from '../src/index.js';

let pool: Pool;

beforeAll(() => {
  pool = makePool();
});

afterAll(() => pool.end());

test('counts', async () => {
  expect(await countOrders(pool)).toBe(0);
});
