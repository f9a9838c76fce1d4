import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { start, type Started } from './start.ts';

const config = readConfig({ ORDER_DATABASE: 'orders_test', ORDER_SERVICE: 'http://localhost' });

let started: Started;

beforeEach(async () => {
  started = await start(config, 0);
});

afterEach(async () => {
  await started.close();
});

function urlOf({ server }: Started): string {
  const address = server.address();
  return typeof address === 'object' && address !== null ? `http://localhost:${String(address.port)}` : '';
}

describe('the service', () => {
  it('refuses what is no order', async () => {
    const answer = await fetch(urlOf(started), { method: 'POST', body: '{}' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toBe('no list');
  });

  it('does not know an order that nobody placed', async () => {
    const answer = await fetch(`${urlOf(started)}/orders/1`);
    expect(answer.status).toBe(404);
  });
});
