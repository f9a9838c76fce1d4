import type { FastifyRequest } from 'fastify';
import { HttpError } from '../core/errors.js';
import { verifyToken } from '../core/security.js';
import { withSession } from '../db/session.js';
import { findTask, type Task } from '../db/tasks.js';

export interface TaskParams {
  taskId: string;
}

export const taskParamsSchema = {
  type: 'object',
  required: ['taskId'],
  properties: { taskId: { type: 'string', format: 'uuid' } },
};

export function requireUserId(request: FastifyRequest): string {
  const [scheme, token] = request.headers.authorization?.split(' ') ?? [];
  const userId = scheme === 'Bearer' && token ? verifyToken(token) : undefined;
  if (userId === undefined) throw new HttpError(401, 'Sign in first');
  return userId;
}

export async function requireOwnTask(request: FastifyRequest<{ Params: TaskParams }>): Promise<Task> {
  const userId = requireUserId(request);
  const task = await withSession((session) => findTask(session, request.params.taskId));
  if (!task) throw new HttpError(404, 'No such task');
  if (task.userId !== userId) throw new HttpError(403, 'This task belongs to someone else');
  return task;
}
