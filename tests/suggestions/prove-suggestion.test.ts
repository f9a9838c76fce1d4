import type { Rule } from 'eslint';
import { describe, expect, it } from 'vitest';

import { type LintedFile, proveSuggestion, ruleRunner } from '../support/prove-suggestion.ts';

/** Reports every call of `open`, and says on which line it stands. */
const run = ruleRunner({
  'no-open': {
    create: (context: { report: (descriptor: object) => void }) => ({
      'CallExpression[callee.name="open"]'(node: { loc: { start: { line: number } } }) {
        context.report({ node, message: `open() on line ${node.loc.start.line}` });
      },
    }),
  },
});

const file: LintedFile = {
  filename: 'file.ts',
  code: `declare function open(): { port: number };

// The server.
export const server = open();
`,
};

function prove(output: string): void {
  const [report] = run(file);
  if (report === undefined) {
    throw new Error('not reported');
  }
  proveSuggestion({ file, report, output }, run);
}

describe('the proof of a suggestion', () => {
  it('accepts what keeps every promise', () => {
    expect(() => {
      prove(`// The server.
export const server = { port: 80 };
`);
    }).not.toThrow();
  });

  it('refuses what does not parse', () => {
    expect(() => {
      prove('export const server = ;');
    }).toThrow('Not linted');
  });

  it('refuses a new type error', () => {
    expect(() => {
      prove(`// The server.
export const server: string = 80;
`);
    }).toThrow('New type error: TS2322');
  });

  it('refuses a lost comment', () => {
    expect(() => {
      prove('export const server = { port: 80 };\n');
    }).toThrow('Lost comment: The server.');
  });

  it('refuses a result that is reported still, on whatever line', () => {
    expect(() => {
      prove(`declare function open(): { port: number };

// The server.

export const server = { ...open() };
`);
    }).toThrow('Still reported');
  });

  it('refuses a script that becomes a module', () => {
    const script: LintedFile = { filename: 'script.js', code: 'const server = open();\n' };
    const [report] = run(script);
    expect(() => {
      const output = "import { port } from 'node:process';\nconst server = port;\n";
      proveSuggestion({ file: script, report: report ?? expect.unreachable(), output }, run);
    }).toThrow('Becomes an ES module');
  });

  describe('of other reports', () => {
    /** Reports every call by its text, and every `let`. */
    const callsAndLets = ruleRunner({
      calls: {
        create: (context: Rule.RuleContext) => ({
          CallExpression(node: Rule.Node) {
            context.report({ node, message: `\`${context.sourceCode.getText(node)}\` is called` });
          },
          'Program > VariableDeclaration[kind="let"]'(node: Rule.Node) {
            context.report({ node, message: 'let' });
          },
        }),
      },
    });
    const before: LintedFile = { filename: 'file.js', code: 'let a = [];\nexport const b = a.at(0);\n' };
    const proveLet = (output: string): void => {
      const [report] = callsAndLets(before);
      proveSuggestion({ file: before, report: report ?? expect.unreachable(), output }, callsAndLets);
    };

    it('accepts one about an expression that is called otherwise now', () => {
      expect(() => {
        proveLet('const list = [];\nexport const b = list.at(0);\n');
      }).not.toThrow();
    });

    it('refuses one more of the same words', () => {
      expect(() => {
        proveLet('const list = [];\nexport const b = list.at(0) ?? list.at(1);\n');
      }).toThrow('New report: proof/calls: `list.at(');
    });
  });

  it('refuses a result with another report', () => {
    const noNew = ruleRunner({
      'no-new': {
        create: (context: { report: (descriptor: object) => void }) => ({
          NewExpression(node: object) {
            context.report({ node, message: 'new' });
          },
          CallExpression(node: object) {
            context.report({ node, message: 'call' });
          },
        }),
      },
    });
    const [report] = noNew(file);
    expect(() => {
      const output = '// The server.\nexport const server = { port: new Date(80).valueOf };\n';
      proveSuggestion({ file, report: report ?? expect.unreachable(), output }, noNew);
    }).toThrow('New report: proof/no-new: new');
  });
});
