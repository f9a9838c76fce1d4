import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { PoolClient } from 'pg';
import { expect, test as base } from 'vitest';
import { pool } from '../../app/db/session.js';
import { buildApp } from '../../app/main.js';
import { createTask, createUser } from '../support/factories.js';

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

test('answers 403 to another user', async ({ dbSession, client }) => {
  const taskId = await createTask(dbSession, await createUser(dbSession), 'completed');
  const { headers } = await createUser(dbSession);

  expect((await client.inject({ url: `/api/reports/${taskId}`, headers })).statusCode).toBe(403);
});

test('answers 409 before the analysis has finished', async ({ dbSession, client }) => {
  const owner = await createUser(dbSession);
  const taskId = await createTask(dbSession, owner, 'processing', 40);

  expect((await client.inject({ url: `/api/reports/${taskId}`, headers: owner.headers })).statusCode).toBe(409);
});

test('answers 401 without a token', async ({ client }) => {
  expect((await client.inject(`/api/reports/${randomUUID()}`)).statusCode).toBe(401);
});

test('answers 400 to what is no id', async ({ client }) => {
  expect((await client.inject('/api/reports/latest')).statusCode).toBe(400);
});
