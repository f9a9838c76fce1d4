/**
 * The folder of this plugin's own code, as a stack trace shows it, ending with a slash. This file lies at the top of `src/`,
 * so that the answer is also right in `dist/`, where all is one file.
 */
export const ownFolder = new URL('.', import.meta.url).pathname;
