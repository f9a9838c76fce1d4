import Fastify, { type FastifyInstance } from 'fastify';
import { analyzeRoutes } from './api/analyze.js';
import { authRoutes } from './api/auth.js';
import { reportRoutes } from './api/reports.js';
import { statusRoutes } from './api/status.js';
import { streamRoutes } from './api/stream.js';

export function buildApp(): FastifyInstance {
  const app = Fastify();
  for (const routes of [authRoutes, analyzeRoutes, reportRoutes, statusRoutes, streamRoutes]) {
    app.register(routes, { prefix: '/api' });
  }
  return app;
}
