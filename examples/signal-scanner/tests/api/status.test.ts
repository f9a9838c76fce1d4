import { randomUUID } from 'node:crypto';
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

test('says how far a task has come, and why it failed', async ({ dbSession, client }) => {
  const { id, headers } = await createUser(dbSession);
  const taskId = await createTask(dbSession, { id, headers }, 'processing', 40);
  const getStatus = async () => (await client.inject({ url: `/api/status/${taskId}`, headers })).json();

  expect(await getStatus()).toEqual({ taskId, status: 'processing', progress: 40, error: null });
  await setProgress(dbSession, taskId, 'failed', 70, 'Rate limit reached');
  expect(await getStatus()).toEqual({ taskId, status: 'failed', progress: 70, error: 'Rate limit reached' });
});

test('answers 403 to another user', async ({ dbSession, client }) => {
  const taskId = await createTask(dbSession, await createUser(dbSession));
  const { headers } = await createUser(dbSession);

  expect((await client.inject({ url: `/api/status/${taskId}`, headers })).statusCode).toBe(403);
});

test('answers 401 without a token', async ({ client }) => {
  expect((await client.inject(`/api/status/${randomUUID()}`)).statusCode).toBe(401);
});
