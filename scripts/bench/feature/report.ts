import { priceText } from './format.ts';
import { byCustomer, type Order, totalOf } from './model.ts';
import type { Orders } from './service.ts';

export interface Report {
  readonly customer: string;
  readonly orders: number;
  readonly total: string;
}

export async function* reports(orders: Orders, customers: AsyncIterable<string>): AsyncGenerator<Report> {
  for await (const customer of customers) {
    const all = await orders.all(customer);
    yield reportOf(customer, all);
  }
}

export function reportOf(customer: string, orders: readonly Order[]): Report {
  const total = orders.reduce((sum, order) => sum + totalOf(order), 0);
  return { customer, orders: orders.length, total: priceText(total) };
}

export async function best(
  orders: Orders,
  customers: AsyncIterable<string>,
  count: number,
): Promise<readonly Report[]> {
  const found: Report[] = [];
  for await (const report of reports(orders, customers)) {
    found.push(report);
  }
  return found.toSorted((one, other) => other.orders - one.orders).slice(0, count);
}

export function summary(orders: readonly Order[]): readonly Report[] {
  return [...byCustomer(orders)].map(([customer, own]) => reportOf(customer, own));
}
