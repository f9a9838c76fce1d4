import picomatch from 'picomatch';

/** Files that a tool loads by itself; nobody imports them. */
const toolConfigs = picomatch(
  [
    '**/*.{config,conf,workspace}.{js,cjs,mjs,ts,cts,mts}',
    '**/.*rc.{js,cjs,mjs,ts,cts,mts}',
    '**/{gulpfile,Gruntfile,knexfile,ormconfig,wallaby}.{js,cjs,mjs,ts,cts,mts}',
    '**/{.storybook,.config}/**',
  ],
  { dot: true },
);

/** Whether a file configures a tool. */
export function isToolConfig(relativePath: string): boolean {
  return toolConfigs(relativePath);
}
