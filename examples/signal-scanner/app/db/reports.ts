import type { PoolClient } from 'pg';

export interface Signal {
  community: string;
  quote: string;
}

export interface Report {
  taskId: string;
  summary: string;
  signals: Signal[];
}

export async function findReport(session: PoolClient, taskId: string): Promise<Report | undefined> {
  const { rows } = await session.query<Report>(
    'SELECT task_id AS "taskId", summary, signals FROM reports WHERE task_id = $1',
    [taskId],
  );
  return rows[0];
}
