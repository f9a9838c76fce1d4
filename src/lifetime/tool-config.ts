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

/** Declarations are never executed, and the configuration of a tool is loaded by that alone. */
export function isOutOfReach(relativePath: string): boolean {
  return /\.d\.[cm]?ts$/u.test(relativePath) || toolConfigs(relativePath);
}
