import type ts from 'typescript';

import type { FileTest } from '../ast/file-view.ts';
import { ownPackage } from './own-package.ts';
import { fileBehind, specifiersOf } from './root-files.ts';

/** By program and test, for each file: whether the file, or one that it imports, itself or through others, passes. */
const answers = new WeakMap<ts.Program, WeakMap<FileTest, Map<ts.SourceFile, boolean>>>();

/** By test: whether a file passes by its text. Programs that follow each other share most files. */
const ownAnswers = new WeakMap<FileTest, WeakMap<ts.SourceFile, boolean>>();

/** Whether a file of the project, or one of those that it imports, itself or through others, passes a test. */
export function reaches(program: ts.Program, file: ts.SourceFile, test: FileTest): boolean {
  const ofProgram = answers.get(program) ?? new WeakMap<FileTest, Map<ts.SourceFile, boolean>>();
  answers.set(program, ofProgram);
  const known = ofProgram.get(test) ?? new Map<ts.SourceFile, boolean>();
  ofProgram.set(test, known);
  if (!known.has(file)) {
    answerFrom(file, program, test, known);
  }
  return known.get(file) === true;
}

/** Finds the answer for a file and for all files below it: each file is looked at once, and imports may go in circles. */
function answerFrom(
  start: ts.SourceFile,
  program: ts.Program,
  test: FileTest,
  known: Map<ts.SourceFile, boolean>,
): void {
  const importers = new Map<ts.SourceFile, ts.SourceFile[]>([[start, []]]);
  const passing: ts.SourceFile[] = [];
  for (const file of importers.keys()) {
    if (known.get(file) ?? passes(file, program, test)) {
      passing.push(file);
    }
    for (const specifier of known.has(file) ? [] : specifiersOf(file).keys()) {
      const imported = fileBehind(program, file, specifier);
      if (imported !== undefined) {
        const list = importers.get(imported) ?? [];
        importers.set(imported, list);
        list.push(file);
      }
    }
  }
  const reaching = new Set(passing);
  for (const file of reaching) {
    for (const importer of importers.get(file) ?? []) {
      reaching.add(importer);
    }
  }
  for (const file of importers.keys()) {
    known.set(file, reaching.has(file));
  }
}

function passes(file: ts.SourceFile, program: ts.Program, test: FileTest): boolean {
  const known = ownAnswers.get(test) ?? new WeakMap<ts.SourceFile, boolean>();
  ownAnswers.set(test, known);
  const answer = known.get(file) ?? test(file.text, ownPackage(file.fileName, program));
  known.set(file, answer);
  return answer;
}
