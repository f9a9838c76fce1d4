import { defineConfig } from 'rolldown';

/**
 * These are loaded by `require`, as typescript-eslint loads them. Node.js reads the nine megabytes of TypeScript, a
 * CommonJS module, once more when it is imported, to find the names that it exports: a third of a second.
 */
const required = ['ts-api-utils', 'typescript'];

/** One file, as whoever runs ESLint waits for the modules of its plugins each time: some 400 take longer. */
export default defineConfig({
  input: 'src/index.ts',
  platform: 'node',
  external: (id) => /^[^./\0]/u.test(id) && !required.includes(id),
  plugins: [
    {
      name: 'required',
      resolveId: (id, importer) =>
        required.includes(id) ? (importer?.startsWith('\0') ? { id, external: true } : `\0${id}`) : undefined,
      load: (id) => (id.startsWith('\0') ? `module.exports = require('${id.slice(1)}');` : undefined),
    },
  ],
  output: { file: 'dist/index.js', format: 'esm', comments: false },
});
