import { beforeEach, expect, it, vi } from 'vitest';
import { logFrom } from '../shared/log.ts';
import { type Answer, OrderClient } from './client.ts';
import type { Order } from './model.ts';
import { OrderService, type Orders } from './service.ts';
import { cancelOld, sendAll } from './workflow.ts';

const log = logFrom('error', () => undefined);
const retries = { times: 2, waitMs: 1 };

function orderWith(id: number, state: Order['state']): Order {
  return { id, customer: 'Ada', state, createdAt: new Date(id), lines: [] };
}

let stored: Map<number, Order>;
let orders: Orders;

beforeEach(() => {
  stored = new Map([1, 2, 3].map((id) => [id, orderWith(id, id === 3 ? 'draft' : 'paid')]));
  orders = {
    find: async (id) => Promise.resolve(stored.get(id) ?? orderWith(id, 'draft')),
    all: async () => Promise.resolve([...stored.values()]),
    add: async () => Promise.resolve(0),
    setState: async (id, state) => {
      stored.set(id, { ...(await orders.find(id)), state });
    },
  };
});

it('sends what is paid', async () => {
  const fetch = vi.fn(async (): Promise<Answer> =>
    Promise.resolve({ status: 200, text: async () => Promise.resolve('') }),
  );
  const client = new OrderClient(new URL('http://localhost'), fetch);
  const outcome = await sendAll([...stored.values()], new OrderService(orders, log), client, { log, retries });
  expect(outcome.sent).toEqual([1, 2]);
  expect(fetch).toHaveBeenCalledTimes(2);
});

it('cancels old drafts', async () => {
  const count = await cancelOld([...stored.values()], new OrderService(orders, log), new Date(10));
  expect(count).toBe(1);
  await expect(orders.find(3)).resolves.toMatchObject({ state: 'cancelled' });
});
