import type { Linter } from 'eslint';

import type { LintedFile } from './prove-suggestion.ts';
import { pathOf, programOf, typesFolder } from './type-host.ts';

/** Where ESLint is to find a file of a case, and what the parser is told about its program. */
export interface TypeInformation {
  /** The folder that ESLint works in. */
  readonly cwd: string;
  /** The file in it. */
  readonly path: string;
  readonly parserOptions: Linter.ParserOptions;
}

/** The types of a file that is in memory, or none where its case wants none. */
export function typeInformation({ filename, code, others, compilerOptions, untyped }: LintedFile): TypeInformation {
  const programs = untyped === true ? [] : [programOf({ ...others, [filename]: code }, compilerOptions)];
  return { cwd: typesFolder, path: pathOf(filename), parserOptions: untyped === true ? {} : { programs } };
}
