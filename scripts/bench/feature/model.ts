export type OrderState = 'cancelled' | 'draft' | 'paid' | 'sent';

export interface OrderLine {
  readonly article: string;
  readonly amount: number;
  readonly priceInCents: number;
}

export interface Order {
  readonly id: number;
  readonly customer: string;
  readonly state: OrderState;
  readonly lines: readonly OrderLine[];
  readonly createdAt: Date;
}

const next: Readonly<Record<OrderState, readonly OrderState[]>> = {
  draft: ['paid', 'cancelled'],
  paid: ['sent', 'cancelled'],
  sent: [],
  cancelled: [],
};

export function mayBecome(from: OrderState, to: OrderState): boolean {
  return next[from].includes(to);
}

export function totalOf({ lines }: Order): number {
  return lines.reduce((total, { amount, priceInCents }) => total + amount * priceInCents, 0);
}

export function withLine(order: Order, line: OrderLine): Order {
  const same = order.lines.find(({ article }) => article === line.article);
  const others = order.lines.filter((one) => one !== same);
  const merged = same === undefined ? line : { ...same, amount: same.amount + line.amount };
  return { ...order, lines: [...others, merged].sort((one, other) => one.article.localeCompare(other.article)) };
}

export function byCustomer(orders: readonly Order[]): ReadonlyMap<string, readonly Order[]> {
  const found = new Map<string, Order[]>();
  for (const order of orders) {
    const list = found.get(order.customer) ?? [];
    found.set(order.customer, list);
    list.push(order);
  }
  return found;
}
