import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Block {
  readonly language: string;
  /** What stands after the language: `option='…' filename='…'`. */
  readonly info: string;
  readonly code: string;
  /** The headings above it, the outermost first. */
  readonly headings: readonly string[];
  readonly line: number;
}

/** The fenced blocks of a Markdown file, which is named relative to the repository. */
export function codeBlocks(path: string): Block[] {
  const blocks: Block[] = [];
  let headings: string[] = [];
  let open: { language: string; info: string; line: number; code: string[] } | undefined;
  for (const [index, line] of readFileSync(root + path, 'utf8')
    .split('\n')
    .entries()) {
    if (open !== undefined) {
      if (line === '```') {
        blocks.push({ ...open, code: `${open.code.join('\n')}\n`, headings });
        open = undefined;
      } else {
        open.code.push(line);
      }
      continue;
    }
    const fence = /^```(\w+) ?(.*)$/u.exec(line);
    const heading = /^(#+) (.*)$/u.exec(line);
    if (fence) {
      open = { language: fence[1] ?? '', info: fence[2] ?? '', line: index + 1, code: [] };
    } else if (heading) {
      headings = [...headings.slice(0, (heading[1] ?? '').length - 1), heading[2] ?? ''];
    }
  }
  return blocks;
}
