import { analyze } from '@typescript-eslint/scope-manager';
import { simpleTraverse } from '@typescript-eslint/typescript-estree';
import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import * as tsutils from 'ts-api-utils';
import ts from 'typescript';

import type { FileTest, FileView, NamedType, Project, ProjectFile } from '../ast/file-view.ts';
import { begunByMethods } from './begun-by-methods.ts';
import { mayCallMethod } from './calls-method.ts';
import { waitedFor } from './checked-types.ts';
import { declaringFiles } from './declaring-files.ts';
import { type DisposalSymbol, disposalSymbolsOf } from './disposable.ts';
import { disposesOfNothing } from './disposes-of-nothing.ts';
import { givesAtOnce } from './gives-at-once.ts';
import { givesWhatIsWritten } from './gives-what-is-written.ts';
import { hasCloser } from './has-closer.ts';
import { importersInProgram, isImportedInProgram } from './imported-files.ts';
import { isInertClass } from './inert-class.ts';
import { givesBack, leadsBack } from './leads-back.ts';
import { namedTypes } from './named-types.ts';
import { ownDependencies, ownPackage, ownPackageFolder } from './own-package.ts';
import { packageOfPath } from './package-of.ts';
import { reaches } from './reached-files.ts';
import { returnsThis } from './returns-this.ts';
import { fileBehind } from './root-files.ts';
import type { TypeServices } from './services.ts';
import { converted, parseLeniently } from './syntax-tree.ts';
import { typeOfExpression } from './type-of-expression.ts';

/** By file as it is linted, with types and without: what one rule finds out of it, the next one need not. */
const linked = new WeakMap<TSESTree.Program, Partial<Record<'typed' | 'untyped', FileView>>>();

/** The linted file, with the rest of its program where there is type information. The same view for all rules. */
export function linkedView(sourceCode: Readonly<TSESLint.SourceCode>, path: string, services?: TypeServices): FileView {
  const known = linked.get(sourceCode.ast) ?? {};
  linked.set(sourceCode.ast, known);
  return (known[services === undefined ? 'untyped' : 'typed'] ??= {
    path: path.replaceAll('\\', '/'),
    text: sourceCode.text,
    ast: sourceCode.ast,
    scopeManager: sourceCode.scopeManager as NonNullable<typeof sourceCode.scopeManager>,
    project:
      services &&
      new ProgramProject(services.program, services.esTreeNodeToTSNodeMap.get(sourceCode.ast), (node) =>
        services.esTreeNodeToTSNodeMap.get(node),
      ),
  });
}

/** The files of a program, by their paths. */
const filesOf = new WeakMap<ts.Program, readonly ProjectFile[]>();

class ProgramProject implements Project {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  readonly #file: ts.SourceFile;
  readonly #tsNodeOf: (node: TSESTree.Node) => ts.Node | undefined;
  readonly #modules = new Map<TSESTree.Node, FileView | 'package' | undefined>();

  constructor(program: ts.Program, file: ts.SourceFile, tsNodeOf: (node: TSESTree.Node) => ts.Node | undefined) {
    this.#program = program;
    this.#checker = program.getTypeChecker();
    this.#file = file;
    this.#tsNodeOf = tsNodeOf;
  }

  reaches(test: FileTest, from?: TSESTree.Identifier | TSESTree.StringLiteral): boolean {
    if (from?.type === T.Identifier) {
      const node = this.#tsNodeOf(from);
      const files = node && declaringFiles(node, this.#checker);
      return files?.every((file) => isOfProject(file) && !reaches(this.#program, file, test)) !== true;
    }
    const file = from === undefined ? this.#file : fileBehind(this.#program, this.#file, from.value);
    return file !== undefined && reaches(this.#program, file, test);
  }

  packageName(): string | undefined {
    return ownPackage(this.#file.fileName, this.#program);
  }

  packageFolder(): string | undefined {
    return ownPackageFolder(this.#file.fileName);
  }

  dependencies(): readonly string[] {
    return ownDependencies(this.#file.fileName, this.#program);
  }

  isImported(): boolean {
    return isImportedInProgram(this.#program, this.#file);
  }

  importers(): readonly ProjectFile[] {
    return this.#sorted(importersInProgram(this.#program, this.#file));
  }

  isToldByImporters(test: (text: string) => boolean): boolean {
    return importersInProgram(this.#program, this.#file).some(({ text }) => test(text));
  }

  files(): readonly ProjectFile[] {
    const found = filesOf.get(this.#program) ?? this.#sorted(this.#program.getSourceFiles().filter(isOfProject));
    filesOf.set(this.#program, found);
    return found;
  }

  #sorted(files: readonly ts.SourceFile[]): readonly ProjectFile[] {
    return files
      .map((file) => ({
        path: file.fileName.replaceAll('\\', '/'),
        text: file.text,
        view: () => view(file, this.#program),
      }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }

  moduleBehind(specifier: TSESTree.StringLiteral): FileView | 'package' | undefined {
    if (!this.#modules.has(specifier)) {
      const node = this.#tsNodeOf(specifier);
      const file = node && this.#checker.getSymbolAtLocation(node)?.declarations?.[0]?.getSourceFile();
      this.#modules.set(specifier, file && (isOfProject(file) ? view(file, this.#program) : 'package'));
    }
    return this.#modules.get(specifier);
  }

  typesOf(node: TSESTree.Node): readonly NamedType[] {
    const type = this.#typeAt(node);
    return type === undefined ? [] : [...namedTypes(type)];
  }

  packagesOf(name: TSESTree.Identifier): readonly string[] {
    const node = this.#tsNodeOf(name);
    const declarations = (node && this.#checker.getSymbolAtLocation(node)?.declarations) ?? [];
    return declarations.flatMap((one) => packageOfPath(one.getSourceFile().fileName) ?? []);
  }

  typesGivenBy(node: TSESTree.Node): readonly NamedType[] {
    const type = this.#typeAt(node);
    const given = type && waitedFor(type, this.#checker);
    // An intersection without a name has those of its parts.
    const named = given === undefined || given.aliasSymbol ? [given] : tsutils.intersectionConstituents(given);
    return named.flatMap((one) => (one === undefined ? [] : [...namedTypes(one, true)]));
  }

  disposalSymbolsOf(node: TSESTree.Node): readonly DisposalSymbol[] {
    const type = this.#typeAt(node);
    return type === undefined ? [] : disposalSymbolsOf(type, this.#checker);
  }

  disposesOfNothing(node: TSESTree.Node): boolean {
    const type = this.#typeAt(node);
    return type !== undefined && disposesOfNothing(type, this.#checker);
  }

  begunByMethods(node: TSESTree.Node): readonly string[] | undefined {
    const type = this.#typeAt(node);
    return type && begunByMethods(type, this.#checker);
  }

  mayBeReleased(node: TSESTree.Node, isCloser: (name: string) => boolean): boolean {
    const type = this.#typeAt(node);
    return type === undefined || hasCloser(type, isCloser, this.#checker);
  }

  givesItself(call: TSESTree.CallExpression): boolean {
    return this.#isCall(call, returnsThis);
  }

  leadsBack(call: TSESTree.CallExpression): boolean {
    return this.#isCall(call, leadsBack);
  }

  givesBack(call: TSESTree.CallExpression): boolean {
    return this.#isCall(call, givesBack);
  }

  givesAtOnce(call: TSESTree.CallExpression): boolean {
    return this.#isCall(call, givesAtOnce);
  }

  givesWhatIsWritten(call: TSESTree.CallExpression): boolean {
    return this.#isCall(call, givesWhatIsWritten);
  }

  #isCall(call: TSESTree.CallExpression, test: (node: ts.CallExpression, checker: ts.TypeChecker) => boolean): boolean {
    const node = this.#tsNodeOf(call);
    return node !== undefined && ts.isCallExpression(node) && test(node, this.#checker);
  }

  mayCallMethod(name: TSESTree.Identifier, isMethod: (name: string) => boolean, ofArguments: boolean): boolean {
    const node = this.#tsNodeOf(name);
    return node === undefined || mayCallMethod(node, isMethod, this.#checker, ofArguments);
  }

  isInertClass(name: TSESTree.Identifier, test: FileTest): boolean {
    const node = this.#tsNodeOf(name);
    return node !== undefined && isInertClass(node, this.#program, test);
  }

  isFunction(node: TSESTree.Node): boolean {
    const type = this.#typeAt(node);
    return type !== undefined && this.#checker.getNonNullableType(type).getCallSignatures().length > 0;
  }

  isString(node: TSESTree.Node): boolean {
    const type = this.#typeAt(node);
    return type !== undefined && (this.#checker.getNonNullableType(type).flags & ts.TypeFlags.StringLike) !== 0;
  }

  isPlainValue(node: TSESTree.Node): boolean {
    const type = this.#typeAt(node);
    const plain = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike;
    return type !== undefined && (this.#checker.getNonNullableType(type).flags & plain) !== 0;
  }

  isBoolean(node: TSESTree.Node): boolean {
    const type = this.#typeAt(node);
    return type !== undefined && (type.flags & ts.TypeFlags.BooleanLike) !== 0;
  }

  isNever(node: TSESTree.Node): boolean {
    const type = this.#typeAt(node);
    return type !== undefined && (type.flags & ts.TypeFlags.Never) !== 0;
  }

  isObject(node: TSESTree.Node): boolean {
    const type = this.#typeAt(node);
    const isOne = (one: ts.Type): boolean => (one.flags & ts.TypeFlags.Object) !== 0;
    return type !== undefined && (type.isUnion() ? type.types.every(isOne) : isOne(type));
  }

  hasMembers(node: TSESTree.Node, members: readonly string[]): boolean {
    const found = this.#typeAt(node);
    const type = found && waitedFor(found, this.#checker);
    return type !== undefined && members.every((member) => type.getProperty(member) !== undefined);
  }

  mayHaveMember(node: TSESTree.Node, member: string): boolean {
    const found = this.#typeAt(node);
    const type = found && waitedFor(found, this.#checker);
    return (
      type === undefined ||
      tsutils
        .unionConstituents(type)
        .some(
          (one) =>
            tsutils.isTypeFlagSet(one, ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter) ||
            one.getProperty(member) !== undefined,
        )
    );
  }

  #typeAt(node: TSESTree.Node): ts.Type | undefined {
    const tsNode = this.#tsNodeOf(node);
    return tsNode && typeOfExpression(tsNode, this.#checker);
  }
}

function isOfProject(file: ts.SourceFile): boolean {
  return !file.isDeclarationFile && packageOfPath(file.fileName) === undefined;
}

/** Files are parsed once per version: a program keeps the source files that did not change. */
const views = new WeakMap<ts.Program, WeakMap<ts.SourceFile, FileView>>();

/** Another file of the program, as the same kind of syntax tree that ESLint gives for the linted one. */
function view(file: ts.SourceFile, program: ts.Program): FileView {
  let ofProgram = views.get(program);
  if (ofProgram === undefined) {
    views.set(program, (ofProgram = new WeakMap()));
  }
  let known = ofProgram.get(file);
  if (known === undefined) {
    ofProgram.set(file, (known = parsed(file, program)));
  }
  return known;
}

/** Such a syntax tree made anew, for who needs it once: those of all files of a large program do not fit into memory. */
export function parsed(file: ts.SourceFile, program: ts.Program): FileView {
  const { ast, tsNodeOf } = converted(file, program) ?? parseLeniently(file);
  simpleTraverse(ast, { enter: () => undefined }, true);
  let scopes: FileView['scopeManager'] | undefined;
  return {
    path: file.fileName.replaceAll('\\', '/'),
    text: file.text,
    ast,
    // What a module exports is often all that is asked of it, and needs no scopes.
    get scopeManager() {
      // Globals need no names: what no scope declares is one.
      return (scopes ??= analyze(ast, { sourceType: 'module', lib: [] }));
    },
    project: new ProgramProject(program, file, tsNodeOf),
  };
}
