import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/tools.test.ts';

describe('a client that holds what its transport does', () => {
  invalid('holds a process', {
    filename,
    untyped: true,
    code: `
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { expect, test } from 'vitest';
test('lists', async () => {
  const client = new Client({ name: 'a', version: '1' });
  const transport = new StdioClientTransport({ command: 'server' });
  await client.connect(transport);
  expect(await client.listTools()).toEqual({ tools: [] });
});
`,
    reports: ['8:9 never'],
  });

  invalid('holds a connection, of which only the type tells', {
    filename,
    code: `
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { expect, test } from 'vitest';
import { transportFor } from './transport.js';
test('lists', async () => {
  const client = new Client({ name: 'a', version: '1' });
  await client.connect(transportFor('http://localhost'));
  expect(await client.listTools()).toEqual({ tools: [] });
});
`,
    others: {
      'test/transport.ts': `
export class StreamableHTTPClientTransport {
  constructor(readonly url: string) {}
}
export function transportFor(url: string): StreamableHTTPClientTransport {
  return new StreamableHTTPClientTransport(url);
}
`,
    },
    reports: ['7:9 never'],
  });

  invalid('is closed by its transport at the end of the test', {
    filename,
    untyped: true,
    options: [{ requireFailureSafe: true }],
    code: `
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { expect, test } from 'vitest';
test('starts', async () => {
  const client = new Client({ name: 'a', version: '1' });
  const transport = new StdioClientTransport({ command: 'server' });
  await client.connect(transport);
  expect(transport.pid).toBeGreaterThan(0);
  await transport.close();
});
`,
    reports: ['8:9 onlyWhenPassing'],
  });

  valid('is closed by its transport, whatever comes', {
    filename,
    untyped: true,
    options: [{ requireFailureSafe: true }],
    code: `
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { expect, test } from 'vitest';
test('starts', async () => {
  const client = new Client({ name: 'a', version: '1' });
  const transport = new StdioClientTransport({ command: 'server' });
  try {
    await client.connect(transport);
    expect(transport.pid).toBeGreaterThan(0);
  } finally {
    await transport.close();
  }
});
`,
  });

  valid('holds nothing in memory', {
    filename,
    untyped: true,
    code: `
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { expect, test } from 'vitest';
import { server } from '../src/server.js';
test('lists', async () => {
  const client = new Client({ name: 'a', version: '1' });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await Promise.all([client.connect(here), server.connect(there)]);
  expect(await client.listTools()).toEqual({ tools: [] });
});
`,
  });

  valid('has a transport that is not known', {
    filename,
    code: `
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { expect, test } from 'vitest';
declare function scripted(...messages: readonly object[]): Transport;
test('lists', async () => {
  const client = new Client({ name: 'a', version: '1' });
  await client.connect(scripted({ tools: [] }));
  expect(await client.listTools()).toEqual({ tools: [] });
});
`,
  });
});

describe('a socket whose other side', () => {
  const others = {
    'test/receive.ts': `
import type { WebSocket } from 'ws';
export declare function receive(handle: (socket: WebSocket) => void): number;
`,
  };

  valid('is ended by the callback of a helper', {
    filename,
    others,
    code: `
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { receive } from './receive.js';
test('answers', async () => {
  const port = receive((socket) => {
    socket.on('message', () => {
      socket.send('pong');
      socket.close();
    });
  });
  const client = new WebSocket(\`ws://localhost:\${port}\`);
  client.on('open', () => client.send('ping'));
  expect(await new Promise((resolve) => client.on('message', resolve))).toBeDefined();
});
`,
  });

  invalid('is only read by it', {
    filename,
    others,
    code: `
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { receive } from './receive.js';
test('answers', async () => {
  const port = receive((socket) => {
    socket.on('message', () => {
      socket.send('pong');
    });
  });
  const client = new WebSocket(\`ws://localhost:\${port}\`);
  client.on('open', () => client.send('ping'));
  expect(await new Promise((resolve) => client.on('message', resolve))).toBeDefined();
});
`,
    reports: ['11:18 never'],
  });
});
