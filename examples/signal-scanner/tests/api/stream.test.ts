import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';
import type { PoolClient } from 'pg';
import { expect, test as base } from 'vitest';
import { pool } from '../../app/db/session.js';
import { buildApp } from '../../app/main.js';
import { createTask, createUser, setProgress } from '../support/factories.js';

const test = base.extend<{ dbSession: PoolClient; client: FastifyInstance }>({
  dbSession: async ({}, use) => {
    const session = await pool.connect();
    await session.query('TRUNCATE users, tasks, reports');
    await use(session);
    session.release();
  },
  client: async ({}, use) => {
    const app = buildApp();
    await app.listen({ port: 0 });
    await use(app);
  },
});

const eventNames = (body: string) => [...body.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name);

test('a task is followed until it completes, then the stream ends', async ({ dbSession, client }) => {
  const { id, headers } = await createUser(dbSession);
  const taskId = await createTask(dbSession, { id, headers }, 'processing', 40);

  const response = await client.inject({ url: `/api/stream/${taskId}`, headers, payloadAsStream: true });
  const body = response.stream();
  await once(body, 'readable');
  await setProgress(dbSession, taskId, 'completed', 100);

  expect(response.headers['content-type']).toBe('text/event-stream');
  expect(eventNames(await text(body))).toEqual(['connected', 'progress', 'completed', 'close']);
});

test('answers 401 without a token', async ({ client }) => {
  expect((await client.inject(`/api/stream/${randomUUID()}`)).statusCode).toBe(401);
});
