import { describe, expect, test } from 'vitest';
import { config } from '../../app/core/config.js';
import { hashPassword, issueToken, verifyPassword, verifyToken } from '../../app/core/security.js';

describe('passwords', () => {
  test('a hash accepts its own password', async () => {
    expect(await verifyPassword('SecurePass123!', await hashPassword('SecurePass123!'))).toBe(true);
  });

  test('a hash refuses any other password', async () => {
    expect(await verifyPassword('securepass123!', await hashPassword('SecurePass123!'))).toBe(false);
  });

  test('the same password never gives the same hash', async () => {
    expect(await hashPassword('SecurePass123!')).not.toBe(await hashPassword('SecurePass123!'));
  });

  test.each(['', 'plain text', 'bcrypt$salt$key'])(
    'what is not one of our hashes accepts nothing: %j',
    async (stored) => {
      expect(await verifyPassword('SecurePass123!', stored)).toBe(false);
    },
  );
});

describe('tokens', () => {
  const now = Date.UTC(2025, 0, 1);

  test('a token names its user', () => {
    expect(verifyToken(issueToken('user-1', now), now)).toBe('user-1');
  });

  test('a token expires', () => {
    expect(verifyToken(issueToken('user-1', now), now + config.tokenLifetimeSeconds * 1000)).toBeUndefined();
  });

  test('a token with other claims is refused', () => {
    const [, signature] = issueToken('user-1', now).split('.');
    const [claims] = issueToken('user-2', now).split('.');

    expect(verifyToken(`${claims}.${signature}`, now)).toBeUndefined();
  });
});
