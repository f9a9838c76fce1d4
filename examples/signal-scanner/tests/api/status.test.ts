import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { PoolClient } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pool } from '../../app/db/session.js';
import { buildApp } from '../../app/main.js';
import { createTask, createUser, setProgress, type SignedInUser } from '../support/factories.js';

let dbSession: PoolClient;
let client: FastifyInstance;

beforeEach(async () => {
  dbSession = await pool.connect();
  await dbSession.query('TRUNCATE users, tasks, reports');
});

afterEach(() => {
  dbSession?.release();
});

beforeEach(async () => {
  client = buildApp();
  await client.listen({ port: 0 });
});

const getStatus = (taskId: string, user: SignedInUser) =>
  client.inject({ url: `/api/status/${taskId}`, headers: user.headers });

test('says how far a task has come', async () => {
  const owner = await createUser(dbSession);
  const taskId = await createTask(dbSession, owner, 'processing', 40);

  const response = await getStatus(taskId, owner);

  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({ taskId, status: 'processing', progress: 40, error: null });
});

test('says why a task has failed', async () => {
  const owner = await createUser(dbSession);
  const taskId = await createTask(dbSession, owner);
  await setProgress(dbSession, taskId, 'failed', 70, 'Rate limit reached');

  expect((await getStatus(taskId, owner)).json()).toMatchObject({ status: 'failed', error: 'Rate limit reached' });
});

test('answers 403 to another user', async () => {
  const taskId = await createTask(dbSession, await createUser(dbSession));

  expect((await getStatus(taskId, await createUser(dbSession))).statusCode).toBe(403);
});

test('answers 404 for an unknown task', async () => {
  expect((await getStatus(randomUUID(), await createUser(dbSession))).statusCode).toBe(404);
});
