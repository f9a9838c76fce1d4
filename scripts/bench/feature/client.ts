import { OrderError } from './errors.ts';
import type { Order } from './model.ts';

export interface Answer {
  readonly status: number;
  text(): Promise<string>;
}

export type Fetch = (url: URL, init: { readonly method: string; readonly body?: string }) => Promise<Answer>;

/** Speaks to the service that sends orders. */
export class OrderClient {
  readonly #base: URL;
  readonly #fetch: Fetch;

  constructor(base: URL, fetch: Fetch) {
    this.#base = base;
    this.#fetch = fetch;
  }

  async send(order: Order): Promise<string> {
    const answer = await this.#fetch(new URL('orders', this.#base), { method: 'POST', body: JSON.stringify(order) });
    const text = await answer.text();
    if (answer.status >= 400) {
      throw new OrderError(order.id, text);
    }
    return text.trim();
  }

  async isSent(id: number): Promise<boolean> {
    const answer = await this.#fetch(new URL(`orders/${String(id)}`, this.#base), { method: 'GET' });
    if (answer.status === 404) {
      return false;
    }
    return answer.text().then((text) => text.startsWith('sent'));
  }

  async waitFor(ids: readonly number[]): Promise<readonly number[]> {
    const answers = await Promise.all(ids.map(async (id) => ({ id, isSent: await this.isSent(id) })));
    return answers.filter(({ isSent }) => !isSent).map(({ id }) => id);
  }
}
