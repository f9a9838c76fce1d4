import type { ResourceEntry } from '../entry.ts';

export const modelContext = [
  {
    id: 'mcp/Client',
    from: ['@modelcontextprotocol/sdk/client/index.js', '@modelcontextprotocol/client'],
    category: 'client',
    acquire: [{ via: 'new', export: 'Client' }],
    holds: {
      calls: ['connect'],
      // It holds what its transport does, and one in memory holds nothing.
      given: [
        'SSEClientTransport',
        'StdioClientTransport',
        'StreamableHTTPClientTransport',
        'WebSocketClientTransport',
      ],
    },
    moduleLevel: 'report',
    release: [{ method: 'close', returns: 'promise' }],
    keepsAlive: { fresh: false, used: true },
    type: { name: 'Client', package: '@modelcontextprotocol/sdk' },
    known: ['types', 'experiment'],
  },
  {
    id: 'mcp/McpServer',
    from: ['@modelcontextprotocol/sdk/server/mcp.js', '@modelcontextprotocol/server'],
    category: 'server',
    acquire: [{ via: 'new', export: 'McpServer' }],
    holds: { calls: ['connect'] },
    moduleLevel: 'intended',
    release: [{ method: 'close', returns: 'promise' }],
    secondRelease: 'harmless',
    type: { name: 'McpServer', package: '@modelcontextprotocol/sdk' },
    known: ['types', 'experiment'],
  },
  {
    id: 'mcp/StdioClientTransport',
    from: ['@modelcontextprotocol/sdk/client/stdio.js'],
    category: 'process',
    acquire: [{ via: 'new', export: 'StdioClientTransport' }],
    holds: { calls: ['start'] },
    moduleLevel: 'opt-in',
    release: [{ method: 'close', returns: 'promise' }],
    keepsAlive: { fresh: false, used: true },
    type: { name: 'StdioClientTransport', package: '@modelcontextprotocol/sdk' },
    known: ['types', 'experiment'],
  },
] as const satisfies readonly ResourceEntry[];
