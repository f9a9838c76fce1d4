import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import type { Place } from '../ast/file-view.ts';
import type { Acquisition, AcquiringNode } from './acquisition.ts';
import type { FormIndex } from './forms.ts';

/** Packages whose disposable types are all told by the catalogue: Node.js and TypeScript's own library. */
const toldByCatalogue: ReadonlySet<string | undefined> = new Set(['bun', 'bun-types', 'node', 'typescript']);

/** Disposable types of others that hold nothing outside of the heap. */
const holdsNothing: ReadonlySet<string> = new Set([
  'AbortController',
  'AsyncDisposableStack',
  'AsyncGenerator',
  'AsyncIterator',
  'DisposableStack',
  'EventEmitter',
  'Generator',
  'Immediate',
  'Iterator',
  'Readable',
  'Stream',
  'Subject',
  'Timeout',
  'Transform',
  'Writable',
]);

/**
 * The acquisition that a `new` is by the disposable protocol: its type has `Symbol.asyncDispose` or `Symbol.dispose`.
 * Only for classes that the catalogue does not tell of; built-in types and the likes of iterators are no resources.
 *
 * @returns undefined without type information
 */
export function disposableAcquisition(place: Place<AcquiringNode>, index: FormIndex): Acquisition | undefined {
  const { project } = place.view;
  const symbols = place.node.type === T.NewExpression ? (project?.disposalSymbolsOf(place.node) ?? []) : [];
  const types = symbols.length === 0 ? [] : (project?.typesOf(place.node) ?? []);
  const [own] = types;
  const isKnown = types.some(
    (type) =>
      holdsNothing.has(type.name) ||
      toldByCatalogue.has(type.package) ||
      (type.package !== undefined && index.ofModule(type.package).length > 0),
  );
  if (own === undefined || isKnown) {
    return undefined;
  }
  return {
    entry: {
      id: own.name,
      from: [],
      category: 'client',
      acquire: [],
      holds: 'at-once',
      moduleLevel: 'report',
      release: [],
      disposable: { symbols },
      known: ['types'],
    },
    made: place,
    resolves: false,
    holds: true,
    within: [],
    through: [],
  };
}
