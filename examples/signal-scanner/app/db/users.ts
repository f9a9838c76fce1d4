import type { PoolClient } from 'pg';

export interface User {
  id: string;
  email: string;
  passwordHash: string;
}

const COLUMNS = 'id, email, password_hash AS "passwordHash"';

/** Gives `undefined` when the address is taken. */
export async function insertUser(session: PoolClient, email: string, passwordHash: string): Promise<User | undefined> {
  const { rows } = await session.query<User>(
    `INSERT INTO users (email, password_hash) VALUES ($1, $2) ON CONFLICT (email) DO NOTHING RETURNING ${COLUMNS}`,
    [email, passwordHash],
  );
  return rows[0];
}

export async function findUserByEmail(session: PoolClient, email: string): Promise<User | undefined> {
  const { rows } = await session.query<User>(`SELECT ${COLUMNS} FROM users WHERE email = $1`, [email]);
  return rows[0];
}
