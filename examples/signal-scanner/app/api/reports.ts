import type { FastifyInstance } from 'fastify';
import { HttpError } from '../core/errors.js';
import { findReport } from '../db/reports.js';
import { withSession } from '../db/session.js';
import { requireOwnTask, taskParamsSchema, type TaskParams } from './access.js';

export async function reportRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Params: TaskParams }>('/reports/:taskId', { schema: { params: taskParamsSchema } }, async (request) => {
    const task = await requireOwnTask(request);
    if (task.status !== 'completed') throw new HttpError(409, 'The analysis has not finished');

    const report = await withSession((session) => findReport(session, task.id));
    if (!report) throw new HttpError(404, 'No report for this task');
    return report;
  });
}
