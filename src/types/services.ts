import { ESLintUtils, type ParserServicesWithTypeInformation, type TSESLint } from '@typescript-eslint/utils';

/** How a rule stands to type information: `-` never asks, `t` sees more with it, `T` cannot work without it. */
export type TypeNeed = 'none' | 'optional' | 'required';

export type TypeServices = ParserServicesWithTypeInformation;

/**
 * The type information of the linted file, as far as a rule needs it. The one place that decides what happens without.
 *
 * @returns undefined when the rule does not ask for types, or only profits from them and there are none
 * @throws typescript-eslint's own error when types are required and the file is linted without them
 */
export function typeServices(
  context: Readonly<TSESLint.RuleContext<string, readonly unknown[]>>,
  need: TypeNeed,
): TypeServices | undefined {
  switch (need) {
    case 'none':
      return undefined;
    case 'required':
      return ESLintUtils.getParserServices(context);
    case 'optional': {
      // Asking typescript-eslint would throw where another parser, or none, provided the services (oxlint gives `{}`).
      const services = context.sourceCode.parserServices;
      return services?.program ? (services as TypeServices) : undefined;
    }
  }
}
