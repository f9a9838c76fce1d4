/// <reference path="./node_modules/bun-types/sqlite.d.ts" />

/** The module alone: the rest of Bun's types would change the globals that other entries are compared with. */
export * from 'bun:sqlite';
