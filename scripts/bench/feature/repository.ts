import type { Pool } from 'pg';
import { inTransaction } from '../shared/database.ts';
import { NoSuchOrder } from './errors.ts';
import type { Order, OrderLine, OrderState } from './model.ts';

interface OrderRow {
  readonly id: number;
  readonly customer: string;
  readonly state: OrderState;
  readonly created_at: Date;
}

export class OrderRepository {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async find(id: number): Promise<Order> {
    const { rows } = await this.#pool.query<OrderRow>('select * from orders where id = $1', [id]);
    const [row] = rows;
    if (row === undefined) {
      throw new NoSuchOrder(id);
    }
    return this.#complete(row);
  }

  async all(customer: string): Promise<readonly Order[]> {
    const { rows } = await this.#pool.query<OrderRow>('select * from orders where customer = $1', [customer]);
    return Promise.all(rows.map((row) => this.#complete(row)));
  }

  async add(customer: string, lines: readonly OrderLine[]): Promise<number> {
    return inTransaction(this.#pool, async (client) => {
      const { rows } = await client.query<{ id: number }>('insert into orders (customer) values ($1) returning id', [
        customer,
      ]);
      const id = rows[0]?.id ?? 0;
      for (const { article, amount, priceInCents } of lines) {
        await client.query('insert into lines values ($1, $2, $3, $4)', [id, article, amount, priceInCents]);
      }
      return id;
    });
  }

  async setState(id: number, state: OrderState): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await client.query('select pg_advisory_xact_lock($1)', [id]);
      await client.query('update orders set state = $2 where id = $1', [id, state]);
    } finally {
      client.release();
    }
  }

  async #complete({ id, customer, state, created_at: createdAt }: OrderRow): Promise<Order> {
    const { rows } = await this.#pool.query<OrderLine>('select * from lines where "order" = $1', [id]);
    return { id, customer, state, createdAt, lines: rows };
  }
}
