import { createServer, type Server } from 'node:http';
import { openDatabase } from '../shared/database.ts';
import { logFrom } from '../shared/log.ts';
import type { OrderConfig } from './config.ts';
import { eventsOf } from './events.ts';
import { handlersOf } from './handlers.ts';
import { OrderRepository } from './repository.ts';
import { OrderService } from './service.ts';

export interface Started {
  readonly server: Server;
  close(): Promise<void>;
}

export async function start({ database, isVerbose }: OrderConfig, port: number): Promise<Started> {
  const log = logFrom(isVerbose ? 'debug' : 'warn', console.log);
  const pool = openDatabase(database);
  const service = new OrderService(new OrderRepository(pool), log);
  const { pay, place } = handlersOf(service);
  eventsOf(service).on('paid', ({ id }) => {
    log.write('info', 'paid', { id });
  });
  const server = createServer((request, response) => {
    void (request.method === 'POST' ? place(request, response) : pay(request, response));
  });
  await new Promise<void>((resolve) => {
    server.listen(port, resolve);
  });
  return {
    server,
    async close() {
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
    },
  };
}
