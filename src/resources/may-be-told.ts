import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { unwrap } from '../ast/expressions.ts';
import type { Place } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import { variableOf } from '../ast/variables.ts';
import type { FormIndex } from './forms.ts';

/**
 * Whether an expression may lead to something that the catalogue tells of: a name of its modules, a global, or code that
 * may mention them. It parses no file and asks for no type: for most calls of a program the answer is no. Never wrongly
 * false for what has an origin; values without one, such as parameters, are told of by their types alone.
 */
export function mayBeTold(place: Place, index: FormIndex): boolean {
  const node = unwrap(place.node);
  const origin = originOf(place);
  switch (origin?.kind) {
    case 'global':
      return index.ofGlobals().some(({ form }) => origin.path.includes(form.export.split('.', 1)[0] ?? ''));
    case 'module': {
      const { node: specifier, view } = origin.from;
      return (
        index.isMentionedIn(`'${specifier.value}'`) ||
        // A package that its own tests ask for by its folder.
        /^[./]+$/u.test(specifier.value) ||
        (view.project?.reaches(index.isToldIn, specifier) !== false &&
          view.project?.reaches(index.isToldIn, importedName({ ...place, node }) ?? specifier) !== false)
      );
    }
    case 'value':
      return true;
    default:
      return false;
  }
}

/** The name that an import gives to what an expression begins with: `import { db } from './db.js'` for `db.pool.end`. */
function importedName({ view, node, bindings }: Place): TSESTree.Identifier | undefined {
  if (node.type === T.MemberExpression) {
    return importedName({ view, node: unwrap(node.object), bindings: bindings ?? new Map() });
  }
  const variable = node.type === T.Identifier ? variableOf(view, node) : undefined;
  const [definition] = variable?.defs ?? [];
  const isNamed = definition?.node.type === T.ImportSpecifier || definition?.node.type === T.ImportDefaultSpecifier;
  return isNamed ? (definition.name as TSESTree.Identifier) : undefined;
}
