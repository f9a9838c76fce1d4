import type { FunctionNode } from '../../ast/expressions.ts';
import type { LocalResource } from '../../lifetime/paths/local-resource.ts';

/** A resource that a function has to give back. */
export type OwnedResource = LocalResource & { readonly owner: FunctionNode };
