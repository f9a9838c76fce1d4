import { dirname, relative } from 'node:path';

import { AST_NODE_TYPES as T, ESLintUtils, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { linkedView } from '../types/project.ts';
import { type TypeServices, typeServices } from '../types/services.ts';
import { silentWhereTooDeep } from '../types/too-deep.ts';
import type { FileView } from '../ast/file-view.ts';
import { configFolder } from '../resources/config-folder.ts';
import type { FormIndex } from '../resources/forms.ts';
import { formIndexOf } from '../resources/index-of-settings.ts';
import { readSettings } from '../resources/read-settings.ts';
import type { AsyncResourcesSettings } from '../resources/settings.ts';

/** What a rule's documentation says of it; the presets are computed from this. */
export interface RuleDocs<Options extends readonly unknown[]> {
  /** The mildest preset that has the rule, and the options that the strict ones give it. */
  readonly recommended: 'recommended' | 'strict' | { readonly recommended: true; readonly strict: Options };
  /** It does not work without type information. */
  readonly requiresTypeChecking?: true;
  /** It works without type information and sees more with it. */
  readonly profitsFromTypes?: true;
}

export type RuleContext<MessageId extends string, Options extends readonly unknown[]> = Readonly<
  TSESLint.RuleContext<MessageId, Options>
>;

/** What every rule gets beside ESLint's context. */
export interface RuleInput {
  readonly view: FileView;
  readonly settings: AsyncResourcesSettings;
  /** The catalogue and the user's own resources. */
  readonly resources: () => FormIndex;
  /** A path below the folder that globs in the settings and options are relative to, with forward slashes. */
  readonly relativePath: (path: string) => string;
  /** Undefined when the file is linted without type information. */
  readonly services: TypeServices | undefined;
}

const create = ESLintUtils.RuleCreator<RuleDocs<readonly unknown[]>>(
  (name) =>
    `https://github.com/eslint-plugin-async-resources/eslint-plugin-async-resources/blob/main/docs/rules/${name}.md`,
);

/** `agent.test-d.ts`, and what imports `expectType` of `tsd`: such files are checked, and never run. */
const typeTest = /\.(?:spec|test)-d\.[cm]?tsx?$/u;

/** A rule that is certain to say for which presets it is. */
export type CreatedRule<MessageId extends string, Options extends readonly unknown[]> = TSESLint.RuleModule<
  MessageId,
  Options,
  RuleDocs<readonly unknown[]>
> & { readonly name: string; readonly meta: { readonly docs: RuleDocs<readonly unknown[]> } };

type Rule<Options extends readonly unknown[], MessageId extends string> = Parameters<
  typeof create<Options, MessageId>
>[0];

/**
 * Makes a rule. Settings are checked, and type information is asked for, in this one place for all rules.
 *
 * @throws (while linting) when the settings are wrong, or when the rule requires types and there are none
 */
export function createRule<Options extends readonly unknown[], MessageId extends string>(
  rule: Omit<Rule<Options, MessageId>, 'create' | 'defaultOptions'> & {
    readonly create: (context: RuleContext<MessageId, Options>, input: RuleInput) => TSESLint.RuleListener;
  },
): CreatedRule<MessageId, Options> {
  const { requiresTypeChecking, profitsFromTypes } = rule.meta.docs;
  const need = requiresTypeChecking ? 'required' : profitsFromTypes ? 'optional' : 'none';
  return create<Options, MessageId>({
    ...rule,
    create(context) {
      const settings = readSettings(context.settings);
      if (typeTest.test(context.physicalFilename) || importsTsd(context.sourceCode.ast)) {
        return {};
      }
      const services = typeServices(context, need);
      const view = linkedView(context.sourceCode, context.physicalFilename, services);
      const resources = (): FormIndex => formIndexOf(settings, () => folderFor(context));
      const relativePath = (path: string): string => slashed(folderFor(context), path);
      return silentWhereTooDeep(() => rule.create(context, { settings, services, view, resources, relativePath }));
    },
  }) as CreatedRule<MessageId, Options>;
}

function importsTsd({ body }: TSESTree.Program): boolean {
  return body.some((statement) => statement.type === T.ImportDeclaration && statement.source.value === 'tsd');
}

/**
 * By the configuration, which ESLint hands to every rule and file that it is for, and the folder of a file. Looked for
 * only where something is relative to it, since that asks the disk.
 */
const folders = new WeakMap<object, Map<string, string>>();

function folderFor({ cwd, languageOptions, physicalFilename }: RuleContext<string, readonly unknown[]>): string {
  const ofConfig = folders.get(languageOptions) ?? new Map<string, string>();
  folders.set(languageOptions, ofConfig);
  const own = dirname(physicalFilename);
  const folder = ofConfig.get(own) ?? configFolder(physicalFilename, cwd);
  ofConfig.set(own, folder);
  return folder;
}

function slashed(folder: string, path: string): string {
  return relative(folder, path).replaceAll('\\', '/');
}
