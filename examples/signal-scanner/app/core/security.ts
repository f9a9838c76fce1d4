import { createHmac, randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import { config } from './config.js';

const deriveKey = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

const SALT_BYTES = 16;
const KEY_BYTES = 32;

/** The stored form is `scrypt$<salt>$<key>`, both in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await deriveKey(password, salt, KEY_BYTES, { cost: config.passwordCost });
  return `scrypt$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, salt, key] = stored.split('$');
  if (scheme !== 'scrypt' || !salt || !key) return false;

  const expected = Buffer.from(key, 'base64url');
  const actual = await deriveKey(password, Buffer.from(salt, 'base64url'), KEY_BYTES, { cost: config.passwordCost });
  return sameBytes(actual, expected);
}

/** A signed token: `<claims>.<signature>`. `now` is in milliseconds. */
export function issueToken(userId: string, now: number = Date.now()): string {
  const expiresAt = Math.floor(now / 1000) + config.tokenLifetimeSeconds;
  const claims = Buffer.from(JSON.stringify({ sub: userId, exp: expiresAt })).toString('base64url');
  return `${claims}.${sign(claims)}`;
}

/** Gives the user's id, or `undefined` when the token is malformed, forged or expired. */
export function verifyToken(token: string, now: number = Date.now()): string | undefined {
  const [claims, signature, ...rest] = token.split('.');
  if (!claims || !signature || rest.length > 0) return undefined;
  if (!sameBytes(Buffer.from(signature), Buffer.from(sign(claims)))) return undefined;

  const { sub, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string; exp: number };
  return exp * 1000 > now ? sub : undefined;
}

function sign(text: string): string {
  return createHmac('sha256', config.tokenSecret).update(text).digest('base64url');
}

function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
