import { type Order, type OrderLine, totalOf } from './model.ts';

const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });

export function priceText(cents: number): string {
  return money.format(cents / 100);
}

function lineText({ article, amount, priceInCents }: OrderLine, width: number): string {
  return [article.padEnd(width), String(amount).padStart(4), priceText(amount * priceInCents).padStart(12)].join(' ');
}

export function orderText(order: Order): string {
  const width = Math.max(...order.lines.map(({ article }) => article.length), 8);
  const lines = order.lines.map((line) => lineText(line, width));
  const rule = '-'.repeat(width + 18);
  return [`Order ${String(order.id)} of ${order.customer}`, rule, ...lines, rule, priceText(totalOf(order))].join('\n');
}

export function listText(orders: readonly Order[]): string {
  return orders
    .toSorted((one, other) => one.createdAt.getTime() - other.createdAt.getTime())
    .map((order) => orderText(order))
    .join('\n\n');
}
