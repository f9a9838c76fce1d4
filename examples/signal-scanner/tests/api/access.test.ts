import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { requireUserId } from '../../app/api/access.js';
import { issueToken } from '../../app/core/security.js';

const requestWith = (authorization: string) => ({ headers: { authorization } }) as FastifyRequest;

test('a bearer token names the user of a request', () => {
  expect(requireUserId(requestWith(`Bearer ${issueToken('user-1')}`))).toBe('user-1');
});

test('another scheme is refused', () => {
  expect(() => requireUserId(requestWith(`Basic ${issueToken('user-1')}`))).toThrow('Sign in first');
});

test('a forged token is refused', () => {
  expect(() => requireUserId(requestWith(`Bearer ${issueToken('user-1')}x`))).toThrow('Sign in first');
});
