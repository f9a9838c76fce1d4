// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import plugin from 'eslint-plugin-async-resources';
import ts from 'typescript';
import { lintOne, lintWithout } from './lint.js';

/** TypeScript's own declarations, which every program has. Those of all packages would not fit into memory. */
const shared = new Map();

/**
 * A slow file is linted again with nothing of ours, to know what of its time is ours.
 */
const SLOW = 3_000;

/**
 * Lints the files of a job one after another, first without types, then with; says before each which it is.
 */
process.on('message', (/** @type {{ job: import('./jobs.js').Job, skipped: string[], typed: boolean }} */ message) => {
  const { job, skipped, typed } = message;
  const texts = new Map(job.files.map((file) => [file, textOf(job, file)]));
  for (const isTyped of typed ? [false, true] : [false]) {
    const program = isTyped ? programOf(job, texts) : undefined;
    for (const file of job.files) {
      const key = `${file}${isTyped ? ' (typed)' : ''}`;
      const text = texts.get(file);
      // A file that cannot be read is linted by nobody.
      if (text === undefined || skipped.includes(key)) continue;
      process.send?.({ begins: key });
      const one = { filename: file, text, ...(program && { program }) };
      const outcome = lintOne(plugin, one);
      const isOdd = outcome.milliseconds > SLOW || outcome.end === 'crashed';
      // In a program of its own, since the types of this one are known by now.
      const fresh = isOdd && isTyped && job.files.length === 1 ? programOf(job, texts) : program;
      const without = isOdd ? lintWithout({ filename: file, text, ...(fresh && { program: fresh }) }) : undefined;
      process.send?.({ ends: key, outcome, without, memory: process.resourceUsage().maxRSS / 1024 });
    }
  }
  process.send?.({ done: true });
});

/**
 * @param {import('./jobs.js').Job} job
 * @param {string} file
 */
function textOf({ texts }, file) {
  if (texts) return texts[file];
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * @param {import('./jobs.js').Job} job
 * @param {ReadonlyMap<string, string | undefined>} texts
 */
function programOf({ files, folder }, texts) {
  /** @type {ts.CompilerOptions} */
  const options = {
    allowJs: true,
    lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'],
    maxNodeModuleJsDepth: 0,
    module: ts.ModuleKind.Preserve,
    moduleDetection: ts.ModuleDetectionKind.Force,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    noEmit: true,
    skipLibCheck: true,
    strict: true,
    target: ts.ScriptTarget.ESNext,
    types: ['node'],
  };
  try {
    const host = ts.createCompilerHost(options, true);
    const { getSourceFile } = host;
    host.getCurrentDirectory = () => folder;
    host.fileExists = (name) => texts.has(name) || existsSync(name);
    host.getSourceFile = (name, how, ...rest) => {
      const text = texts.get(name);
      if (text !== undefined) return ts.createSourceFile(name, text, how, true);
      if (!/\/(?:typescript\/lib|@types\/node)\//.test(name)) return getSourceFile(name, how, ...rest);
      if (!shared.has(name)) shared.set(name, getSourceFile(name, how, ...rest));
      return shared.get(name);
    };
    const program = ts.createProgram(
      files.filter((file) => texts.get(file) !== undefined),
      options,
      host,
    );
    program.getTypeChecker();
    return program;
  } catch {
    // TypeScript itself gives up, on code that is nested too deep: then there are no types to be had.
    return undefined;
  }
}
