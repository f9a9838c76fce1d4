import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { issueToken } from '../../app/core/security.js';
import { insertTask, type TaskStatus } from '../../app/db/tasks.js';
import { insertUser } from '../../app/db/users.js';

export interface SignedInUser {
  id: string;
  headers: { authorization: string };
}

/** A user who never types a password, so none is hashed. */
export async function createUser(session: PoolClient): Promise<SignedInUser> {
  const user = await insertUser(session, `${randomUUID()}@example.com`, 'no-password');
  if (!user) throw new Error('A random address was taken');
  return { id: user.id, headers: { authorization: `Bearer ${issueToken(user.id)}` } };
}

/** Gives the new task's id. */
export async function createTask(
  session: PoolClient,
  owner: SignedInUser,
  status: TaskStatus = 'pending',
  progress = status === 'completed' ? 100 : 0,
): Promise<string> {
  const task = await insertTask(session, owner.id, 'A note-taking app for researchers', ['note-taking', 'app']);
  await setProgress(session, task.id, status, progress);
  return task.id;
}

export async function setProgress(
  session: PoolClient,
  taskId: string,
  status: TaskStatus,
  progress: number,
  error: string | null = null,
): Promise<void> {
  await session.query('UPDATE tasks SET status = $2, progress = $3, error = $4 WHERE id = $1', [
    taskId,
    status,
    progress,
    error,
  ]);
}
