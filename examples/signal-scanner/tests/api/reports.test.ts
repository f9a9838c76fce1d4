import type { FastifyInstance } from 'fastify';
import type { PoolClient } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pool } from '../../app/db/session.js';
import { buildApp } from '../../app/main.js';
import { createTask, createUser, type SignedInUser } from '../support/factories.js';

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

const getReport = (taskId: string, user?: SignedInUser) =>
  client.inject({ url: `/api/reports/${taskId}`, headers: user?.headers ?? {} });

test('gives the report of a completed task', async () => {
  const owner = await createUser(dbSession);
  const taskId = await createTask(dbSession, owner, 'completed');
  const signals = [{ community: 'r/notetaking', quote: 'I lose every citation I save' }];
  await dbSession.query('INSERT INTO reports (task_id, summary, signals) VALUES ($1, $2, $3)', [
    taskId,
    'Researchers lose citations',
    JSON.stringify(signals),
  ]);

  const response = await getReport(taskId, owner);

  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({ taskId, summary: 'Researchers lose citations', signals });
});

test('answers 403 to another user', async () => {
  const taskId = await createTask(dbSession, await createUser(dbSession), 'completed');

  expect((await getReport(taskId, await createUser(dbSession))).statusCode).toBe(403);
});

test('answers 409 before the analysis has finished', async () => {
  const owner = await createUser(dbSession);
  const taskId = await createTask(dbSession, owner, 'processing', 40);

  expect((await getReport(taskId, owner)).statusCode).toBe(409);
});

test('answers 404 when a completed task has no report', async () => {
  const owner = await createUser(dbSession);
  const taskId = await createTask(dbSession, owner, 'completed');

  expect((await getReport(taskId, owner)).statusCode).toBe(404);
});

test('answers 401 without a token', async () => {
  const taskId = await createTask(dbSession, await createUser(dbSession), 'completed');

  expect((await getReport(taskId)).statusCode).toBe(401);
});
