// @ts-check
import ts from 'typescript';
import { projectOptions, readOnlyHost } from '../corpus/program.js';
import { JAVASCRIPT } from './promises.js';

/** A program to lint a file with, and one that says all that TypeScript finds wrong in it. */
export class Project {
  #folder;
  #rootNames;
  #options;
  /** What was read and parsed once: TypeScript takes over of the last program what has the same files. */
  #parsed = new Map();
  /** @type {ts.Program | undefined} */
  #checking;

  /**
   * The files of one package as they are on the disk.
   *
   * @param {import('../corpus/files.js').Package} part
   * @param {string} checkout
   * @param {ts.MapLike<string[]>} workspace
   */
  constructor({ folder, files, declarations }, checkout, workspace) {
    this.#folder = folder;
    this.#rootNames = [...files, ...declarations];
    this.#options = projectOptions(folder, checkout, workspace);
    this.program = this.#create(this.#options);
  }

  /**
   * The two programs with one file changed in memory, or with none.
   *
   * @param {string} file
   * @param {string} [text] what the file holds instead
   * @returns {{ linting: ts.Program, checking: ts.Program }}
   */
  programs(file, text) {
    const linting = text === undefined ? this.program : this.#create(this.#options, this.program, { file, text });
    if (!JAVASCRIPT.test(file)) return { linting, checking: linting };
    // Only so does TypeScript say which names JavaScript does not know. Linted so, a file would be offered less.
    const options = { ...this.#options, checkJs: true };
    this.#checking ??= this.#create(options);
    const checking = text === undefined ? this.#checking : this.#create(options, this.#checking, { file, text });
    return { linting, checking };
  }

  /**
   * @param {ts.CompilerOptions} options
   * @param {ts.Program} [oldProgram]
   * @param {{ file: string, text: string }} [change]
   */
  #create(options, oldProgram, change) {
    const host = readOnlyHost(this.#folder, options);
    const { getSourceFile } = host;
    host.getSourceFile = (name, how, ...rest) => {
      if (name === change?.file) return ts.createSourceFile(name, change.text, how, true);
      if (!this.#parsed.has(name)) this.#parsed.set(name, getSourceFile(name, how, ...rest));
      return this.#parsed.get(name);
    };
    return ts.createProgram({ rootNames: this.#rootNames, options, host, ...(oldProgram && { oldProgram }) });
  }
}
