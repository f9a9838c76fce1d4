import { analyze } from '@typescript-eslint/scope-manager';
import { parse, simpleTraverse } from '@typescript-eslint/typescript-estree';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import ts from 'typescript';

import type { FileView, Importer, NamedType, Project } from '../ast/file-view.ts';
import { type DisposalSymbol, disposalSymbolsOf } from './disposable.ts';
import { hasCloser } from './has-closer.ts';
import { importersInProgram, isImportedInProgram } from './imported-files.ts';
import { ownPackage, ownPackageFolder } from './own-package.ts';
import { packageOfPath } from './package-of.ts';
import type { TypeServices } from './services.ts';

/** The linted file, with the rest of its program where there is type information. */
export function linkedView(sourceCode: Readonly<TSESLint.SourceCode>, path: string, services?: TypeServices): FileView {
  return {
    path: path.replaceAll('\\', '/'),
    text: sourceCode.text,
    ast: sourceCode.ast,
    scopeManager: sourceCode.scopeManager as NonNullable<typeof sourceCode.scopeManager>,
    project:
      services &&
      new ProgramProject(services.program, services.esTreeNodeToTSNodeMap.get(sourceCode.ast), (node) =>
        services.esTreeNodeToTSNodeMap.get(node),
      ),
  };
}

class ProgramProject implements Project {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  readonly #file: ts.SourceFile;
  readonly #tsNodeOf: (node: TSESTree.Node) => ts.Node | undefined;

  constructor(program: ts.Program, file: ts.SourceFile, tsNodeOf: (node: TSESTree.Node) => ts.Node | undefined) {
    this.#program = program;
    this.#checker = program.getTypeChecker();
    this.#file = file;
    this.#tsNodeOf = tsNodeOf;
  }

  packageName(): string | undefined {
    return ownPackage(this.#file.fileName, this.#program);
  }

  packageFolder(): string | undefined {
    return ownPackageFolder(this.#file.fileName);
  }

  isImported(): boolean {
    return isImportedInProgram(this.#program, this.#file);
  }

  importers(): readonly Importer[] {
    return importersInProgram(this.#program, this.#file)
      .map((file) => ({ path: file.fileName.replaceAll('\\', '/'), view: () => view(file, this.#program) }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }

  moduleBehind(specifier: TSESTree.StringLiteral): FileView | 'package' | undefined {
    const node = this.#tsNodeOf(specifier);
    const declaration = node && this.#checker.getSymbolAtLocation(node)?.declarations?.[0];
    if (declaration === undefined) {
      return undefined;
    }
    const file = declaration.getSourceFile();
    return file.isDeclarationFile || packageOfPath(file.fileName) !== undefined ? 'package' : view(file, this.#program);
  }

  typesOf(node: TSESTree.Node): readonly NamedType[] {
    const type = this.#typeAt(node);
    return type === undefined ? [] : [...namedTypes(type)];
  }

  typesGivenBy(node: TSESTree.Node): readonly NamedType[] {
    const type = this.#typeAt(node);
    const given = type && this.#checker.getNonNullableType(this.#checker.getAwaitedType(type) ?? type);
    return given === undefined ? [] : [...namedTypes(given, true)];
  }

  disposalSymbolsOf(node: TSESTree.Node): readonly DisposalSymbol[] {
    const type = this.#typeAt(node);
    return type === undefined ? [] : disposalSymbolsOf(type, this.#checker);
  }

  mayBeReleased(node: TSESTree.Node, isCloser: (name: string) => boolean): boolean {
    const type = this.#typeAt(node);
    return type === undefined || hasCloser(type, isCloser, this.#checker);
  }

  isFunction(node: TSESTree.Node): boolean {
    const type = this.#typeAt(node);
    return type !== undefined && this.#checker.getNonNullableType(type).getCallSignatures().length > 0;
  }

  isString(node: TSESTree.Node): boolean {
    const type = this.#typeAt(node);
    return type !== undefined && (this.#checker.getNonNullableType(type).flags & ts.TypeFlags.StringLike) !== 0;
  }

  isBoolean(node: TSESTree.Node): boolean {
    const type = this.#typeAt(node);
    return type !== undefined && (type.flags & ts.TypeFlags.BooleanLike) !== 0;
  }

  isObject(node: TSESTree.Node): boolean {
    const type = this.#typeAt(node);
    const isOne = (one: ts.Type): boolean => (one.flags & ts.TypeFlags.Object) !== 0;
    return type !== undefined && (type.isUnion() ? type.types.every(isOne) : isOne(type));
  }

  hasMembers(node: TSESTree.Node, members: readonly string[]): boolean {
    const found = this.#typeAt(node);
    // What a promise gives, and what is left without `null` and `undefined`.
    const type = found && this.#checker.getNonNullableType(this.#checker.getAwaitedType(found) ?? found);
    return type !== undefined && members.every((member) => type.getProperty(member) !== undefined);
  }

  #typeAt(node: TSESTree.Node): ts.Type | undefined {
    const tsNode = this.#tsNodeOf(node);
    return tsNode && this.#checker.getTypeAtLocation(tsNode);
  }
}

/**
 * A type and what it extends. Without end only in broken code, hence the bound.
 *
 * @param implemented whether the interfaces that a class implements count, too
 */
function* namedTypes(type: ts.Type, implemented = false, depth = 0): Generator<NamedType> {
  const symbol = type.getSymbol();
  const declaration = symbol?.declarations?.[0];
  if (symbol !== undefined && declaration !== undefined) {
    yield { name: symbol.name, package: packageOfPath(declaration.getSourceFile().fileName) };
    if (implemented && ts.isClassDeclaration(declaration)) {
      yield* implementedTypes(declaration);
    }
  }
  if (type.isClassOrInterface() && depth < 10) {
    for (const base of type.getBaseTypes() ?? []) {
      yield* namedTypes(base, implemented, depth + 1);
    }
  }
}

/** The interfaces that a class names; they are taken to be declared where the class is. */
function* implementedTypes(declaration: ts.ClassDeclaration): Generator<NamedType> {
  for (const { token, types } of declaration.heritageClauses ?? []) {
    for (const { expression } of token === ts.SyntaxKind.ImplementsKeyword ? types : []) {
      yield { name: expression.getText(), package: packageOfPath(declaration.getSourceFile().fileName) };
    }
  }
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
  const ast = parseLeniently(file);
  simpleTraverse(ast, { enter: () => undefined }, true);
  return {
    path: file.fileName.replaceAll('\\', '/'),
    text: file.text,
    ast,
    scopeManager: analyze(ast, { sourceType: 'module' }),
    project: new ProgramProject(program, file, (node) => nodeAt(file, node.range[0], node.range[1])),
  };
}

/** A file that cannot be parsed is seen as an empty one: nothing is known of it. */
function parseLeniently(file: ts.SourceFile): TSESTree.Program {
  const options = { filePath: file.fileName, loc: true, range: true, errorOnUnknownASTType: false } as const;
  try {
    return parse(file.text, options);
  } catch {
    return parse('', options);
  }
}

/** TypeScript's node for a range of the source text; the innermost one that covers exactly this range. */
function nodeAt(file: ts.SourceFile, start: number, end: number): ts.Node | undefined {
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (node.pos <= start && end <= node.end) {
      if (node.getStart(file) === start && node.end === end) {
        found = node;
      }
      ts.forEachChild(node, visit);
    }
  };
  visit(file);
  return found;
}
