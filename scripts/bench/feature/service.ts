import type { Log } from '../shared/log.ts';
import { messageOf, WrongState } from './errors.ts';
import { mayBecome, type Order, type OrderLine, type OrderState, totalOf } from './model.ts';

export interface Orders {
  find(id: number): Promise<Order>;
  all(customer: string): Promise<readonly Order[]>;
  add(customer: string, lines: readonly OrderLine[]): Promise<number>;
  setState(id: number, state: OrderState): Promise<void>;
}

export type Told = (order: Order) => Promise<void>;

export class OrderService {
  readonly #orders: Orders;
  readonly #log: Log;
  readonly #told: Told[] = [];

  constructor(orders: Orders, log: Log) {
    this.#orders = orders;
    this.#log = log;
  }

  tell(told: Told): void {
    this.#told.push(told);
  }

  async place(customer: string, lines: readonly OrderLine[]): Promise<Order> {
    const id = await this.#orders.add(customer, lines);
    const order = await this.#orders.find(id);
    await this.#tellAll(order);
    return order;
  }

  async move(id: number, to: OrderState): Promise<Order> {
    const order = await this.#orders.find(id);
    if (!mayBecome(order.state, to)) {
      throw new WrongState(id, order.state);
    }
    await this.#orders.setState(id, to);
    const moved = { ...order, state: to };
    void this.#tellAll(moved).catch((error: unknown) => {
      this.#log.write('error', messageOf(error), { id });
    });
    return moved;
  }

  async turnover(customers: readonly string[]): Promise<number> {
    const lists = await Promise.all(customers.map((customer) => this.#orders.all(customer)));
    return lists.flat().reduce((sum, order) => sum + totalOf(order), 0);
  }

  async #tellAll(order: Order): Promise<void> {
    const results = await Promise.allSettled(this.#told.map((told) => told(order)));
    for (const result of results) {
      if (result.status === 'rejected') {
        this.#log.write('warn', messageOf(result.reason), { id: order.id });
      }
    }
  }
}
