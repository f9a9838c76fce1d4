import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageOf, NoSuchOrder, WrongState } from './errors.ts';
import { orderText } from './format.ts';
import type { OrderService } from './service.ts';
import { linesOf } from './validation.ts';

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' });
  response.end(text);
}

export function handlersOf(service: OrderService) {
  const guarded =
    (handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>) =>
    async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      try {
        await handle(request, response);
      } catch (error) {
        const status = error instanceof NoSuchOrder ? 404 : error instanceof WrongState ? 409 : 500;
        answer(response, status, messageOf(error));
      }
    };
  return {
    place: guarded(async (request, response) => {
      const lines = linesOf(await bodyOf(request));
      if (!lines.ok) {
        answer(response, 400, lines.wrong);
        return;
      }
      const order = await service.place(request.headers.from ?? 'nobody', lines.value);
      answer(response, 201, orderText(order));
    }),
    pay: guarded(async (request, response) => {
      const id = Number(request.url?.split('/').at(-1));
      const order = await service.move(id, 'paid');
      answer(response, 200, orderText(order));
    }),
  };
}
