import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';
import type { PoolClient } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pool } from '../../app/db/session.js';
import { buildApp } from '../../app/main.js';
import { createTask, createUser } from '../support/factories.js';

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

const eventNames = (body: string) => [...body.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name);

test('a completed task gives its completion, then the stream ends', async () => {
  const owner = await createUser(dbSession);
  const taskId = await createTask(dbSession, owner, 'completed');

  const response = await client.inject({ url: `/api/stream/${taskId}`, headers: owner.headers });

  expect(response.headers['content-type']).toBe('text/event-stream');
  expect(eventNames(response.body)).toEqual(['connected', 'completed', 'close']);
});

test('a running task is followed until it completes', async () => {
  const owner = await createUser(dbSession);
  const taskId = await createTask(dbSession, owner, 'processing', 40);

  const response = await client.inject({
    url: `/api/stream/${taskId}`,
    headers: owner.headers,
    payloadAsStream: true,
  });
  const body = response.stream();
  await once(body, 'readable');
  await dbSession.query(`UPDATE tasks SET status = 'completed', progress = 100`);

  expect(eventNames(await text(body))).toEqual(['connected', 'progress', 'completed', 'close']);
});

test('answers 403 to another user', async () => {
  const taskId = await createTask(dbSession, await createUser(dbSession));

  const response = await client.inject({
    url: `/api/stream/${taskId}`,
    headers: (await createUser(dbSession)).headers,
  });

  expect(response.statusCode).toBe(403);
});
