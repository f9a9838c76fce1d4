import type { Scope } from '@typescript-eslint/scope-manager';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/** A file as syntax: the linted one, or another file of its TypeScript program. */
export interface FileView {
  /** Absolute path with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly scopeManager: ScopeManager;
  /** The rest of the program; undefined when there is no type information. */
  readonly project: Project | undefined;
}

export type ScopeManager = TSESLint.Scope.ScopeManager;
export type Variable = Scope['variables'][number] | TSESLint.Scope.Variable;

/** What TypeScript knows about a file and its neighbours, told in syntax. */
export interface Project {
  /**
   * Where a module specifier of this file leads: another file of the project, a `package` (or a module that is only
   * declared), or undefined when it cannot be resolved.
   */
  moduleBehind(specifier: TSESTree.StringLiteral): FileView | 'package' | undefined;

  /**
   * Whether this file, or one of those that it imports, itself or through others, passes a test of its text and of the
   * package that it is source of.
   *
   * @param from asks only about the file that a module specifier leads to, which is none for a package; or about the one
   *   that declares what an imported name stands for, where true is the answer for all that is not the project's
   */
  reaches(test: FileTest, from?: TSESTree.Identifier | TSESTree.StringLiteral): boolean;

  /** The name of the package that this file is source of, as its `package.json` has it. */
  packageName(): string | undefined;

  /** The folder of that `package.json`, with the separators of the system. */
  packageFolder(): string | undefined;

  /** The packages that this `package.json` depends on, in whichever way. */
  dependencies(): readonly string[];

  /** Whether another file of the project imports this one for its values. */
  isImported(): boolean;

  /** The files of the project that import this one for its values, themselves or through others, by their paths. */
  importers(): readonly ProjectFile[];

  /** Whether the text of such a file, which is not parsed for that, passes a test. */
  isToldByImporters(test: (text: string) => boolean): boolean;

  /** All source files of the project, by their paths. */
  files(): readonly ProjectFile[];

  /** The named types of an expression's value, its own first, then those it extends. Empty when they are not known. */
  typesOf(node: TSESTree.Node): readonly NamedType[];

  /** The packages that declare a name. More than one declares a global of test runners that are installed side by side. */
  packagesOf(name: TSESTree.Identifier): readonly string[];

  /** The named types of a value, waited for: its own, those it extends and the interfaces that its class implements. */
  typesGivenBy(node: TSESTree.Node): readonly NamedType[];

  /** The symbols of the disposable protocol that the value has, the asynchronous one first. */
  disposalSymbolsOf(node: TSESTree.Node): readonly ('asyncDispose' | 'dispose')[];

  /** Whether disposing of the value only changes what lies in the heap, as far as can be seen. */
  disposesOfNothing(node: TSESTree.Node): boolean;

  /** The methods after which an instance of the project holds something; undefined where it may do so from the beginning. */
  begunByMethods(node: TSESTree.Node): readonly string[] | undefined;

  /**
   * Whether the value, waited for, can be something to release: it has a method that closes, it can be called, or a
   * part of it is such a value. True when its type is not known.
   */
  mayBeReleased(node: TSESTree.Node, isCloser: (name: string) => boolean): boolean;

  /** Whether a method gives what it was called on, at once or as a promise: its declaration says `this`. */
  givesItself(call: TSESTree.CallExpression): boolean;

  /** Whether what a method gives, waited for, has what it was called on as a member: `client.db().client`. */
  leadsBack(call: TSESTree.CallExpression): boolean;

  /** The same, or whether it has a method that gives it: `page.browser()`. */
  givesBack(call: TSESTree.CallExpression): boolean;

  /** Whether a call gives something known that nobody has to wait for. */
  givesAtOnce(call: TSESTree.CallExpression): boolean;

  /** Whether a call is of a method of the project that only returns a function, a plain value or a member. */
  givesWhatIsWritten(call: TSESTree.CallExpression): boolean;

  /**
   * Whether the function that a name stands for, or one that it calls, may call a method of certain names on what was
   * there before.
   *
   * @param ofArguments whether a method of what the function is given counts
   */
  mayCallMethod(name: TSESTree.Identifier, isMethod: (name: string) => boolean, ofArguments: boolean): boolean;

  /**
   * Whether a name stands for a class of the project whose instances only keep what they are given. No file is parsed
   * for that.
   *
   * @param test whether the text of a class, or the package that it is source of, names something that matters
   */
  isInertClass(name: TSESTree.Identifier, test: FileTest): boolean;

  /** Whether the value can be called. */
  isFunction(node: TSESTree.Node): boolean;

  /** Whether the value is a string, or a string or nothing. */
  isString(node: TSESTree.Node): boolean;

  /** Whether the value is a text, a number or a truth value, which hold nothing, or one of them or nothing. */
  isPlainValue(node: TSESTree.Node): boolean;

  /** Whether the value is true or false, and nothing else. */
  isBoolean(node: TSESTree.Node): boolean;

  /** Whether there is never a value, as nothing comes back from what would give it: its type is `never`. */
  isNever(node: TSESTree.Node): boolean;

  /** Whether the value is an object, and never nothing. */
  isObject(node: TSESTree.Node): boolean;

  /** Whether the value has all these members. False when its type is not known. */
  hasMembers(node: TSESTree.Node, members: readonly string[]): boolean;

  /** Whether the value may have this member: one of the types that it may be of has. True when its type is not known. */
  mayHaveMember(node: TSESTree.Node, member: string): boolean;
}

/** What is looked for in files; the same function each time, since the answers are remembered by it. */
export type FileTest = (text: string, packageName: string | undefined) => boolean;

/** A file of the project; it is only parsed when it is asked for. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
  view(): FileView;
}

export interface NamedType {
  readonly name: string;
  /** The package whose files declare it, without `@types/`; undefined for the project's own types and for globals. */
  readonly package: string | undefined;
}

/** A node together with the file it stands in. */
export interface Place<Node extends TSESTree.Node = TSESTree.Node> {
  readonly view: FileView;
  readonly node: Node;
  /** What the parameters in force stand for, when the place lies in the body of a function that was called. */
  readonly bindings?: Bindings;
}

export type Bindings = ReadonlyMap<Variable, Place>;
