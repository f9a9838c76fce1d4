import { describe } from 'vitest';

import rule from '../../../src/rules/no-module-level-resource.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-module-level-resource', rule);

describe('an option whose absence makes a resource hold nothing', () => {
  valid('is absent from an object that is written down', {
    code: `
import knex, { knex as create } from 'knex';
const config = { client: 'pg', useNullAsDefault: true };
export const first = knex({ client: 'sqlite3' });
export const second = create(config);
`,
  });

  invalid('is there, or may be: a spread, a computed key, a name that says nothing, an object that gets it later', {
    code: `
import knex, { type Knex } from 'knex';
declare const base: Knex.Config;
declare const key: 'connection' | 'pool';
const late: Knex.Config = { client: 'pg' };
late.connection = 'postgres://localhost';
const assigned: Knex.Config = { client: 'pg' };
Object.assign(assigned, base);
export const first = knex({ client: 'pg', connection: 'postgres://localhost' });
export const second = knex({ client: 'pg', ...base });
export const third = knex({ client: 'pg', [key]: undefined });
export const fourth = knex(base);
export const fifth = knex(late);
export const sixth = knex(assigned);
export const seventh = knex('postgres://localhost');
`,
    reports: [
      '9:22 madeAtLoad',
      '10:23 madeAtLoad',
      '11:22 madeAtLoad',
      '12:23 madeAtLoad',
      '13:22 madeAtLoad',
      '14:22 madeAtLoad',
      '15:24 madeAtLoad',
    ],
  });

  valid('is absent from the only argument that could have it', {
    code: `
import { createBus } from '@acme/bus';
export const bus = createBus('jobs', { retries: 3 });
`,
    settings: { resources: [bus()] },
    untyped: true,
  });

  invalid('may be in another argument', {
    code: `
import { createBus } from '@acme/bus';
declare const options: object;
export const first = createBus('jobs');
export const second = createBus(options, { retries: 3 });
`,
    settings: { resources: [bus()] },
    untyped: true,
    reports: ['4:22 madeAtLoad', '5:23 madeAtLoad'],
  });
});

function bus(): object {
  return {
    id: 'acme/Bus',
    from: ['@acme/bus'],
    acquire: [{ via: 'call', export: 'createBus' }],
    inertWhen: [{ option: 'url', absent: true }],
    release: [{ method: 'close', returns: 'promise' }],
  };
}
