import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';

import { run } from '../../scripts/run.js';
import { codeBlocks, root } from '../support/markdown.ts';
import { configWith, makeProject, type Outcome, type Project, readmeConfigs, runBin, typedProject } from './project.ts';

const atLoad = `import { Pool } from 'pg';

export const pool = new Pool();
`;

const made = `import { Pool } from 'pg';

export const makePool = () => new Pool();
`;

const rule = 'async-resources/no-module-level-resource';

// Each test starts other programs, which takes many times as long on a busy machine.
vi.setConfig({ testTimeout: 300_000 });

let project: Project;

beforeAll(() => {
  project = makeProject({ ...typedProject, 'app/db.ts': atLoad });
});

afterAll(() => {
  project.remove();
});

function eslint(...args: readonly string[]): Outcome {
  return runBin(project, 'eslint', args, { NO_COLOR: '1' });
}

describe('how a run ends', () => {
  beforeEach(() => {
    project.write('eslint.config.js', readmeConfigs.untyped);
    project.write('app/db.ts', atLoad);
  });

  it('with 1 when there is a problem', () => {
    const { status, stdout } = eslint('.');
    expect(status).toBe(1);
    expect(stdout).toContain(`  3:21  error  \`pool\` (pg/Pool) is made while this module is loaded`);
    expect(stdout).toContain('1 problem (1 error, 0 warnings)');
  });

  it('with 0 when there are warnings, and with 1 when there may be none', () => {
    project.write('eslint.config.js', configWith(readmeConfigs.untyped, `{ rules: { '${rule}': 'warn' } }`));
    expect(eslint('.')).toMatchObject({ status: 0, stdout: expect.stringContaining('3:21  warning') as string });
    expect(eslint('.', '--max-warnings', '0')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('ESLint found too many warnings (maximum: 0).') as string,
    });
  });

  it('with 0 and nothing to read when all is well', () => {
    project.write('app/db.ts', made);
    expect(eslint('.', '--max-warnings', '0')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('with 2 when the settings are wrong, and says which', () => {
    project.write(
      'eslint.config.js',
      configWith(readmeConfigs.untyped, `{ settings: { 'async-resources': { allowed: ['pg'] } } }`),
    );
    const { status, stderr } = eslint('.');
    expect(status).toBe(2);
    expect(stderr).toContain('allowed');
  });

  it('with 2 when a rule needs types and there are none, and says so', () => {
    project.write(
      'eslint.config.js',
      configWith(
        readmeConfigs.untyped,
        `{ files: ['**/*.ts'], rules: { 'async-resources/require-release': 'error' } }`,
      ),
    );
    const { status, stderr } = eslint('.');
    expect(status).toBe(2);
    expect(stderr).toContain("Error while loading rule 'async-resources/require-release'");
    expect(stderr).toContain('requires type information');
  });
});

describe('what there was before the plugin came', () => {
  beforeAll(() => {
    project.write('eslint.config.js', readmeConfigs.untyped);
    project.write('app/db.ts', atLoad);
  });

  it('is written down with --suppress-all, and only what is new fails', () => {
    expect(eslint('.', '--suppress-all')).toMatchObject({ status: 0, stdout: '' });
    expect(JSON.parse(project.read('eslint-suppressions.json'))).toEqual({ 'app/db.ts': { [rule]: { count: 1 } } });
    expect(eslint('.')).toMatchObject({ status: 0, stdout: '' });
    project.write('app/new.ts', atLoad);
    const { status, stdout } = eslint('.');
    expect(status).toBe(1);
    expect(stdout).toContain('1 problem (1 error, 0 warnings)');
    expect(stdout).toContain('new.ts');
  });

  it('must be struck off with --prune-suppressions once it is mended', () => {
    project.write('app/new.ts', made);
    project.write('app/db.ts', made);
    expect(eslint('.')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--prune-suppressions') as string,
    });
    expect(eslint('.', '--prune-suppressions')).toMatchObject({ status: 0, stdout: '' });
    expect(JSON.parse(project.read('eslint-suppressions.json'))).toEqual({});
  });
});

describe('the workflow of the page', () => {
  const workflows = codeBlocks('docs/ci.md')
    .filter(({ language }) => language === 'yaml')
    .map(({ code }) => parse(code) as Workflow);
  const steps = workflows.flatMap(({ jobs }) => Object.values(jobs)).flatMap((job) => job.steps);

  beforeEach(() => {
    project.write('eslint.config.js', readmeConfigs.untyped);
    project.write('app/rows.ts', 'export {};\n');
  });

  it('has the actions that our own workflow has, and reads what the linter wrote', () => {
    const ours = parse(readFileSync(`${root}.github/workflows/ci.yml`, 'utf8')) as Workflow;
    const used = (all: readonly Step[]): string[] => all.flatMap(({ uses }) => uses ?? []);
    const known = used(Object.values(ours.jobs).flatMap((job) => job.steps));
    expect(used(steps).filter((action) => action.startsWith('actions/'))).toEqual(
      used(steps).flatMap((action) => known.filter((one) => one === action)),
    );
    const [upload] = steps.filter(({ uses }) => uses?.startsWith('github/codeql-action/upload-sarif@'));
    expect(upload?.with).toEqual({ sarif_file: 'eslint.sarif' });
    expect(upload?.if).toBe('always()');
  });

  it('passes a clean project and stops at a violation', () => {
    for (const [text, ends] of [
      [made, 0],
      [atLoad, 1],
    ] as const) {
      project.write('app/db.ts', text);
      const commands = steps.flatMap((step) => step.run ?? []);
      expect(commands.shift()).toBe('npm ci');
      for (const command of commands.filter((one) => one !== 'npm ci')) {
        const { status } = run('sh', ['-c', command], { cwd: project.folder, mayFail: true });
        expect({ command, status }).toEqual({ command, status: ends });
      }
    }
  });

  it('hands in SARIF with the rule, its help and the place', () => {
    const [log] = (JSON.parse(project.read('eslint.sarif')) as { runs: SarifRun[] }).runs;
    expect(log?.tool.driver.rules).toEqual([
      {
        id: rule,
        helpUri: `https://github.com/eslint-plugin-async-resources/eslint-plugin-async-resources/blob/main/docs/rules/no-module-level-resource.md`,
        properties: {},
        shortDescription: {
          text: 'Disallow pools, clients, servers and other resources that are made while a module is loaded',
        },
      },
    ]);
    expect(log?.results).toEqual([
      {
        level: 'error',
        ruleId: rule,
        ruleIndex: 0,
        message: { text: expect.stringMatching(/^`pool` \(pg\/Pool\) is made .* `await pool\.end\(\)`\./u) as string },
        locations: [
          {
            physicalLocation: {
              artifactLocation: {
                uri: expect.stringMatching(/\/app\/db\.ts$/u) as string,
                index: expect.any(Number) as number,
              },
              region: { startLine: 3, startColumn: 21, endLine: 3, endColumn: 31 },
            },
          },
        ],
      },
    ]);
  });
});

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: unknown;
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

interface SarifRun {
  readonly tool: { readonly driver: { readonly rules: unknown[] } };
  readonly results: unknown[];
}
