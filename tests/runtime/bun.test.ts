import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { Postgres } from './postgres.ts';
import { programs } from './programs.ts';
import { Project } from './project.ts';

// A test runs a test runner twice, on a machine that may do much else.
vi.setConfig({ testTimeout: 200_000 });

const bun = join(programs['bun'] ?? '', 'bun');

let postgres: Postgres;

beforeAll(async () => {
  postgres = await Postgres.start();
});

afterAll(async () => {
  await postgres.stop();
});

test('Bun passes, and the connections pile up', async () => {
  const project = await Project.of('bun', {
    'package.json': '{ "type": "module" }',
    'users.test.js': `import { beforeEach, expect, test } from 'bun:test';
import { Pool } from 'pg';

let pool;

beforeEach(() => {
  pool = new Pool({ connectionString: process.env.DATABASE_URL });
});

test.each([1, 2, 3, 4, 5])('selects %i', async (n) => {
  expect((await pool.query('select $1::int as n', [n])).rows).toEqual([{ n }]);
});
`,
  });
  const runTests = () =>
    project.program(bun, ['test'], { env: { DATABASE_URL: postgres.url }, over: /Ran \d+ tests/u, graceInSeconds: 60 });

  expect(await runTests()).toMatchObject({ exitCode: 0, output: expect.stringContaining('5 pass') as string });
  const most = postgres.mostConnections();
  expect(most).toBe(5);

  expect(await project.mend('users.test.js')).toEqual(['never']);
  expect(await runTests()).toMatchObject({ exitCode: 0 });
  expect(postgres.mostConnections()).toBeLessThan(most);
});

test('Bun does not free the port that the next file needs', async () => {
  const files = ['a.test.js', 'b.test.js'];
  const code = `import { beforeAll, expect, test } from 'bun:test';

beforeAll(() => {
  const server = Bun.serve({ port: Number(process.env.SERVER_PORT), fetch: () => new Response('hello') });
  console.log('listens on', server.port);
});

test('answers', async () => {
  const response = await fetch('http://localhost:' + process.env.SERVER_PORT);
  expect(await response.text()).toBe('hello');
});
`;
  const project = await Project.of('bun-server', {
    'package.json': '{ "type": "module" }',
    ...Object.fromEntries(files.map((file) => [file, code])),
  });
  const env = { SERVER_PORT: String(await freePort()) };
  const runTests = () => project.program(bun, ['test'], { env, over: /Ran \d+ tests/u, graceInSeconds: 60 });

  const portTaken = expect.stringMatching(/Is port \d+ in use/u) as string;
  expect(await runTests()).toMatchObject({ exitCode: 1, output: portTaken });

  for (const file of files) {
    expect(await project.mend(file)).toEqual(['never']);
  }
  expect(await runTests()).toMatchObject({ exitCode: 0, output: expect.stringContaining('2 pass') as string });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') {
    throw new Error('A server of the network has a port.');
  }
  return address.port;
}
