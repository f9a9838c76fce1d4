import { setTimeout as pause } from 'node:timers/promises';

export interface Retries {
  readonly times: number;
  readonly waitMs: number;
}

export async function withRetries<Result>({ times, waitMs }: Retries, work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= times) {
        throw error;
      }
      await pause(waitMs * attempt);
    }
  }
}
