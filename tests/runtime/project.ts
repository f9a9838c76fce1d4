import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { onTestFinished } from 'vitest';

import plugin from '../../src/index.ts';
import { applied } from '../../scripts/verify-suggestions/promises.js';
import { root } from '../support/markdown.ts';
import { type Expected, type Run, runNode, runProgram } from './run.ts';

/** A folder with test code that a runner really runs. It lies in the repository, so that packages resolve. */
export class Project {
  readonly folder: string;

  private constructor(name: string) {
    this.folder = join(root, '.tmp/runtime', `${name}-${process.pid}`);
  }

  /** A project that goes away with the test that is running. */
  static async of(name: string, files: Readonly<Record<string, string>>): Promise<Project> {
    const project = new Project(name);
    onTestFinished(() => rm(project.folder, { recursive: true, force: true }));
    await mkdir(project.folder, { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      await writeFile(join(project.folder, path), text);
    }
    return project;
  }

  /** Runs a program of a package that is installed here. */
  run(program: string, args: readonly string[], expected: Expected): Promise<Run> {
    return this.node([join(root, 'node_modules', program), ...args], expected);
  }

  node(args: readonly string[], expected: Expected): Promise<Run> {
    return runNode(this.folder, args, expected);
  }

  program(program: string, args: readonly string[], expected: Expected): Promise<Run> {
    return runProgram(this.folder, program, args, expected);
  }

  /** Runs a command as a reader of a page would paste it. */
  shell(command: string, expected: Expected): Promise<Run> {
    return runProgram(this.folder, '/bin/sh', ['-c', command], expected);
  }

  /**
   * Lints a file without types and applies the first suggestion of the first report, until there is none.
   *
   * @returns the message ids of the reports
   */
  async mend(path: string): Promise<readonly string[]> {
    const eslint = new ESLint({
      cwd: this.folder,
      overrideConfigFile: true,
      ignore: false,
      overrideConfig: [
        {
          files: ['**/*.{js,cjs}'],
          plugins: { proof: plugin },
          rules: { 'proof/require-teardown': 'error' },
        },
        { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
      ],
    });
    const filePath = join(this.folder, path);
    const reported: string[] = [];
    for (;;) {
      const code = await readFile(filePath, 'utf8');
      const [result] = await eslint.lintText(code, { filePath });
      const [report] = result?.messages ?? [];
      if (report === undefined) {
        return reported;
      }
      const [suggestion] = report.suggestions ?? [];
      if (suggestion === undefined || reported.length > 20) {
        throw new Error(`Nothing is suggested for: ${report.message}\n\n${code}`);
      }
      reported.push(report.messageId ?? '');
      await writeFile(filePath, applied(code, suggestion.fix));
    }
  }
}
