import { describe, expect, it } from 'vitest';
import { listText, orderText, priceText } from './format.ts';
import type { Order } from './model.ts';

const order: Order = {
  id: 7,
  customer: 'Ada',
  state: 'draft',
  createdAt: new Date(0),
  lines: [
    { article: 'AB-0001', amount: 2, priceInCents: 250 },
    { article: 'CD-0002', amount: 1, priceInCents: 1999 },
  ],
};

describe('orderText', () => {
  it('names the customer', () => {
    expect(orderText(order)).toContain('Order 7 of Ada');
  });

  it('ends with the total', () => {
    expect(orderText(order).split('\n').at(-1)).toBe(priceText(2499));
  });
});

it('begins with the oldest', () => {
  const newer = { ...order, id: 8, createdAt: new Date(1000) };
  expect(listText([newer, order]).indexOf('Order 7')).toBeLessThan(listText([newer, order]).indexOf('Order 8'));
});
