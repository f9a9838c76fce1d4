// @ts-check

/**
 * Lints the example with the plugin as it would come from the registry, shows what a user's terminal would show, and
 * cures it. Findings are what we want to see here, so only a broken run ends with an error.
 */
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { cure } from './cure/cure.js';
import { countReports, lint, shown } from './cure/linter.js';
import { pack } from './pack.js';
import { root, run } from './run.js';

const name = 'eslint-plugin-async-resources';
const example = join(root, 'examples', 'signal-scanner');
const project = join(root, '.tmp', 'demo');
const plugin = join(project, 'node_modules', name);

// The copy lies inside the repository, so that what the example and the plugin depend on is found in our node_modules.
rmSync(project, { recursive: true, force: true });
cpSync(example, project, { recursive: true, filter: (path) => basename(path) !== 'node_modules' });
mkdirSync(plugin, { recursive: true });
const tarball = pack(project);
run('tar', ['-xzf', basename(tarball), '--strip-components=1', '-C', join('node_modules', name)], { cwd: project });
rmSync(tarball);

const results = await lint(project);
process.stdout.write((await shown(project, results)).replaceAll(project, 'examples/signal-scanner'));
const { ours, others } = countReports(results);
console.log(`${basename(tarball)} reported ${ours} ${ours === 1 ? 'problem' : 'problems'} in examples/signal-scanner.`);

if (ours === 0 || others > 0) {
  console.error('The demo is broken: the example has known problems, and the packed plugin did not report just these.');
  process.exitCode = 1;
} else if (!(await cure(project, results, console.log))) {
  console.error('The demo is broken: docs/migrating.md did not cure the example.');
  process.exitCode = 1;
}
