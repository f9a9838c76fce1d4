import { config } from './core/config.js';
import { schema } from './db/schema.js';
import { withSession } from './db/session.js';
import { buildApp } from './main.js';

await withSession((session) => session.query(schema));

const app = buildApp();
console.log(`Listening on ${await app.listen({ port: config.port })}`);
