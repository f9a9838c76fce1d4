/**
 * Modules that stand for a specifier which cannot be imported as it is written in an entry: instances of a wildcard, or
 * several major versions of one package, or what `require` gives (`require:ws`). What an entry says must hold in at least one of them.
 */
export const modulesOf: Readonly<Record<string, readonly string[]>> = {
  '@aws-sdk/client-*': ['@aws-sdk/client-s3', '@aws-sdk/client-dynamodb'],
  '@mikro-orm/*': ['@mikro-orm/core', '@mikro-orm/postgresql'],
  // Prisma generates its client into the user's source; this is the class of its runtime that the client extends.
  '@prisma/client': ['./generated-client.js'],
  '@testcontainers/*': [
    '@testcontainers/arangodb',
    '@testcontainers/azure-cosmosdb-emulator',
    '@testcontainers/azureservicebus',
    '@testcontainers/azurite',
    '@testcontainers/cassandra',
    '@testcontainers/clickhouse',
    '@testcontainers/cockroachdb',
    '@testcontainers/couchbase',
    '@testcontainers/couchdb',
    '@testcontainers/elasticsearch',
    '@testcontainers/gcloud',
    '@testcontainers/hivemq',
    '@testcontainers/k3s',
    '@testcontainers/kafka',
    '@testcontainers/kurrentdb',
    '@testcontainers/localstack',
    '@testcontainers/mariadb',
    '@testcontainers/minio',
    '@testcontainers/mockserver',
    '@testcontainers/mongodb',
    '@testcontainers/mssqlserver',
    '@testcontainers/mysql',
    '@testcontainers/nats',
    '@testcontainers/neo4j',
    '@testcontainers/ollama',
    '@testcontainers/opensearch',
    '@testcontainers/postgresql',
    '@testcontainers/qdrant',
    '@testcontainers/rabbitmq',
    '@testcontainers/redis',
    '@testcontainers/redpanda',
    '@testcontainers/s3mock',
    '@testcontainers/toxiproxy',
    '@testcontainers/valkey',
    '@testcontainers/vault',
    '@testcontainers/weaviate',
  ],
  bun: ['./bun-server.js'],
  'bun:sqlite': ['./bun-sqlite.js'],
  'pg-boss': ['pg-boss', 'pg-boss-10'],
  ws: ['ws', 'require:ws'],
};

/** Expressions that make the resource, where the result depends on type arguments that only a call decides. */
export const samples: Readonly<Record<string, string>> = {
  'drizzle-orm/better-sqlite3': "drizzle('app.db')",
  'drizzle-orm/libsql': "drizzle('file:app.db')",
  'drizzle-orm/mysql2': "drizzle('mysql://localhost')",
  'drizzle-orm/neon-serverless': "drizzle('postgres://localhost')",
  'drizzle-orm/node-postgres': "drizzle('postgres://localhost')",
  'drizzle-orm/pglite': "drizzle('memory://')",
  'drizzle-orm/postgres-js': "drizzle('postgres://localhost')",
  'drizzle-orm/singlestore': "drizzle('mysql://localhost')",
};
