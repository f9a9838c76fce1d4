import type { PoolClient } from 'pg';

export type TaskStatus = 'pending' | 'processing' | 'completed' | 'failed';

export interface Task {
  id: string;
  userId: string;
  description: string;
  keywords: string[];
  status: TaskStatus;
  progress: number;
  error: string | null;
}

const COLUMNS = 'id, user_id AS "userId", description, keywords, status, progress, error';

export async function insertTask(
  session: PoolClient,
  userId: string,
  description: string,
  keywords: string[],
): Promise<Task> {
  const { rows } = await session.query<Task>(
    `INSERT INTO tasks (user_id, description, keywords) VALUES ($1, $2, $3) RETURNING ${COLUMNS}`,
    [userId, description, keywords],
  );
  return rows[0]!;
}

export async function findTask(session: PoolClient, id: string): Promise<Task | undefined> {
  const { rows } = await session.query<Task>(`SELECT ${COLUMNS} FROM tasks WHERE id = $1`, [id]);
  return rows[0];
}
