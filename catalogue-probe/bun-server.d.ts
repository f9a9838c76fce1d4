/// <reference path="./node_modules/bun-types/serve.d.ts" />
/// <reference path="./node_modules/bun-types/redis.d.ts" />
/// <reference path="./node_modules/bun-types/sql.d.ts" />
/// <reference path="./node_modules/bun-types/bun.d.ts" />
import * as bun from 'bun';
/** The module alone: the rest of Bun's types would change the globals that other entries are compared with. */
export * from 'bun';
declare global {
  export import Bun = bun;
}
