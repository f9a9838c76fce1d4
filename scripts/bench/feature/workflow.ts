import type { Log } from '../shared/log.ts';
import { type Retries, withRetries } from '../shared/retry.ts';
import type { OrderClient } from './client.ts';
import { messageOf } from './errors.ts';
import type { Order } from './model.ts';
import type { OrderService } from './service.ts';
import { totalOf } from '../feature/index.ts';

export interface Outcome {
  readonly sent: readonly number[];
  readonly failed: ReadonlyMap<number, string>;
}

/** Sends all paid orders, a few at a time. */
export async function sendAll(
  orders: readonly Order[],
  service: OrderService,
  client: OrderClient,
  { log, retries, atOnce = 4 }: { readonly log: Log; readonly retries: Retries; readonly atOnce?: number },
): Promise<Outcome> {
  const waiting = orders
    .filter(({ state }) => state === 'paid')
    .sort((one, other) => totalOf(other) - totalOf(one))
    .values();
  const sent: number[] = [];
  const failed = new Map<number, string>();
  const work = async (): Promise<void> => {
    for (const order of waiting) {
      try {
        await withRetries(retries, () => client.send(order));
        await service.move(order.id, 'sent');
        sent.push(order.id);
      } catch (error) {
        failed.set(order.id, messageOf(error));
        log.write('warn', 'not sent', { id: order.id });
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, () => work()));
  return { sent, failed };
}

export async function cancelOld(orders: readonly Order[], service: OrderService, before: Date): Promise<number> {
  let count = 0;
  for (const { id, state, createdAt } of orders) {
    if (state === 'draft' && createdAt < before) {
      await service.move(id, 'cancelled');
      count += 1;
    }
  }
  return count;
}
