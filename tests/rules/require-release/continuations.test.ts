import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

describe('a callback that gets an error or a connection', () => {
  invalid('an early return when the query fails', {
    code: `
import { Pool } from 'pg';
export function run(pool: Pool, id: number, callback: (error: Error | undefined, value?: unknown) => void) {
  pool.connect((err, client, done) => {
    if (err || !client) {
      callback(err);
      return;
    }
    client.query('select $1', [id], (error, result) => {
      if (error) {
        callback(error);
        return;
      }
      done();
      callback(undefined, result.rows);
    });
  });
}
`,
    reports: ['4:3 path'],
  });

  valid('that gives back, too', {
    code: `
import { Pool } from 'pg';
export function run(pool: Pool, id: number, callback: (error: Error | undefined, value?: unknown) => void) {
  pool.connect((err, client, done) => {
    if (err || !client) {
      callback(err);
      return;
    }
    client.query('select $1', [id], (error, result) => {
      done(error);
      callback(error ?? undefined, result?.rows);
    });
  });
}
`,
  });

  invalid('never', {
    code: `
import { Pool } from 'pg';
export function run(pool: Pool, id: number, callback: (error: Error | undefined, value?: unknown) => void) {
  pool.connect((err, client) => {
    if (err || !client) return callback(err);
    client.query('select $1', [id], (error, result) => {
      callback(error ?? undefined, result?.rows);
    });
  });
}
`,
    reports: ['4:3 never'],
  });

  invalid('mysql2, on one path', {
    code: `
import { type Pool } from 'mysql2';
export function run(pool: Pool, id: number, callback: (error: Error | null, value?: unknown) => void) {
  pool.getConnection((err, connection) => {
    if (err) { callback(err); return; }
    connection.query('select ?', [id], (error, rows) => {
      if (error) return callback(error);
      connection.release();
      callback(null, rows);
    });
  });
}
`,
    reports: ['4:3 path'],
  });

  invalid('whose error has the name of the one around, or a short one', {
    code: `
import { type Pool } from 'mysql2';
export function run(pool: Pool, id: number, callback: (error: Error | null, value?: unknown) => void) {
  pool.getConnection((err, connection) => {
    if (err) return callback(err);
    connection.query('select ?', [id], (err, rows) => {
      if (err) return callback(err);
      connection.release();
      callback(null, rows);
    });
  });
}
export function count(pool: Pool, callback: (error: Error | null, value?: unknown) => void) {
  pool.getConnection((e, connection) => {
    if (e) return callback(e);
    connection.query('select count(*) from jobs', (e, rows) => {
      if (e) return callback(e);
      connection.release();
      callback(null, rows);
    });
  });
}
`,
    reports: ['4:3 path', '14:3 path'],
  });

  invalid('whose error has another short name, or one that begins with what failed', {
    code: `
import { type Pool } from 'mysql2';
export function run(pool: Pool, id: number, callback: (error: Error | null, value?: unknown) => void) {
  pool.getConnection((cerr, connection) => {
    if (cerr) return callback(cerr);
    connection.query('select ?', [id], (qerr, rows) => {
      if (qerr) return callback(qerr);
      connection.release();
      callback(null, rows);
    });
  });
}
export function rename(pool: Pool, sql: string, callback: (error: Error | null) => void) {
  pool.getConnection((connection_error, connection) => {
    if (connection_error) return callback(connection_error);
    connection.query(sql, (query_error) => {
      if (query_error) return callback(query_error);
      connection.release();
      callback(null);
    });
  });
}
`,
    reports: ['4:3 path', '14:3 path'],
  });

  valid('of such a name, that gives back first', {
    code: `
import { type Pool } from 'mysql2';
export function run(pool: Pool, id: number, callback: (error: Error | null, value?: unknown) => void) {
  pool.getConnection((cerr, connection) => {
    if (cerr) return callback(cerr);
    connection.query('select ?', [id], (qerr, rows) => {
      connection.release();
      if (qerr) return callback(qerr);
      callback(null, rows);
    });
  });
}
`,
  });

  valid('in a transaction, whose errors all have one name', {
    code: `
import { type Pool } from 'mysql2';
export function run(pool: Pool, sql: string, callback: (error: Error | null) => void) {
  pool.getConnection((err, connection) => {
    if (err) return callback(err);
    const fail = (error: Error) => connection.rollback(() => { connection.release(); callback(error); });
    connection.beginTransaction((err) => {
      if (err) { connection.release(); return callback(err); }
      connection.query(sql, (err) => {
        if (err) return fail(err);
        connection.commit((err) => {
          if (err) return fail(err);
          connection.release();
          callback(null);
        });
      });
    });
  });
}
`,
  });

  valid('mysql2, before the error is looked at', {
    code: `
import { type Pool } from 'mysql2';
export function run(pool: Pool, id: number, callback: (error: Error | null, value?: unknown) => void) {
  pool.getConnection((err, connection) => {
    if (err) { callback(err); return; }
    connection.query('select ?', [id], (error, rows) => {
      connection.release();
      if (error) return callback(error);
      callback(null, rows);
    });
  });
}
`,
  });
});

describe('the callbacks of a promise', () => {
  invalid('only when it is fulfilled', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool) {
  const client = await pool.connect();
  return client.query('select 1').then((result) => {
    client.release();
    return result;
  });
}
`,
    reports: ['4:24 exception'],
  });

  invalid('only when the inner promise is fulfilled', {
    code: `
import { Pool } from 'pg';
export function run(pool: Pool) {
  return pool.connect().then((client) =>
    client.query('select 1').then((result) => {
      client.release();
      return result.rows;
    }),
  );
}
`,
    reports: ['4:10 exception'],
  });

  invalid('only when it is rejected', {
    code: `
import { Pool } from 'pg';
export function run(pool: Pool) {
  return pool.connect().then((client) =>
    client.query('select 1').catch((error: unknown) => {
      client.release();
      throw error;
    }),
  );
}
`,
    reports: ['4:10 path'],
  });

  valid('then and catch', {
    code: `
import { Pool } from 'pg';
export function run(pool: Pool) {
  return pool.connect().then((client) =>
    client
      .query('select 1')
      .then((result) => {
        client.release();
        return result.rows;
      })
      .catch((error: unknown) => {
        client.release();
        throw error;
      }),
  );
}
`,
  });

  valid('both callbacks of then', {
    code: `
import { Pool } from 'pg';
export function run(pool: Pool) {
  return pool.connect().then((client) =>
    client.query('select 1').then(
      (result) => {
        client.release();
        return result.rows;
      },
      (error: unknown) => {
        client.release();
        throw error;
      },
    ),
  );
}
`,
  });

  valid('finally', {
    code: `
import { Pool } from 'pg';
export function run(pool: Pool) {
  return pool.connect().then((client) => client.query('select 1').finally(() => client.release()));
}
`,
  });
});

describe('what a parameter lends', () => {
  invalid('a connection of mongoose', {
    code: `
import type { Connection } from 'mongoose';
export async function transfer(connection: Connection) {
  const session = await connection.startSession();
  await connection.model('Account').updateOne({}, {}, { session });
}
`,
    reports: ['4:25 never'],
  });

  invalid('mongoose itself', {
    code: `
import mongoose from 'mongoose';
export async function transfer() {
  const session = await mongoose.startSession();
  session.startTransaction();
  await mongoose.model('Account').updateOne({}, {}, { session });
  await session.commitTransaction();
}
`,
    reports: ['4:25 never'],
  });

  valid('and it is ended', {
    code: `
import mongoose from 'mongoose';
export async function transfer() {
  const session = await mongoose.startSession();
  try {
    session.startTransaction();
    await mongoose.model('Account').updateOne({}, {}, { session });
    await session.commitTransaction();
  } catch (error) {
    await session.abortTransaction();
    throw error;
  } finally {
    await session.endSession();
  }
}
`,
  });

  invalid('a producer', {
    code: `
import type { Kafka } from 'kafkajs';
export async function send(kafka: Kafka, topic: string, value: string) {
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ value }] });
}
`,
    reports: ['5:9 never'],
  });

  valid('an admin client that is disconnected', {
    code: `
import type { Kafka } from 'kafkajs';
export async function topics(kafka: Kafka) {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await admin.listTopics();
  } finally {
    await admin.disconnect();
  }
}
`,
  });

  invalid('a transaction that the methods of its package are given', {
    code: `
import type { Sequelize } from 'sequelize';
export async function transfer(sequelize: Sequelize) {
  const transaction = await sequelize.transaction();
  await sequelize.query('x', { transaction });
  await transaction.commit();
}
`,
    reports: ['4:29 exception'],
  });

  valid('that is rolled back', {
    code: `
import type { Sequelize } from 'sequelize';
export async function transfer(sequelize: Sequelize) {
  const t = await sequelize.transaction();
  try {
    await sequelize.query('x', { transaction: t });
    await t.commit();
  } catch (e) {
    await t.rollback();
    throw e;
  }
}
`,
  });
});

describe('what is not known to be lent', () => {
  valid('a callback that another function makes', {
    filename: 'app/db/session.js',
    code: `
import { Pool } from 'pg';
import { checked } from './checked.js';
export function find(done) {
  const pool = new Pool();
  pool.connect(
    checked((error, client, release) => {
      client.query('select 1', () => {
        release();
        pool.end(done);
      });
    }),
  );
}
`,
  });
});

describe('what a listener gets from the call that makes it', () => {
  const ping = (inner: string): string => `
import http2 from 'node:http2';
export function ping(url: string): Promise<number> {
  return new Promise((resolve) => {
    http2.connect(url, (session) => {
      session.ping((error, duration) => {
        ${inner}
      });
    });
  });
}
`;
  valid('is closed there', { filename: 'app/ping.ts', code: ping('session.close();\n        resolve(duration);') });

  invalid('stays open', { filename: 'app/ping.ts', code: ping('resolve(duration);'), reports: ['5:5 dropped'] });
});

describe('where a message sends who only has callbacks', () => {
  invalid('to the path, or to the end of the last one', {
    code: `
import { createConnection } from 'mysql2';
type Done = (error: Error | null, rows?: unknown) => void;
export function find(done: Done) {
  const connection = createConnection({});
  return connection.query('select 1', (error, rows) => {
    if (error) {
      return done(error);
    }
    connection.end();
    done(null, rows);
  });
}
export function lose(done: Done) {
  const connection = createConnection({});
  connection.query('select 1', (error, rows) => { done(error, rows); });
}
`,
    reports: ['5:22 path', '15:22 never'],
  });

  valid('not who closes it on each path of them', {
    code: `
import { createConnection } from 'mysql2';
type Done = (error: Error | null, rows?: unknown) => void;
export function find(done: Done) {
  const connection = createConnection({});
  connection.query('select 1', (error, rows) => {
    connection.end();
    if (error) {
      return done(error);
    }
    done(null, rows);
  });
}
`,
  });

  valid('hands on what is listening where there is no error', {
    code: `
import express from 'express';
import type { Server } from 'node:http';
export async function start(port: number): Promise<Server> {
  const app = express();
  return await new Promise<Server>((resolve, reject) => {
    const server = app.listen(port, (error?: Error) => {
      if (error) {
        reject(error);
      } else {
        resolve(server);
      }
    });
  });
}
`,
  });

  invalid('only tells that it is listening', {
    code: `
import express from 'express';
export async function start(port: number): Promise<void> {
  const app = express();
  await new Promise<void>((resolve, reject) => {
    const server = app.listen(port, (error?: Error) => {
      if (error) {
        reject(error);
      } else {
        console.log(server.address());
        resolve();
      }
    });
  });
}
`,
    reports: ['6:20 never'],
  });
});
