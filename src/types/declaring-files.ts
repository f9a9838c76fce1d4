import type ts from 'typescript';

import { resolved } from './checked-types.ts';

/** The files that declare what an imported name stands for; undefined when it is not known. */
export function declaringFiles(name: ts.Node, checker: ts.TypeChecker): readonly ts.SourceFile[] | undefined {
  const symbol = checker.getSymbolAtLocation(name);
  return symbol && resolved(symbol, checker)?.declarations?.map((one) => one.getSourceFile());
}
