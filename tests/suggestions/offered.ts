import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import type { ReleaseForm } from '../../src/resources/entry.ts';
import { evaluatedNodes } from '../../src/lifetime/evaluation.ts';
import { moduleResourceSuggestionMessages, moduleResourceSuggestions } from '../../src/suggestions/module-resource.ts';
import { applied } from '../../scripts/verify-suggestions/promises.js';
import { type LintedFile, proveSuggestion, ruleRunner } from '../support/prove-suggestion.ts';

/** Callees that the stand-in rule below reports, how they are released, and whether they give a promise. */
const acquisitions: Readonly<Record<string, { readonly release?: ReleaseForm; readonly resolves?: true }>> = {
  Pool: { release: { method: 'end', returns: 'promise' } },
  Redis: { release: { method: 'quit', returns: 'promise' } },
  Queue: { release: { method: 'close', returns: 'promise' } },
  Database: { release: { method: 'close', returns: 'nothing' } },
  WebSocketServer: { release: { method: 'close', returns: 'callback' } },
  createServer: { release: { method: 'close', returns: 'callback' } },
  createPool: { release: { method: 'end', returns: 'promise or callback' } },
  createCallbackPool: { release: { method: 'end', returns: 'callback' } },
  createConnection: { release: { method: 'end', returns: 'promise' }, resolves: true },
  openFile: { release: { method: 'close', returns: 'promise' }, resolves: true },
  acquire: { release: { self: true, returns: 'nothing' }, resolves: true },
  setInterval: { release: { call: 'clearInterval', from: '(global)', returns: 'nothing' } },
  openHandle: { release: { call: 'closeHandle', from: './handles.js', returns: 'promise' } },
  openDrizzle: { release: { method: '$client.end', returns: 'promise' } },
  Tracer: {},
  Client: { release: { method: 'end', returns: 'promise' } },
  connect: { release: { method: 'end', returns: 'promise' } },
  postgres: { release: { method: 'end', returns: 'promise' } },
};

/** Stands in for `no-module-level-resource`: reports every acquisition above that loading the module evaluates. */
const rule = {
  meta: {
    type: 'problem',
    hasSuggestions: true,
    schema: [],
    messages: { acquired: '{{text}} is acquired while the module loads', ...moduleResourceSuggestionMessages },
  },
  create: (context: TSESLint.RuleContext<string, []>) => ({
    'Program:exit'(program: TSESTree.Program) {
      const { sourceCode } = context;
      for (const node of evaluatedNodes(program)) {
        if (node.type !== 'CallExpression' && node.type !== 'NewExpression') {
          continue;
        }
        const { callee } = node;
        const name = callee.type === 'MemberExpression' ? callee.property : callee;
        const known = name.type === 'Identifier' ? acquisitions[name.name] : undefined;
        if (known !== undefined) {
          const services = sourceCode.parserServices?.program ? sourceCode.parserServices : undefined;
          const suggest = moduleResourceSuggestions({
            sourceCode,
            path: context.physicalFilename,
            acquisition: node,
            resolves: known.resolves === true,
            release: known.release,
            services: services as never,
          });
          context.report({
            node,
            messageId: 'acquired',
            data: { text: sourceCode.getText(callee) },
            suggest: [...suggest],
          });
        }
      }
    },
  }),
};

const run = ruleRunner({ 'stand-in': rule });

/** A suggestion as an editor shows it, and the file after it. */
export interface Offered {
  readonly title: string;
  readonly output: string;
}

type Kind = keyof typeof moduleResourceSuggestionMessages;

type Options = Omit<LintedFile, 'code' | 'filename'> & { readonly filename?: string };

/**
 * What is offered for the only acquisition of a file, by kind. The results are proved: see `proveSuggestion`.
 *
 * @param kinds the kinds to be looked at
 */
export function offered(
  code: string,
  file: Options = {},
  kinds: readonly Kind[] = ['makeOnFirstUse', 'makeFactory', 'scopeToUse'],
): Partial<Record<Kind, Offered>> {
  const linted: LintedFile = { filename: 'file.ts', ...file, code };
  const [report, ...others] = run(linted);
  if (report === undefined || others.length > 0) {
    throw new Error(`Expected one acquisition, found ${report === undefined ? 0 : others.length + 1}:\n\n${code}`);
  }
  const asked = (report.suggestions ?? []).filter(({ messageId }) => kinds.includes(messageId as Kind));
  const all = asked.map(({ messageId, desc, fix }): [Kind, Offered] => {
    const output = applied(code, fix);
    proveSuggestion({ file: linted, report, output }, run);
    return [messageId as Kind, { title: desc, output }];
  });
  return Object.fromEntries(all);
}

/** The file after a suggestion of one kind; undefined when it is not offered. */
export function output(kind: Kind, code: string, file?: Options): string | undefined {
  return offered(code, file, [kind])[kind]?.output;
}
