// @ts-check
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.js';

/**
 * Writes a project of generated files below `.tmp/`: repositories over a pool, services over repositories, and a test for
 * every fourth of them.
 *
 * @param {number} files how many
 * @returns its folder, and what removes it
 */
export function generatedProject(files) {
  const folder = join(root, '.tmp', 'bench', String(files));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const write = (/** @type {string} */ name, /** @type {string} */ text) => {
    writeFileSync(join(folder, name), text);
  };
  write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  write('package.json', JSON.stringify({ type: 'module', private: true }));
  for (let index = 0; index < files; index += 1) {
    const kind = index % 4;
    if (kind === 0) {
      write(`repository${index}.ts`, repository(index));
    } else if (kind === 3) {
      write(`service${index - 2}.test.ts`, test(index - 2));
    } else {
      write(`service${index}.ts`, service(index, index - kind));
    }
  }
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const compilerOptions = {
  target: 'es2022',
  lib: ['esnext'],
  module: 'nodenext',
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  types: ['node'],
};

/** @param {number} index */
function repository(index) {
  return `import type { Pool, PoolClient } from 'pg';

export interface Row${index} {
  readonly id: number;
  readonly name: string;
}

async function within<Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

export class Repository${index} {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async all(): Promise<readonly Row${index}[]> {
    const { rows } = await this.#pool.query<Row${index}>('select id, name from rows${index}');
    return rows.filter(({ name }) => name !== '');
  }

  async rename(id: number, name: string): Promise<void> {
    await within(this.#pool, async (client) => {
      await client.query('update rows${index} set name = $1 where id = $2', [name, id]);
    });
  }

  async exported(): Promise<string> {
    const client = await this.#pool.connect();
    const { rows } = await client.query<Row${index}>('select id, name from rows${index}');
    client.release();
    return JSON.stringify(rows);
  }
}
`;
}

/**
 * @param {number} index
 * @param {number} below
 */
function service(index, below) {
  return `import { open } from 'node:fs/promises';
import { Repository${below} } from './repository${below}.ts';
import type { Pool } from 'pg';

export class Service${index} {
  readonly #rows: Repository${below};
  #names = new Map<number, string>();

  constructor(pool: Pool) {
    this.#rows = new Repository${below}(pool);
  }

  async load(): Promise<number> {
    for (const { id, name } of await this.#rows.all()) {
      this.#names.set(id, name.trim());
    }
    return this.#names.size;
  }

  async save(path: string): Promise<void> {
    await using file = await open(path, 'w');
    for (const [id, name] of [...this.#names].sort(([one], [other]) => one - other)) {
      await file.write(\`\${id} \${name}\\n\`);
    }
  }

  async renameAll(change: (name: string) => string): Promise<void> {
    await Promise.all([...this.#names].map(([id, name]) => this.#rows.rename(id, change(name))));
  }
}
`;
}

/** @param {number} index */
function test(index) {
  return `import { afterAll, beforeAll, expect, test } from 'vitest';
import { Pool } from 'pg';
import { Service${index} } from './service${index}.ts';

let pool: Pool;
let service: Service${index};

beforeAll(async () => {
  pool = new Pool({ database: 'test${index}' });
  service = new Service${index}(pool);
  await service.load();
});

afterAll(async () => {
  await pool.end();
});

test('renames ${index}', async () => {
  await service.renameAll((name) => name.toUpperCase());
  expect(await service.load()).toBe(${index});
});
`;
}
