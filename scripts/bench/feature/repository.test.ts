import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { NoSuchOrder } from './errors.ts';
import { OrderRepository } from './repository.ts';

let pool: Pool;
let repository: OrderRepository;

beforeAll(async () => {
  pool = new Pool({ database: 'orders_test' });
  await pool.query('create table if not exists orders (id serial, customer text, state text, created_at timestamp)');
  repository = new OrderRepository(pool);
});

beforeEach(async () => {
  await pool.query('truncate orders cascade');
});

afterAll(async () => {
  await pool.end();
});

test('finds what was added', async () => {
  const id = await repository.add('Ada', [{ article: 'AB-0001', amount: 1, priceInCents: 100 }]);
  const order = await repository.find(id);
  expect(order.customer).toBe('Ada');
  expect(order.lines).toHaveLength(1);
});

test('says that there is none', async () => {
  await expect(repository.find(-1)).rejects.toThrow(NoSuchOrder);
});
