import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/server.test.ts';

describe('a server that a function of its package starts', () => {
  invalid('stays open', {
    filename,
    untyped: true,
    code: `
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { beforeAll, expect, test } from 'vitest';
let url;
beforeAll(async () => {
  const server = new ApolloServer({ typeDefs: 'type Query { a: Int }' });
  ({ url } = await startStandaloneServer(server, { listen: { port: 0 } }));
});
test('listens', () => {
  expect(url).toContain('http');
});
`,
    reports: ['8:20 never'],
  });

  invalid('stays open behind a helper', {
    filename,
    code: `
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { expect, test } from 'vitest';
async function urlOf(server: ApolloServer): Promise<string> {
  const { url } = await startStandaloneServer(server, { listen: { port: 0 } });
  return url;
}
test('listens', async () => {
  const server = new ApolloServer({ typeDefs: 'type Query { a: Int }' });
  expect(await urlOf(server)).toContain('http');
});
`,
    reports: ['11:16 never'],
  });

  valid('is stopped, fails to start, or never does', {
    filename,
    untyped: true,
    code: `
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { afterAll, beforeAll, expect, test } from 'vitest';
let server;
beforeAll(async () => {
  server = new ApolloServer({ typeDefs: 'type Query { a: Int }' });
  await startStandaloneServer(server, { listen: { port: 0 } });
});
afterAll(() => server?.stop());
test('fails', async () => {
  const broken = new ApolloServer({ typeDefs: 'type Query' });
  await expect(startStandaloneServer(broken, { listen: { port: 0 } })).rejects.toThrow();
});
test('is idle', () => {
  const idle = new ApolloServer({ typeDefs: 'type Query { a: Int }' });
  expect(idle.cache).toBeDefined();
});
`,
  });
});
