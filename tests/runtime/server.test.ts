import { expect, test, vi } from 'vitest';

import { Project } from './project.ts';

// A test runs a test runner twice, on a machine that may do much else.
vi.setConfig({ testTimeout: 200_000 });

test('node:test never exits', async () => {
  const project = await Project.of('node', {
    'package.json': '{ "type": "module" }',
    'server.test.js': `import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';

test('answers', async () => {
  const server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const response = await fetch('http://127.0.0.1:' + server.address().port, { headers: { connection: 'close' } });
  assert.equal(await response.text(), 'hello');
});
`,
  });
  const runTests = () =>
    project.node(['--test-reporter=spec', 'server.test.js'], { over: /✔ answers|tests 1/u, graceInSeconds: 3 });

  const leaking = await runTests();
  expect(leaking.exitCode).toBeUndefined();
  expect(leaking.output).toContain('✔ answers');

  expect(await project.mend('server.test.js')).toEqual(['never']);
  expect(await runTests()).toMatchObject({ exitCode: 0 });
});

test('Mocha never exits', async () => {
  const project = await Project.of('mocha', {
    'package.json': '{ "type": "module" }',
    'server.spec.js': `import assert from 'node:assert/strict';
import { createServer } from 'node:http';

describe('server', () => {
  before((done) => {
    const server = createServer((_, response) => response.end('hello'));
    server.listen(0, '127.0.0.1', done);
  });

  it('listens', () => {
    assert.ok(true);
  });
});
`,
  });
  const runTests = () =>
    project.run('mocha/bin/mocha.js', ['server.spec.js'], { over: /1 passing/u, graceInSeconds: 3 });

  const leaking = await runTests();
  expect(leaking.exitCode).toBeUndefined();
  expect(leaking.output).toContain('1 passing');

  expect(await project.mend('server.spec.js')).toEqual(['never']);
  expect(await runTests()).toMatchObject({ exitCode: 0 });
});

test('Mocha never exits after a root hook plugin', async () => {
  const project = await Project.of('mocha-hooks', {
    'package.json': '{ "type": "module" }',
    'hooks.js': `import { createServer } from 'node:http';

let server;

export const mochaHooks = {
  beforeAll(done) {
    server = createServer((_, response) => response.end('hello'));
    server.listen(0, '127.0.0.1', done);
  },
};
`,
    'server.spec.js': `import assert from 'node:assert/strict';

it('runs', () => {
  assert.ok(true);
});
`,
  });
  const runTests = () =>
    project.run('mocha/bin/mocha.js', ['--require', './hooks.js', 'server.spec.js'], {
      over: /1 passing/u,
      graceInSeconds: 3,
    });

  const leaking = await runTests();
  expect(leaking.exitCode).toBeUndefined();
  expect(leaking.output).toContain('1 passing');

  expect(await project.mend('hooks.js')).toEqual(['never']);
  expect(await runTests()).toMatchObject({ exitCode: 0 });
});

test('AVA waits for it, and fails', async () => {
  const project = await Project.of('ava', {
    'package.json': '{ "type": "module" }',
    'server.test.js': `import { once } from 'node:events';
import { createServer } from 'node:http';
import test from 'ava';

let server;

test.before(async () => {
  server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

test('listens', (t) => {
  t.true(server.listening);
});
`,
  });
  const runTests = () => project.run('ava/entrypoints/cli.mjs', [], { over: /1 test passed/u, graceInSeconds: 60 });

  const leaking = await runTests();
  expect(leaking).toMatchObject({ exitCode: 1, output: expect.stringContaining('Failed to exit') as string });

  expect(await project.mend('server.test.js')).toEqual(['never']);
  expect(await runTests()).toMatchObject({ exitCode: 0 });
});

test('Vitest waits for what its global set-up leaves open, and passes', async () => {
  const project = await Project.of('vitest-global', {
    'package.json': '{ "type": "module" }',
    // Ten seconds, unless it is told.
    'vitest.config.js': `export default {
  test: { globalSetup: './global-setup.js', include: ['*.test.js'], teardownTimeout: 1000 },
};
`,
    'global-setup.js': `import { once } from 'node:events';
import { createServer } from 'node:http';

export async function setup(project) {
  const server = createServer((_, response) => response.end('hello'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  project.provide('port', server.address().port);
}
`,
    'server.test.js': `import { expect, inject, test } from 'vitest';

test('answers', async () => {
  const response = await fetch('http://127.0.0.1:' + inject('port'), { headers: { connection: 'close' } });
  expect(await response.text()).toBe('hello');
});
`,
  });
  const runTests = () => project.run('vitest/vitest.mjs', ['run'], { over: /Duration/u, graceInSeconds: 60 });

  const leaking = await runTests();
  expect(leaking).toMatchObject({ exitCode: 0, output: expect.stringContaining('close timed out after') as string });

  expect(await project.mend('global-setup.js')).toEqual(['never']);
  const mended = await runTests();
  expect(mended.exitCode).toBe(0);
  expect(mended.output).not.toContain('close timed out after');
});
