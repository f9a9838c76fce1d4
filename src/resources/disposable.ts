import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { staticString } from '../ast/expressions.ts';
import type { FileView, Place } from '../ast/file-view.ts';
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
 * Only for classes that the catalogue does not tell of; built-in types, the likes of iterators and what stays in the heap
 * are no resources.
 *
 * @returns undefined without type information
 */
export function disposableAcquisition(place: Place<AcquiringNode>, index: FormIndex): Acquisition | undefined {
  const { project } = place.view;
  const isOther = place.node.type === T.NewExpression && isDisposableResource(place.view, place.node, index);
  const symbols = project?.disposalSymbolsOf(place.node) ?? [];
  const [own] = isOther ? (project?.typesOf(place.node) ?? []) : [];
  if (own === undefined || isInMemory(place.node) || project?.disposesOfNothing(place.node) === true) {
    return undefined;
  }
  const begins = project?.begunByMethods(place.node);
  return {
    entry: {
      id: own.name,
      from: [],
      category: 'client',
      acquire: [],
      holds: begins === undefined ? 'at-once' : { calls: begins },
      moduleLevel: 'report',
      release: [],
      disposable: { symbols },
      // What it holds is not known, so that nothing is claimed of it.
      keepsAlive: { fresh: false, used: false },
      known: ['types'],
    },
    made: place,
    resolves: false,
    holds: begins === undefined,
    within: [],
    through: [],
  };
}

/** `new Database(':memory:')`: what SQLite and its likes call a database that is nowhere else. */
function isInMemory({ arguments: given }: AcquiringNode): boolean {
  return given.some((argument) => staticString(argument) === ':memory:');
}

/** Whether the value of an expression is a resource by the disposable protocol, of which the catalogue does not tell. */
export function isDisposableResource({ project }: FileView, node: TSESTree.Node, index: FormIndex): boolean {
  const isDisposable = (project?.disposalSymbolsOf(node) ?? []).length > 0;
  const types = isDisposable ? (project?.typesOf(node) ?? []) : [];
  // An iterator ends when it is read to its end, or left before.
  const isIterator = types.length > 0 && project?.hasMembers(node, ['next', 'return']) === true;
  return (
    types.length > 0 &&
    !isIterator &&
    !types.some(({ name, package: from = project?.packageName() }) => {
      const isTold = from !== undefined && index.ofModule(from).length > 0;
      return isTold || holdsNothing.has(name) || toldByCatalogue.has(from);
    })
  );
}
