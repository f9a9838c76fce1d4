import { originOf } from '../ast/origin.ts';
import type { Place } from '../ast/file-view.ts';
import { trailOf } from '../ast/trail.ts';
import { variableHolding } from '../lifetime/releases.ts';
import type { AcquiringNode } from '../resources/acquisition.ts';
import { cataloguedAcquisition } from '../resources/catalogued.ts';
import { mayBeTold } from '../resources/may-be-told.ts';
import { makesNothing } from '../resources/plain-class.ts';
import { unlimitedWait } from '../resources/wait-limit.ts';
import { waitLimitMessages, waitLimitSuggestions } from '../suggestions/wait-limit.ts';
import { createRule } from './create-rule.ts';
import { nodeText } from './require-release/words.ts';

export type MessageId = 'noLimit' | keyof typeof waitLimitMessages;

export default createRule<readonly [], MessageId>({
  name: 'require-acquire-timeout',
  meta: {
    type: 'problem',
    hasSuggestions: true,
    languages: ['js/js'],
    docs: {
      description: 'Require that the wait for a connection of a pool has a limit',
      recommended: 'strict',
      profitsFromTypes: true,
    },
    messages: {
      noLimit:
        '{{what}} ({{id}}) lets its callers wait for a free connection without a limit: once all are in use, or the server does not answer, requests and tests hang instead of failing. Set `{{option}}`, in milliseconds.',
      ...waitLimitMessages,
    },
    schema: [],
  },
  create(context, { view, resources }) {
    const index = resources();
    if (!index.pools.isMentionedIn(context.sourceCode.text)) {
      return {};
    }
    const look = (node: AcquiringNode): void => {
      const place = { view, node };
      const isLikely =
        mayBeTold({ view, node: node.callee }, index.pools) && !makesNothing(place, index) && isOfPackage(place);
      const entry = isLikely ? cataloguedAcquisition(place, index)?.entry : undefined;
      const wait = entry && unlimitedWait(place, entry);
      if (entry === undefined || wait === undefined) {
        return;
      }
      const name = variableHolding(view, node)?.name;
      context.report({
        node,
        messageId: 'noLimit',
        data: { id: entry.id, option: wait.option, what: name === undefined ? nodeText(node, view) : `\`${name}\`` },
        suggest: [...waitLimitSuggestions(wait, node, context.sourceCode)],
      });
    };
    return { CallExpression: look, NewExpression: look };
  },
});

/** A class or function of the project around the package's own may set the limit itself. */
function isOfPackage({ view, node }: Place<AcquiringNode>): boolean {
  const origin = originOf({ view, node: node.callee });
  return origin !== undefined && (trailOf(origin).at(-1) ?? origin).kind === 'module';
}
