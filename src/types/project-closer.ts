import type { ParserServicesWithTypeInformation, TSESTree } from '@typescript-eslint/utils';
import ts from 'typescript';

import { alternativesOfType, type DeclaredType } from './declared-types.ts';
import { packageOfPath } from './package-of.ts';

/** What is to be known of the resources that a method may release. */
export interface CloserQuestions {
  /** Whether a value of a type is a resource that a method releases; any release without a method. */
  readonly isReleasedBy: (type: readonly DeclaredType[], method: string | undefined) => boolean;
  /** Whether a method's name says that it closes something. */
  readonly isCloserName: (name: string) => boolean;
}

/**
 * How it is known that a method or a function of the project closes something:
 * - `releases`: its body, or what that calls, releases a resource
 * - `delegates`: its body calls closers of what the instance has
 * - `owns`: the instance has a resource
 */
export type CloserEvidence = 'delegates' | 'owns' | 'releases';

/** Functions of the project that a closer is followed into, one from within the other. */
const DEEPEST_CALL = 4;

/** Nodes of one body; what is longer is no closer. */
const MOST_NODES = 3000;

/**
 * What the body that a call runs, or the class of a method, tells of it.
 *
 * @returns undefined when the body is out of sight, or nothing says that it closes something
 */
export function closerEvidence(
  call: TSESTree.CallExpression,
  questions: CloserQuestions,
  services: ParserServicesWithTypeInformation,
): CloserEvidence | undefined {
  const search = new CloserSearch(services.program, questions);
  const declaration = search.calledBy(services.esTreeNodeToTSNodeMap.get(call));
  if (declaration === undefined) {
    return undefined;
  }
  if (search.releases(declaration, DEEPEST_CALL)) {
    return 'releases';
  }
  if (search.delegates(declaration)) {
    return 'delegates';
  }
  return ts.isClassLike(declaration.parent) && search.owns(declaration.parent, 2) ? 'owns' : undefined;
}

class CloserSearch {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  readonly #questions: CloserQuestions;
  readonly #seen = new Set<ts.Node>();

  constructor(program: ts.Program, questions: CloserQuestions) {
    this.#program = program;
    this.#checker = program.getTypeChecker();
    this.#questions = questions;
  }

  /** The function of the project that a call runs, with its body. */
  calledBy(call: ts.CallExpression): ts.FunctionLikeDeclaration | undefined {
    const declaration = this.#checker.getResolvedSignature(call)?.declaration;
    return declaration !== undefined &&
      !ts.isJSDocSignature(declaration) &&
      'body' in declaration &&
      declaration.body !== undefined &&
      !declaration.getSourceFile().isDeclarationFile &&
      packageOfPath(declaration.getSourceFile().fileName) === undefined
      ? declaration
      : undefined;
  }

  releases(declaration: ts.FunctionLikeDeclaration, depth: number): boolean {
    if (this.#seen.has(declaration)) {
      return false;
    }
    this.#seen.add(declaration);
    return callsIn(declaration).some((call) => {
      const callee = call.expression;
      const member = ts.isPropertyAccessExpression(callee) ? callee : undefined;
      const name = member?.name ?? callee;
      if (!ts.isIdentifier(name)) {
        return false;
      }
      if (member !== undefined && this.#isResource(this.#checker.getTypeAtLocation(member.expression), name.text)) {
        return true;
      }
      const isNext = member?.expression.kind === ts.SyntaxKind.ThisKeyword || this.#questions.isCloserName(name.text);
      const next = isNext && depth > 0 ? this.calledBy(call) : undefined;
      return next !== undefined && this.releases(next, depth - 1);
    });
  }

  delegates(declaration: ts.FunctionLikeDeclaration): boolean {
    return callsIn(declaration).some(
      ({ expression, arguments: given }) =>
        given.length === 0 &&
        ts.isPropertyAccessExpression(expression) &&
        expression.expression.kind !== ts.SyntaxKind.ThisKeyword &&
        expression.expression.kind !== ts.SyntaxKind.SuperKeyword &&
        this.#questions.isCloserName(expression.name.text),
    );
  }

  owns(declaration: ts.ClassLikeDeclaration, depth: number): boolean {
    return declaration.members.some((member) => {
      const fields = ts.isPropertyDeclaration(member)
        ? [member]
        : ts.isConstructorDeclaration(member)
          ? member.parameters.filter((one) => ts.isParameterPropertyDeclaration(one, member))
          : [];
      return fields.some((field) => {
        const type = this.#checker.getTypeAtLocation(field);
        const symbol = type.getNonNullableType().getSymbol()?.valueDeclaration;
        return (
          this.#isResource(type, undefined) ||
          (depth > 0 &&
            symbol !== undefined &&
            ts.isClassLike(symbol) &&
            this.#isOwn(symbol) &&
            this.owns(symbol, depth - 1))
        );
      });
    });
  }

  #isOwn(node: ts.Node): boolean {
    return packageOfPath(node.getSourceFile().fileName) === undefined;
  }

  #isResource(type: ts.Type, method: string | undefined): boolean {
    return alternativesOfType(type, this.#program).some((one) => this.#questions.isReleasedBy(one, method));
  }
}

/** The calls in a body, those of functions in it included. */
function callsIn({ body }: ts.FunctionLikeDeclaration): readonly ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const waiting: ts.Node[] = body === undefined ? [] : [body];
  let count = 0;
  for (let node = waiting.pop(); node !== undefined && count < MOST_NODES; node = waiting.pop(), count += 1) {
    if (ts.isCallExpression(node)) {
      found.push(node);
    }
    ts.forEachChild(node, (child) => {
      waiting.push(child);
    });
  }
  return found;
}

/** The body of the function of the project that a call runs. */
export function bodyOfCalled(
  call: TSESTree.CallExpression,
  services: ParserServicesWithTypeInformation,
): ts.ConciseBody | undefined {
  const node = services.esTreeNodeToTSNodeMap.get(call);
  return new CloserSearch(services.program, { isCloserName: () => false, isReleasedBy: () => false }).calledBy(node)
    ?.body;
}
