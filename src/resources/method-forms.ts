import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isClass, memberName, unwrap } from '../ast/expressions.ts';
import type { Place } from '../ast/file-view.ts';
import { type ModuleOrigin, type Origin, originOf } from '../ast/origin.ts';
import { trailOf } from '../ast/trail.ts';
import type { AcquiringNode } from './acquisition.ts';
import { isExport } from './export-path.ts';
import type { FormIndex, ResourceForm } from './forms.ts';
import { MOST_BASES } from './plain-class.ts';

/** `kafka.producer()`: a method of what an export made. */
export function formOfMethod(place: Place<TSESTree.MemberExpression>, index: FormIndex): ResourceForm | undefined {
  const name = memberName(place.node);
  const isForm = ({ form }: ResourceForm): boolean => form.via === 'method' && form.member === name;
  const chain = receivers({ ...place, node: place.node.object });
  for (const [depth, receiver] of chain.entries()) {
    const origin = originOf({ ...receiver, node: (receiver.node as AcquiringNode).callee });
    const module = origin && moduleOf(origin);
    const found =
      module &&
      index
        .ofModule(module.from.node.value)
        .find(
          (one) =>
            isForm(one) &&
            isExport(one.form.export, module.path) &&
            (depth === 0 || ('fluent' in one.form && one.form.fluent)),
        );
    if (found) {
      return chain.some((call) => isKeptAfter(call, found)) ? undefined : found;
    }
  }
  // A parameter, or a field: `kafka: Kafka`.
  const { project } = place.view;
  const types = index.makingMethods.has(name ?? '') ? (project?.typesOf(unwrap(place.node.object)) ?? []) : [];
  for (const { name: type, package: from = '' } of types) {
    const found = index.ofReceiver(type, from, name ?? '');
    if (found !== undefined) {
      return found;
    }
  }
  return types
    .flatMap((type) => (type.package === undefined ? [] : index.ofModule(type.package).map((one) => ({ type, one }))))
    .find(({ type, one }) => isForm(one) && one.form.export === type.name)?.one;
}

/** `.withReuse()` in the chain of a container: the next run takes the same one. */
function isKeptAfter({ node }: Place, { entry: { keptAfter = [] } }: ResourceForm): boolean {
  const callee = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
  return callee?.type === T.MemberExpression && keptAfter.includes(memberName(callee) ?? '');
}

/** The calls whose result may be the receiver, nearest first: itself, then those that a fluent chain began with. */
function receivers(place: Place): readonly Place[] {
  const found: Place[] = [];
  let next: Place | undefined = place;
  while (next !== undefined && found.length < 20) {
    const origin = originOf(next);
    const end = origin && trailOf(origin).at(-1);
    const value: Place | undefined = end?.kind === 'value' ? awaited(end.place) : undefined;
    if (value === undefined || (value.node.type !== T.CallExpression && value.node.type !== T.NewExpression)) {
      break;
    }
    found.push(value);
    const callee = unwrap(value.node.callee);
    next =
      value.node.type === T.CallExpression && callee.type === T.MemberExpression
        ? { ...value, node: callee.object }
        : undefined;
  }
  return found;
}

/** What an `await` waits for: `(await Test.createTestingModule({}).compile()).createNestApplication()`. */
function awaited(place: Place): Place {
  const { node } = place;
  return node.type === T.AwaitExpression ? { ...place, node: unwrap(node.argument) } : place;
}

function moduleOf(origin: Origin, bases = MOST_BASES): ModuleOrigin | undefined {
  const end = trailOf(origin).at(-1) ?? origin;
  if (end.kind === 'module') {
    return end;
  }
  if (end.kind === 'value' && isClass(end.place.node) && end.place.node.superClass !== null) {
    const base = originOf({ ...end.place, node: end.place.node.superClass });
    return bases > 0 && base ? moduleOf(base, bases - 1) : undefined;
  }
  return undefined;
}
