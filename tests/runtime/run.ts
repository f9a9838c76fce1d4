import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How a run of a test runner ended. */
export interface Run {
  /** Undefined when it did not end by itself. */
  readonly exitCode: number | undefined;
  readonly output: string;
}

/** What a run is waited for. */
export interface Expected {
  /** What the runner prints when the last test is over. */
  readonly over: RegExp;
  /** For how long it may then go on. */
  readonly graceInSeconds: number;
  /** Variables of its environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** After how long it is ended at the latest: for a machine that does much else, a multiple of what it takes. */
  readonly longestInSeconds?: number;
}

/** Runs Node.js in a folder. */
export function runNode(folder: string, args: readonly string[], expected: Expected): Promise<Run> {
  return runProgram(folder, process.execPath, args, expected);
}

/** Runs a program in a folder, as if nothing ran it: the runner of these tests hands its own settings on to children. */
export async function runProgram(
  folder: string,
  program: string,
  args: readonly string[],
  { over, graceInSeconds, env = {}, longestInSeconds = 90 }: Expected,
): Promise<Run> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:JEST|NODE_|TEST|VITE)/u.test(name));
  const child = spawn(program, args, {
    cwd: folder,
    // A group of its own, so that workers end with it.
    detached: true,
    env: { ...Object.fromEntries(inherited), ...env, CI: '1', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = (): void => {
    if (child.exitCode === null && child.pid !== undefined) {
      process.kill(-child.pid, 'SIGKILL');
    }
  };
  const limits = [setTimeout(end, longestInSeconds * 1000)];
  let output = '';
  const read = (chunk: Buffer): void => {
    output += chunk.toString();
    if (limits.length === 1 && over.test(output)) {
      limits.push(setTimeout(end, graceInSeconds * 1000));
    }
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const [exitCode] = (await once(child, 'close')) as [number | null];
  limits.forEach(clearTimeout);
  return { exitCode: exitCode ?? undefined, output };
}
