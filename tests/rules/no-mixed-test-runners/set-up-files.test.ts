import { describe } from 'vitest';

import rule from '../../../src/rules/no-mixed-test-runners.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-mixed-test-runners', rule);

const code = `
import { afterAll, beforeAll } from 'vitest';
beforeAll(() => {});
afterAll(() => {});
`;

describe('a set-up file', () => {
  invalid('that the configuration of its runner does not name', {
    filename: 'tests/setup.ts',
    code,
    others: {
      'vitest.config.ts': `
import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { setupFiles: ['./tests/environment.ts'] } });
`,
      'tests/environment.ts': "process.env['MODE'] = 'test';\n",
    },
    reports: ['3:1 unnamedSetUp'],
  });

  invalid('of Jest', {
    filename: 'jest.setup.ts',
    code: `
import { afterAll } from '@jest/globals';
afterAll(() => {});
`,
    others: { 'jest.config.ts': "export default { testEnvironment: 'node' };\n" },
    reports: ['3:1 unnamedSetUp'],
  });

  valid('that the configuration names', {
    filename: 'tests/setup.ts',
    code,
    others: {
      'vitest.config.ts': `
import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { setupFiles: ['./tests/setup.ts'] } });
`,
    },
  });

  valid('that the configuration names by its whole path', {
    filename: 'tests/setup.ts',
    code,
    others: {
      'vitest.config.ts': `
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { setupFiles: [resolve(import.meta.dirname, 'tests/setup.ts')] } });
`,
    },
  });

  valid('that a test file imports', {
    filename: 'tests/setup.ts',
    code,
    others: {
      'vitest.config.ts': `
import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { environment: 'node' } });
`,
      'tests/a.test.ts': `
import { test } from 'vitest';
import './setup.js';
test('a', () => {});
`,
    },
  });

  valid('that gives its hooks to who calls it', {
    filename: 'tests/setup.ts',
    code: `
import { afterAll } from 'vitest';
export function closeAfterAll(close: () => Promise<void>): void {
  afterAll(close);
}
`,
    others: {
      'vitest.config.ts': `
import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { environment: 'node' } });
`,
    },
  });

  valid('where the configuration is put together', {
    filename: 'tests/setup.ts',
    code,
    others: {
      'base.ts': 'export const base = { test: {} };\n',
      'vitest.config.ts': `
import { defineConfig, mergeConfig } from 'vitest/config';
import { base } from './base.js';
export default mergeConfig(base, defineConfig({ test: { environment: 'node' } }));
`,
    },
  });

  valid('where the names of set-up files are computed', {
    filename: 'tests/setup.ts',
    code,
    others: {
      'vitest.config.ts': `
import { defineConfig } from 'vitest/config';
const names = ['set', 'up'];
export default defineConfig({ test: { setupFiles: [\`./tests/\${names.join('')}.ts\`] } });
`,
    },
  });

  valid('where each project has a configuration of its own', {
    filename: 'tests/setup.ts',
    code,
    others: {
      'vitest.config.ts': `
import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { projects: ['packages/*'] } });
`,
    },
  });

  valid('where no configuration is a part of the program', { filename: 'tests/setup.ts', code });

  valid('where the configuration is that of another package', {
    filename: 'packages/one/tests/setup.ts',
    code,
    others: {
      'packages/two/vitest.config.ts': `
import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { environment: 'node' } });
`,
    },
  });
});

describe('a test that another file of the project made', () => {
  invalid('shows the runner by what it was made of', {
    filename: 'e2e/a.spec.ts',
    code: `
import { beforeEach } from 'vitest';
import { test } from './fixtures.js';
beforeEach(() => {});
test('a', ({ title }) => {
  title.trim();
});
`,
    others: {
      'e2e/fixtures.ts': `
import { test as base } from '@playwright/test';
export const test = base.extend<{ title: string }>({
  title: async ({}, use) => {
    await use('a');
  },
});
`,
    },
    reports: ['2:10 foreignHook'],
  });

  valid('with hooks of that runner', {
    filename: 'e2e/a.spec.ts',
    code: `
import { test } from './fixtures.js';
test.beforeEach(() => {});
test('a', ({ title }) => {
  title.trim();
});
`,
    others: {
      'e2e/fixtures.ts': `
import { test as base } from '@playwright/test';
export const test = base.extend<{ title: string }>({
  title: async ({}, use) => {
    await use('a');
  },
});
`,
    },
  });
});
