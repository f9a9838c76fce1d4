import type { OrderState } from './model.ts';

export class OrderError extends Error {
  readonly order: number;

  constructor(order: number, message: string, options?: ErrorOptions) {
    super(`Order ${String(order)}: ${message}`, options);
    this.name = new.target.name;
    this.order = order;
  }
}

export class NoSuchOrder extends OrderError {
  constructor(order: number) {
    super(order, 'there is none');
  }
}

export class WrongState extends OrderError {
  readonly state: OrderState;

  constructor(order: number, state: OrderState) {
    super(order, `is ${state} already`);
    this.state = state;
  }
}

export function messageOf(error: unknown): string {
  if (error instanceof OrderError) {
    return error.message;
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
