import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { config } from '../core/config.js';
import { withSession } from '../db/session.js';
import { findTask, type Task } from '../db/tasks.js';
import { requireOwnTask, taskParamsSchema, type TaskParams } from './access.js';

export async function streamRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Params: TaskParams }>(
    '/stream/:taskId',
    { schema: { params: taskParamsSchema } },
    async (request, reply) => {
      const task = await requireOwnTask(request);
      return reply
        .header('content-type', 'text/event-stream')
        .header('cache-control', 'no-cache')
        .send(Readable.from(taskEvents(task)));
    },
  );
}

/** Server-sent events of one task: every change of status or progress, until it has completed or failed. */
async function* taskEvents(task: Task): AsyncGenerator<string> {
  yield serverSentEvent('connected', { taskId: task.id });

  let current: Task | undefined = task;
  let sent: Task | undefined;
  while (current) {
    const { status, progress, error }: Task = current;
    if (status === 'completed' || status === 'failed') {
      yield serverSentEvent(status, { progress, error });
      break;
    }
    if (status !== sent?.status || progress !== sent.progress) {
      yield serverSentEvent('progress', { status, progress });
      sent = current;
    }
    await sleep(config.streamPollMilliseconds);
    current = await withSession((session) => findTask(session, task.id));
  }
  yield serverSentEvent('close', {});
}

function serverSentEvent(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
