import type { FastifyInstance } from 'fastify';
import type { PoolClient } from 'pg';
import { afterAll, describe, expect, test as base } from 'vitest';
import { hashPassword, verifyToken } from '../../app/core/security.js';
import { pool } from '../../app/db/session.js';
import { insertUser } from '../../app/db/users.js';
import { buildApp } from '../../app/main.js';
import { setProgress } from '../support/factories.js';

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
    await app.close();
  },
});

afterAll(async () => {
  await pool.end();
});

const credentials = { email: 'ada@example.com', password: 'correct horse battery' };

const register = (client: FastifyInstance, payload = credentials) =>
  client.inject({ method: 'POST', url: '/api/auth/register', payload });

const login = (client: FastifyInstance, payload = credentials) =>
  client.inject({ method: 'POST', url: '/api/auth/login', payload });

describe('register', () => {
  test('creates an account and stores no plain password', async ({ dbSession, client }) => {
    const response = await register(client);

    expect(response.statusCode).toBe(201);
    const { rows } = await dbSession.query('SELECT id, email, password_hash FROM users');
    expect(rows).toEqual([
      { id: response.json().id, email: credentials.email, password_hash: expect.stringMatching(/^scrypt\$/) },
    ]);
  });

  test('answers 409 when the address is taken', async ({ dbSession, client }) => {
    await insertUser(dbSession, credentials.email, 'no-password');

    expect((await register(client)).statusCode).toBe(409);
  });

  test('answers 400 to a short password', async ({ client }) => {
    expect((await register(client, { ...credentials, password: 'short' })).statusCode).toBe(400);
  });
});

describe('login', () => {
  test('returns a token for the user', async ({ dbSession, client }) => {
    const user = await insertUser(dbSession, credentials.email, await hashPassword(credentials.password));

    const response = await login(client);

    expect(response.statusCode).toBe(200);
    expect(verifyToken(response.json().accessToken)).toBe(user?.id);
  });

  test('answers 401 to a wrong password', async ({ dbSession, client }) => {
    await insertUser(dbSession, credentials.email, await hashPassword('another password'));

    expect((await login(client)).statusCode).toBe(401);
  });
});

test('the whole way: register, log in, describe an idea, read the report', async ({ dbSession, client }) => {
  await register(client);
  const { accessToken } = (await login(client)).json();
  const headers = { authorization: `Bearer ${accessToken}` };

  const analysis = await client.inject({
    method: 'POST',
    url: '/api/analyze',
    headers,
    payload: { description: 'An AI note-taking app with backup' },
  });
  expect(analysis.statusCode).toBe(201);
  const { taskId, ...found } = analysis.json();
  expect(found).toEqual({
    keywords: ['ai', 'note-taking', 'app', 'backup'],
    communities: ['r/notetaking', 'r/machinelearning', 'r/productivity'],
  });

  const signals = [{ community: 'r/notetaking', quote: 'I lose every citation I save' }];
  await setProgress(dbSession, taskId, 'completed', 100);
  await dbSession.query('INSERT INTO reports (task_id, summary, signals) VALUES ($1, $2, $3)', [
    taskId,
    'Researchers lose citations',
    JSON.stringify(signals),
  ]);
  const report = await client.inject({ url: `/api/reports/${taskId}`, headers });
  expect(report.json()).toEqual({ taskId, summary: 'Researchers lose citations', signals });
});
