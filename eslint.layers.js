// @ts-check

/**
 * The folders of `src/`, from the top down, and what each may import: its own files, and those of the folders listed.
 * A file that lies directly in `src/` is named with its ending, and may itself import everything.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const layers = {
  rules: ['suggestions', 'fixtures', 'lifetime', 'runners', 'resources', 'types', 'ast'],
  suggestions: ['fixtures', 'lifetime', 'runners', 'resources', 'types', 'ast'],
  fixtures: ['lifetime', 'runners', 'resources', 'types', 'ast'],
  lifetime: ['runners', 'resources', 'types', 'ast'],
  runners: ['types', 'ast'],
  resources: ['types', 'ast'],
  types: ['ast', 'own-folder.ts'],
  ast: [],
};

/** Folders below a layer's own that we look into: `src/resources/catalogue/x.ts` lies one folder deep. */
const deepest = 3;

/**
 * A relative import says nothing of where it leads unless the depth of its file is known, so each depth of each layer
 * has its own configuration: `../x` leaves the layer in `src/ast/a.ts`, and stays in it in `src/ast/b/a.ts`.
 *
 * @type {import('eslint').Linter.Config[]}
 */
export const layerConfigs = Object.entries(layers).flatMap(([layer, below]) =>
  Array.from({ length: deepest + 1 }, (_, depth) => ({
    name: `house/layers/${layer}/${depth}`,
    files: [`src/${layer}/${'*/'.repeat(depth)}*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(?:\\./)?(?:\\.\\./){${depth + 1}}(?!(?:${[layer, ...below].map(asPath).join('|')}))`,
              message: `src/${layer} may import only ${below.length === 0 ? 'itself' : below.join(', ')}.`,
            },
          ],
        },
      ],
    },
  })),
);

/** @param {string} name a folder, or a file with its ending */
function asPath(name) {
  return name.includes('.') ? `${name.replaceAll('.', '\\.')}$` : `${name}/`;
}
