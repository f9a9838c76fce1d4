import type { Order } from './model.ts';

interface Kept {
  readonly order: Promise<Order>;
  readonly until: number;
}

/** Keeps orders for a while, and forgets what is old now and then. */
export class OrderCache {
  readonly #kept = new Map<number, Kept>();
  readonly #find: (id: number) => Promise<Order>;
  readonly #keepMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(find: (id: number) => Promise<Order>, keepMs: number) {
    this.#find = find;
    this.#keepMs = keepMs;
  }

  start(): void {
    this.#timer ??= setInterval(() => {
      this.#forgetOld();
    }, this.#keepMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async find(id: number): Promise<Order> {
    const now = Date.now();
    const known = this.#kept.get(id);
    if (known !== undefined && known.until > now) {
      return known.order;
    }
    const order = this.#find(id);
    this.#kept.set(id, { order, until: now + this.#keepMs });
    try {
      return await order;
    } catch (error) {
      this.#kept.delete(id);
      throw error;
    }
  }

  #forgetOld(): void {
    const now = Date.now();
    for (const [id, { until }] of this.#kept) {
      if (until <= now) {
        this.#kept.delete(id);
      }
    }
  }
}
