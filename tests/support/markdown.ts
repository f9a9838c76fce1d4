import { fileURLToPath } from 'node:url';

export { type Block, codeBlocks, entryOf, fileOf } from '../../scripts/code-blocks.js';

/** The folder of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));
