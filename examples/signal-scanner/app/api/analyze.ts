import type { FastifyInstance } from 'fastify';
import { withSession } from '../db/session.js';
import { insertTask } from '../db/tasks.js';
import { discoverCommunities } from '../services/communities.js';
import { extractKeywords } from '../services/keywords.js';
import { requireUserId } from './access.js';

const bodySchema = {
  type: 'object',
  required: ['description'],
  properties: { description: { type: 'string', minLength: 10 } },
};

export async function analyzeRoutes(app: FastifyInstance): Promise<void> {
  app.post<{ Body: { description: string } }>('/analyze', { schema: { body: bodySchema } }, async (request, reply) => {
    const userId = requireUserId(request);
    const keywords = extractKeywords(request.body.description);
    const task = await withSession((session) => insertTask(session, userId, request.body.description, keywords));

    return reply.code(201).send({
      taskId: task.id,
      keywords,
      communities: discoverCommunities(keywords).map(({ name }) => name),
    });
  });
}
