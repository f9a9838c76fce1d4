// @ts-check

/**
 * Lints the example with the plugin as it would come from the registry, and shows what a user's terminal would show.
 * Findings are what we want to see here, so only a broken run ends with an error.
 */
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
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

const eslint = join(root, 'node_modules', 'eslint', 'bin', 'eslint.js');
const colour = process.stdout.isTTY ? '--color' : '--no-color';
const { status, stdout, stderr } = run(process.execPath, [eslint, '--format', 'stylish', colour, '.'], {
  cwd: project,
  mayFail: true,
});
process.stdout.write(stdout.replaceAll(project, 'examples/signal-scanner'));
process.stderr.write(stderr);

// ESLint ends with 1 when it found something, and with 2 when it could not lint.
const found = stdout.match(/async-resources\//g)?.length ?? 0;
if (status === 1 && found > 0) {
  console.log(
    `${basename(tarball)} reported ${found} ${found === 1 ? 'problem' : 'problems'} in examples/signal-scanner.`,
  );
} else {
  console.error('The demo is broken: the example has a known problem, and the packed plugin did not report it.');
  process.exitCode = 1;
}
