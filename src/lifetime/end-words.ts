/** What the title of a test says in which a resource ends, as alternatives of a pattern. */
export const endWords = String.raw`after|already|clos|destroy|disconnect|dispos|end(?:ed|ing|s)?\b|kill|quit|releas|shut|stop|terminat`;
