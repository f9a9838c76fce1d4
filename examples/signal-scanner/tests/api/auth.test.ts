import type { FastifyInstance } from 'fastify';
import type { PoolClient } from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyToken } from '../../app/core/security.js';
import { pool } from '../../app/db/session.js';
import { buildApp } from '../../app/main.js';

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

afterEach(async () => {
  await client?.close();
});

afterAll(async () => {
  await pool.end();
});

const credentials = { email: 'ada@example.com', password: 'correct horse battery' };

const register = () => client.inject({ method: 'POST', url: '/api/auth/register', payload: credentials });

const login = (payload: typeof credentials) => client.inject({ method: 'POST', url: '/api/auth/login', payload });

describe('register', () => {
  test('creates an account and stores no plain password', async () => {
    const response = await register();

    expect(response.statusCode).toBe(201);
    const { rows } = await dbSession.query('SELECT id, email, password_hash FROM users');
    expect(rows).toEqual([
      { id: response.json().id, email: credentials.email, password_hash: expect.stringMatching(/^scrypt\$/) },
    ]);
  });

  test('answers 409 when the address is taken', async () => {
    await register();

    expect((await register()).statusCode).toBe(409);
  });

  test('answers 400 to a short password', async () => {
    const response = await client.inject({
      method: 'POST',
      url: '/api/auth/register',
      payload: { ...credentials, password: 'short' },
    });

    expect(response.statusCode).toBe(400);
  });
});

describe('login', () => {
  test('returns a token for the user', async () => {
    const { id } = (await register()).json();

    const response = await login(credentials);

    expect(response.statusCode).toBe(200);
    expect(verifyToken(response.json().accessToken)).toBe(id);
  });

  test('answers 401 to a wrong password', async () => {
    await register();

    expect((await login({ ...credentials, password: 'wrong password' })).statusCode).toBe(401);
  });
});

test('the whole way: register, log in, use a protected route', async () => {
  await register();
  const { accessToken } = (await login(credentials)).json();

  const response = await client.inject({
    method: 'POST',
    url: '/api/analyze',
    headers: { authorization: `Bearer ${accessToken}` },
    payload: { description: 'An AI note-taking app with backup' },
  });

  expect(response.statusCode).toBe(201);
  expect(response.json()).toMatchObject({
    keywords: ['ai', 'note-taking', 'app', 'backup'],
    communities: ['r/notetaking', 'r/machinelearning', 'r/productivity'],
  });
});
