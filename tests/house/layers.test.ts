import { readdirSync } from 'node:fs';
import { Linter } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import { layerConfigs, layers } from '../../eslint.layers.js';

const src = new URL('../../src/', import.meta.url);

function messages(filename: string, specifier: string): string[] {
  const config: Linter.Config[] = [{ files: ['**/*.ts'], languageOptions: { parser } }, ...layerConfigs];
  const text = `import { x } from '${specifier}';\nexport type { Y } from '${specifier}';\nexport const z = x;\n`;
  return new Linter().verify(text, config, { filename }).map(({ ruleId, message }) => `${String(ruleId)}: ${message}`);
}

describe('import direction', () => {
  it.each([
    ['src/ast/a.ts', '../types/b.ts'],
    ['src/ast/a.ts', '../index.ts'],
    ['src/ast/deep/a.ts', '../../types/b.ts'],
    ['src/types/a.ts', '../resources/b.ts'],
    ['src/resources/a.ts', '../runners/b.ts'],
    ['src/resources/catalogue/a.ts', '../../lifetime/b.ts'],
    ['src/runners/a.ts', '../resources/b.ts'],
    ['src/lifetime/a.ts', '../suggestions/b.ts'],
    ['src/fixtures/a.ts', '../rules/b.ts'],
    ['src/suggestions/a.ts', '../rules/b.ts'],
    ['src/suggestions/a.ts', './../rules/b.ts'],
    ['src/rules/a.ts', '../index.ts'],
  ])('%s may not import %s', (filename, specifier) => {
    expect(messages(filename, specifier)).toEqual([
      expect.stringMatching(/^no-restricted-imports: .* may import only /),
      expect.stringMatching(/^no-restricted-imports: .* may import only /),
    ]);
  });

  it.each([
    ['src/ast/a.ts', './b.ts'],
    ['src/ast/deep/a.ts', '../b.ts'],
    ['src/types/a.ts', '../ast/b.ts'],
    ['src/resources/a.ts', '../types/b.ts'],
    ['src/resources/catalogue/a.ts', '../entry.ts'],
    ['src/resources/catalogue/a.ts', '../../types/b.ts'],
    ['src/lifetime/a.ts', '../resources/b.ts'],
    ['src/rules/a.ts', '../suggestions/b.ts'],
    ['src/rules/a/b.ts', '../../lifetime/b.ts'],
    ['src/ast/a.ts', 'typescript'],
    ['src/index.ts', './rules/index.ts'],
  ])('%s may import %s', (filename, specifier) => {
    expect(messages(filename, specifier)).toEqual([]);
  });

  it('knows every folder of src', () => {
    const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(Object.keys(layers)).toEqual(expect.arrayContaining(folders.map((folder) => folder.name)));
  });

  it('lets a layer import only layers listed below it', () => {
    const order = Object.keys(layers);
    for (const [layer, below] of Object.entries(layers)) {
      for (const name of below.filter((entry) => !entry.includes('.'))) {
        expect(order.indexOf(name), `${layer} imports ${name}`).toBeGreaterThan(order.indexOf(layer));
      }
    }
  });
});
