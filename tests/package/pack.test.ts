import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pack } from '../../scripts/pack.js';
import { run } from '../../scripts/run.js';
import { codeBlocks, root } from '../support/markdown.ts';

interface Manifest {
  version: string;
  peerDependencies: { eslint: string; typescript: string };
}

const { peerDependencies } = manifest('package.json');
const installed = (name: string): string => manifest(`node_modules/${name}/package.json`).version;
/** The oldest version that a range allows is the first one it names. */
const oldest = (range: string): string => /\d+\.\d+\.\d+/u.exec(range)?.[0] ?? range;

const versions = {
  eslint: { oldest: oldest(peerDependencies.eslint), newest: installed('eslint') },
  typescript: { oldest: oldest(peerDependencies.typescript), newest: installed('typescript') },
};

const [command = ''] = codeBlocks('README.md')
  .filter(({ language, code }) => language === 'sh' && code.startsWith('npm install'))
  .map(({ code }) => code.trim());
const [untyped = '', typed = ''] = codeBlocks('README.md')
  .filter(({ language }) => language === 'js')
  .map(({ code }) => code);

const esm = `import { Pool } from 'pg';\nexport const pool = new Pool();\n`;
const commonjs = `const { Pool } = require('pg');\nexports.pool = new Pool();\n`;
const files = {
  'kinds/a.ts': esm,
  'kinds/b.mts': esm,
  'kinds/c.cts': esm,
  'kinds/d.tsx': esm,
  'kinds/e.js': esm,
  'kinds/f.cjs': commonjs,
  'typed/make.ts': `import { Pool } from 'pg';\nexport const make = () => new Pool();\n`,
  'typed/use.ts': `import { make } from './make.js';\nexport const pool = make();\n`,
  'tsconfig.json': `{ "compilerOptions": { "jsx": "preserve", "lib": ["es2022"], "module": "nodenext", "strict": true } }\n`,
};

const folder = mkdtempSync(join(tmpdir(), 'async-resources-'));
let tarball: string;

beforeAll(() => {
  tarball = pack(folder);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each(['oldest', 'newest'] as const)('%s ESLint', (eslint) => {
  const project = join(folder, eslint);

  beforeAll(() => {
    write(project, 'package.json', '{ "private": true, "type": "module" }\n');
    for (const [path, text] of Object.entries(files)) {
      write(project, path, text);
    }
  });

  describe.each(['oldest', 'newest'] as const)('%s TypeScript', (typescript) => {
    // The second TypeScript takes the place of the first, which is a third of the work of another installation.
    beforeAll(() => {
      const specs: Record<string, string> = {
        'eslint-plugin-async-resources': tarball,
        eslint: `eslint@${versions.eslint[eslint]}`,
        typescript: `typescript@${versions.typescript[typescript]}`,
        'typescript-eslint': `typescript-eslint@${installed('typescript-eslint')}`,
      };
      const [npm = '', ...args] = command.split(' ').map((word) => specs[word.replace(/@\d+$/u, '')] ?? word);
      run(npm, [...args, '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: project });
    }, 240_000);

    it('has the versions it was asked for', () => {
      const version = (name: string): string =>
        (JSON.parse(readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8')) as Manifest).version;
      expect([version('eslint'), version('typescript')]).toEqual([
        versions.eslint[eslint],
        versions.typescript[typescript],
      ]);
    });

    it('reports in every kind of file, but not through another, with the first configuration of the README', () => {
      expect(lint(project, untyped)).toEqual([
        'kinds/a.ts:2 async-resources/no-module-level-resource',
        'kinds/b.mts:2 async-resources/no-module-level-resource',
        'kinds/c.cts:2 async-resources/no-module-level-resource',
        'kinds/d.tsx:2 async-resources/no-module-level-resource',
        'kinds/e.js:2 async-resources/no-module-level-resource',
        'kinds/f.cjs:2 async-resources/no-module-level-resource',
      ]);
    });

    it('sees through another file with the typed one', () => {
      expect(lint(project, typed)).toEqual([
        'kinds/a.ts:2 async-resources/no-module-level-resource',
        'kinds/b.mts:2 async-resources/no-module-level-resource',
        'kinds/c.cts:2 async-resources/no-module-level-resource',
        'kinds/d.tsx:2 async-resources/no-module-level-resource',
        'typed/use.ts:2 async-resources/no-module-level-resource',
      ]);
    });
  });
});

function manifest(path: string): Manifest {
  return JSON.parse(readFileSync(root + path, 'utf8')) as Manifest;
}

function write(project: string, path: string, text: string): void {
  const file = join(project, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** What the project's own ESLint reports, as `path:line rule`; a parse error has no rule, but its message. */
function lint(project: string, config: string): string[] {
  write(project, 'eslint.config.js', config);
  const bin = join(project, 'node_modules', 'eslint', 'bin', 'eslint.js');
  const { stdout, stderr } = run(process.execPath, [bin, '--format', 'json', 'kinds', 'typed'], {
    cwd: project,
    mayFail: true,
  });
  if (!stdout.startsWith('[')) {
    throw new Error(stdout + stderr);
  }
  const results = JSON.parse(stdout) as {
    filePath: string;
    messages: { ruleId: string | null; message: string; line: number }[];
  }[];
  return results.flatMap(({ filePath, messages }) =>
    messages.map(
      ({ ruleId, message, line }) =>
        `${relative(project, filePath).replaceAll('\\', '/')}:${line} ${ruleId ?? message}`,
    ),
  );
}
