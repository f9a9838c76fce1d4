import type { ResourceEntry } from '../entry.ts';
import { agents } from './agents.ts';
import { brokers } from './brokers.ts';
import { browsers } from './browsers.ts';
import { buildTools } from './build-tools.ts';
import { bun } from './bun.ts';
import { caches } from './caches.ts';
import { chatAndMail } from './chat-and-mail.ts';
import { cloud } from './cloud.ts';
import { databases } from './databases.ts';
import { embedded } from './embedded.ts';
import { files } from './files.ts';
import { httpApis } from './http-apis.ts';
import { loggers } from './loggers.ts';
import { mocks } from './mocks.ts';
import { modelContext } from './model-context.ts';
import { mongo } from './mongo.ts';
import { mysql } from './mysql.ts';
import { orm } from './orm.ts';
import { pools } from './pools.ts';
import { postgres } from './postgres.ts';
import { processes } from './processes.ts';
import { queues } from './queues.ts';
import { redis } from './redis.ts';
import { rpc } from './rpc.ts';
import { search } from './search.ts';
import { servers } from './servers.ts';
import { sockets } from './sockets.ts';
import { sqlServerAndOracle } from './sql-server-and-oracle.ts';
import { sqlite } from './sqlite.ts';
import { telemetry } from './telemetry.ts';
import { testServices } from './test-services.ts';
import { timers } from './timers.ts';
import { watchers } from './watchers.ts';
import { workers } from './workers.ts';

/** Every known resource, one file a package family. */
export const catalogue: readonly ResourceEntry[] = [
  ...agents,
  ...brokers,
  ...browsers,
  ...buildTools,
  ...bun,
  ...caches,
  ...chatAndMail,
  ...cloud,
  ...databases,
  ...embedded,
  ...files,
  ...httpApis,
  ...loggers,
  ...mocks,
  ...modelContext,
  ...mongo,
  ...mysql,
  ...orm,
  ...pools,
  ...postgres,
  ...processes,
  ...queues,
  ...redis,
  ...rpc,
  ...search,
  ...servers,
  ...sockets,
  ...sqlServerAndOracle,
  ...sqlite,
  ...telemetry,
  ...testServices,
  ...timers,
  ...watchers,
  ...workers,
];
