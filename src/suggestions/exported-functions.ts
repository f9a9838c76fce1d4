import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import { ofKind, type Use } from './binding-uses.ts';
import { exportEdit, type Replacement } from './export-forms.ts';
import { commonJsTarget, type ModuleBinding } from './module-binding.ts';
import { asSuffix } from './names.ts';
import type { SourceFile } from './source-file.ts';
import type { TextEdit } from './text-edits.ts';

/** How functions that take a binding's place are exported in place of it. */
export interface ExportedFunctions {
  /** What goes before the declaration of the first function, and of each further one. */
  readonly first: '' | 'export ' | 'export default ';
  readonly further: '' | 'export ';
  /** Statements to be written behind the functions. */
  readonly behind: readonly string[];
  /** Edits elsewhere in the file. */
  readonly edits: readonly TextEdit[];
}

/**
 * @param functions what takes the binding's place, the function that gives the value first
 * @param exportsFurther whether the further functions are of no use unless they are exported
 * @returns undefined when that takes an export, and we know no place for it
 */
export function exportedFunctions(
  binding: ModuleBinding,
  uses: readonly Use[],
  functions: readonly Replacement[],
  exportsFurther: boolean,
  file: SourceFile,
): ExportedFunctions | undefined {
  const forms = ofKind(uses, 'export').map((use) => use.export);
  const edits = forms.map((form) => exportEdit(form, binding.name, functions));
  const { semicolon } = file.layout;
  switch (binding.exportedBy) {
    case 'export':
      return { first: 'export ', further: 'export ', behind: [], edits };
    case 'export default':
      return { first: 'export default ', further: 'export ', behind: [], edits };
    case 'module.exports': {
      const names = functions.map(({ name }) => name).join(', ');
      return { first: '', further: '', behind: [`module.exports = { ${names} }${semicolon}`], edits };
    }
    case undefined:
      break;
    default: {
      const [object = ''] = /^.*\./.exec(binding.exportedBy) ?? [];
      const lines = functions.map(
        ({ name, verb }) => `${object}${verb}${asSuffix(binding.name)} = ${name}${semicolon}`,
      );
      return { first: '', further: '', behind: [lines.join(file.layout.newline)], edits };
    }
  }
  const isNamed = forms.some(({ as }) => as !== 'default');
  if (isNamed || functions.length === 1 || (forms.length === 0 && !exportsFurther)) {
    return { first: '', further: '', behind: [], edits };
  }
  if (file.isModule) {
    return { first: '', further: 'export ', behind: [], edits };
  }
  const added = commonJsAddition(
    functions.slice(1).map(({ name }) => name),
    file,
  );
  return added && { first: '', further: '', behind: [], edits: [...edits, added] };
}

/** Adds to what a CommonJS module exports, where an object literal says it. */
function commonJsAddition(names: readonly string[], { sourceCode, layout }: SourceFile): TextEdit | undefined {
  for (const statement of sourceCode.ast.body) {
    const assignment = statement.type === T.ExpressionStatement ? statement.expression : undefined;
    if (assignment?.type === T.AssignmentExpression && commonJsTarget(assignment) === 'module.exports') {
      const last = assignment.right.type === T.ObjectExpression ? assignment.right.properties.at(-1) : undefined;
      if (last === undefined) {
        return undefined;
      }
      const before = sourceCode.lines[last.loc.start.line - 1]?.slice(0, last.loc.start.column) ?? '';
      const gap = before.trim() === '' ? layout.newline + before : ' ';
      return { range: [last.range[1], last.range[1]], text: names.map((name) => `,${gap}${name}`).join('') };
    }
  }
  return undefined;
}
