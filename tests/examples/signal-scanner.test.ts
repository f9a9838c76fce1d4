import path from 'node:path';
import { expect, test } from 'vitest';

import { runSuite } from '../../scripts/cure/suite.js';

// What the example suffers from, and how it is cured, is shown by the demo. What it looks like to who runs `npm test` in
// it, with the database that it makes itself:

test('signal-scanner looks healthy: each file has modules of its own, and all tests pass', async () => {
  const example = path.resolve(import.meta.dirname, '../../examples/signal-scanner');

  expect(await runSuite(example, ['run'])).toEqual({ exitCode: 0, passed: 33, failed: 0, failures: {} });
}, 95_000);
