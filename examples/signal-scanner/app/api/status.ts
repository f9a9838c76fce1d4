import type { FastifyInstance } from 'fastify';
import { requireOwnTask, taskParamsSchema, type TaskParams } from './access.js';

export async function statusRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Params: TaskParams }>('/status/:taskId', { schema: { params: taskParamsSchema } }, async (request) => {
    const { id, status, progress, error } = await requireOwnTask(request);
    return { taskId: id, status, progress, error };
  });
}
