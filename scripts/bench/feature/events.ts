import { EventEmitter } from 'node:events';
import type { Log } from '../shared/log.ts';
import { messageOf } from './errors.ts';
import type { Order } from './model.ts';
import type { OrderService } from './service.ts';

type OrderEvents = { readonly [State in Order['state']]: [Order] };

export function eventsOf(service: OrderService): EventEmitter<OrderEvents> {
  const events = new EventEmitter<OrderEvents>();
  service.tell(async (order) => {
    await Promise.resolve();
    events.emit(order.state, order);
  });
  return events;
}

export function logTo(
  log: Log,
  events: EventEmitter<OrderEvents>,
  notify: (order: Order) => Promise<void>,
): () => void {
  const onSent = (order: Order): void => {
    notify(order).catch((error: unknown) => {
      log.write('error', messageOf(error), { id: order.id });
    });
  };
  events.on('sent', onSent);
  events.once('cancelled', ({ id }) => {
    log.write('info', 'cancelled', { id });
  });
  return () => {
    events.off('sent', onSent);
  };
}
