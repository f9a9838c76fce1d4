import * as ts from 'typescript';

import { pathOf, typesFolder, type VirtualFiles } from '../support/type-host.ts';

/** Libraries and packages are parsed once for all sessions. */
const registry = ts.createDocumentRegistry();

/** The registry knows a text by its path and version, so no two sessions may have one in common. */
let versions = 0;

/** An editor's session: each program is made from the one before, and keeps the files that did not change. */
export class Session {
  readonly #files = new Map<string, { readonly text: string; readonly version: number }>();
  readonly #service: ts.LanguageService;

  constructor(files: VirtualFiles) {
    for (const [name, text] of Object.entries(files)) {
      this.write(name, text);
    }
    const options: ts.CompilerOptions = {
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      types: [],
      strict: true,
    };
    const host: ts.LanguageServiceHost = {
      fileExists: (path) => this.#files.has(path) || ts.sys.fileExists(path),
      getCompilationSettings: () => options,
      getCurrentDirectory: () => typesFolder,
      getDefaultLibFileName: (given) => ts.getDefaultLibFilePath(given),
      getScriptFileNames: () => [...this.#files.keys()],
      getScriptSnapshot: (path) => {
        const text = this.#files.get(path)?.text ?? ts.sys.readFile(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getScriptVersion: (path) => String(this.#files.get(path)?.version ?? 0),
      readFile: (path) => this.#files.get(path)?.text ?? ts.sys.readFile(path),
    };
    this.#service = ts.createLanguageService(host, registry);
  }

  write(name: string, text: string): void {
    versions += 1;
    this.#files.set(pathOf(name), { text, version: versions });
  }

  /** The program over the files as they are now. */
  program(): ts.Program {
    const program = this.#service.getProgram();
    if (program === undefined) {
      throw new Error('There is no program');
    }
    return program;
  }

  /** The text of a file as it is now. */
  read(name: string): string {
    return this.#files.get(pathOf(name))?.text ?? '';
  }
}
