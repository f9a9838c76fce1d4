import { dirname } from 'node:path';

import { parse, parseAndGenerateServices } from '@typescript-eslint/typescript-estree';
import type { TSESTree } from '@typescript-eslint/utils';
import ts from 'typescript';

interface Parsed {
  readonly ast: TSESTree.Program;
  readonly tsNodeOf: (node: TSESTree.Node) => ts.Node | undefined;
}

const parseOptions = { loc: true, range: true, errorOnUnknownASTType: false } as const;

/** The tree that TypeScript has of the file already; undefined where that is not of the TypeScript that converts it. */
export function converted(file: ts.SourceFile, program: ts.Program): Parsed | undefined {
  if (!('parseDiagnostics' in file)) {
    return undefined;
  }
  const { fileName: filePath, text } = file;
  try {
    const { ast, services } = parseAndGenerateServices(text, {
      ...parseOptions,
      // What TypeScript could parse is code enough to look at: to prove that it is right takes a fifth of the time.
      allowInvalidAST: true,
      filePath,
      loggerFn: false,
      programs: [program],
      tsconfigRootDir: dirname(filePath),
    });
    return { ast, tsNodeOf: (node) => services.esTreeNodeToTSNodeMap.get(node) };
  } catch {
    return undefined;
  }
}

/** A file that cannot be parsed is seen as an empty one: nothing is known of it. */
export function parseLeniently(file: ts.SourceFile): Parsed {
  const options = { ...parseOptions, filePath: file.fileName };
  const tsNodeOf = ({ range }: TSESTree.Node): ts.Node | undefined => nodeAt(file, range[0], range[1]);
  try {
    return { ast: parse(file.text, options), tsNodeOf };
  } catch {
    return { ast: parse('', options), tsNodeOf };
  }
}

/** TypeScript's node for a range of the source text; the innermost one that covers exactly this range. */
function nodeAt(file: ts.SourceFile, start: number, end: number): ts.Node | undefined {
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (node.pos <= start && end <= node.end) {
      if (node.getStart(file) === start && node.end === end) {
        found = node;
      }
      ts.forEachChild(node, visit);
    }
  };
  visit(file);
  return found;
}
