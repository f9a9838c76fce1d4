import { fileURLToPath } from 'node:url';
import ts from 'typescript';

import type { ResourceEntry } from '../../src/resources/entry.ts';
import { modulesOf, samples } from './modules.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = `${root}catalogue-probe/`;
const fileName = `${folder}probe.ts`;

/** The types of everything that the entries name, read in one program. */
export interface Probe {
  readonly checker: ts.TypeChecker;
  /** The type of the module as a namespace; undefined when it cannot be resolved. */
  readonly moduleType: (specifier: string) => ts.Type | undefined;
  readonly globalType: (name: string) => ts.Type | undefined;
  /** The result of an entry's sample expression with the exports of this module. */
  readonly sampleType: (id: string, specifier: string) => ts.Type | undefined;
  /** The type that a symbol has as a value. */
  readonly typeOf: (symbol: ts.Symbol) => ts.Type;
}

/** Modules to look into for one specifier of an entry. */
export function modulesFor(specifier: string): readonly string[] {
  return modulesOf[specifier] ?? [specifier];
}

export function makeProbe(entries: readonly ResourceEntry[]): Probe {
  const specifiers = unique(
    entries
      .flatMap(({ from, release }) => [...from, ...release.flatMap((form) => ('from' in form ? [form.from] : []))])
      .filter((specifier) => specifier !== '(global)')
      .flatMap(modulesFor),
  );
  const globals = unique(
    entries.flatMap(({ from, acquire, release }) => [
      ...(from.includes('(global)') ? acquire.map((form) => form.export) : []),
      ...release.flatMap((form) => ('from' in form && form.from === '(global)' ? [form.call] : [])),
    ]),
  );
  const sampled = entries.flatMap(({ id, from }) => {
    const code = samples[id];
    return code === undefined
      ? []
      : from.flatMap(modulesFor).map((specifier) => ({ key: `${id} ${specifier}`, specifier, code }));
  });

  const names = new Map<string, string>();
  const lines: string[] = [];
  specifiers.forEach((specifier, index) => {
    const path = specifier.replace(/^require:/u, '');
    lines.push(
      path === specifier ? `import * as module${index} from '${path}';` : `import module${index} = require('${path}');`,
      `const namespace${index} = module${index};`,
    );
    names.set(`module ${specifier}`, `namespace${index}`);
  });
  globals.forEach((name, index) => {
    lines.push(`const global${index} = ${name};`);
    names.set(`global ${name}`, `global${index}`);
  });
  sampled.forEach(({ key, specifier, code }, index) => {
    lines.push(`const sample${index} = module${specifiers.indexOf(specifier)}.${code};`);
    names.set(`sample ${key}`, `sample${index}`);
  });

  const program = programOf(lines.join('\n'));
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(fileName);
  if (file === undefined) {
    throw new Error('The probe has no source file.');
  }
  const declared = new Map<string, ts.Node>();
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) {
        declared.set(name.getText(), name);
      }
    }
  }
  const typeNamed = (key: string): ts.Type | undefined => {
    const name = declared.get(names.get(key) ?? '');
    const type = name && checker.getTypeAtLocation(name);
    return type === undefined || (type.flags & ts.TypeFlags.Any) !== 0 ? undefined : type;
  };
  return {
    checker,
    moduleType: (specifier) => typeNamed(`module ${specifier}`),
    globalType: (name) => typeNamed(`global ${name}`),
    sampleType: (id, specifier) => typeNamed(`sample ${id} ${specifier}`),
    typeOf: (symbol) => checker.getTypeOfSymbolAtLocation(symbol, file),
  };
}

function programOf(text: string): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.getCurrentDirectory = () => folder;
  // Only the packages of the probe count, not those of the plugin itself.
  host.fileExists = (name) => name === fileName || (!name.startsWith(`${root}node_modules/`) && fileExists(name));
  host.getSourceFile = (name, ...rest) =>
    name === fileName ? ts.createSourceFile(name, text, rest[0], true, ts.ScriptKind.TS) : getSourceFile(name, ...rest);
  return ts.createProgram({ rootNames: [fileName], options, host });
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted();
}
