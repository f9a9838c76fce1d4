import { ESLintUtils, type ParserServicesWithTypeInformation, type TSESLint } from '@typescript-eslint/utils';

/** How a rule stands to type information: `-` never asks, `t` sees more with it, `T` cannot work without it. */
export type TypeNeed = 'none' | 'optional' | 'required';

export type TypeServices = ParserServicesWithTypeInformation;

/**
 * The type information of the linted file, as far as a rule needs it. The one place that decides what happens without.
 *
 * @returns undefined when the rule does not ask for types, or only profits from them and there are none
 * @throws when types are required and the file is linted without them: typescript-eslint's own error, and under oxlint
 *   one that says what to do there
 */
export function typeServices(
  context: Readonly<TSESLint.RuleContext<string, readonly unknown[]>>,
  need: TypeNeed,
): TypeServices | undefined {
  switch (need) {
    case 'none':
      return undefined;
    case 'required':
      if (isOxlint(context)) {
        throw noTypesInOxlint(context.id);
      }
      return ESLintUtils.getParserServices(context);
    case 'optional': {
      // Asking typescript-eslint would throw where another parser, or none, provided the services (oxlint gives `{}`).
      const services = context.sourceCode.parserServices;
      return services?.program ? (services as TypeServices) : undefined;
    }
  }
}

function isOxlint({ languageOptions }: Readonly<TSESLint.RuleContext<string, readonly unknown[]>>): boolean {
  const { parser } = languageOptions;
  return parser != null && 'name' in parser && parser.name === 'oxlint';
}

function noTypesInOxlint(rule: string): Error {
  const error = new Error(
    `The rule \`${rule}\` needs type information, and oxlint gives its plugins none. Turn the rule off in oxlint's configuration, and run it with ESLint.`,
  );
  // oxlint shows the stack of an error in place of its message, for each file. Where we threw it helps nobody.
  error.stack = error.message;
  return error;
}
