import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { type ClassNode, keyName } from '../../ast/expressions.ts';
import type { ClassCloser } from '../../lifetime/owners/class-closers.ts';
import { outerNameOf } from '../../lifetime/named-function.ts';
import type { FactoryFault } from '../../lifetime/owners/factory-faults.ts';
import type { OwnerFault } from '../../lifetime/owners/faults.ts';
import { fieldRelease } from '../../lifetime/owners/field-release.ts';
import type { FieldResource } from '../../lifetime/owners/field-resource.ts';
import { closerText } from '../../resources/closer-text.ts';
import {
  addCloser,
  ownerReleaseMessages,
  releaseInCloser,
  releaseInGivenCloser,
} from '../../suggestions/owner-release.ts';
import { sourceFileOf } from '../../suggestions/source-file.ts';
import type { TypeServices } from '../../types/services.ts';

export type MessageId = keyof typeof messages;

/** What the rule says. */
export const messages = {
  noCloser:
    '{{owner}} opens {{what}}, and has no method that closes {{them}}: whoever makes an instance cannot give back what it holds. Add a method that calls {{closer}}.',
  forgotten:
    '`{{field}}` ({{id}}), opened on line {{line}}, is closed by no method of {{owner}}, also not by `{{method}}()`. Call {{closer}} there.',
  leftOpen:
    '`{{name}}` ({{id}}) stays open when `{{method}}()` of what {{factory}} returns is called, which closes `{{closed}}`: nothing else can close it. Call {{closer}} there.',
  noSuper:
    '`{{method}}()` takes the place of that of `{{base}}`, which closes `{{field}}` ({{id}}), and does not call it. Call `super{{call}}()`.',
  ...ownerReleaseMessages,
} as const;

/** The report for a class that does not close what it opened. */
export function reportOf(
  fault: OwnerFault,
  sourceCode: TSESLint.SourceCode,
  services: TypeServices | undefined,
): TSESLint.ReportDescriptor<MessageId> {
  const file = sourceFileOf(sourceCode, services);
  switch (fault.why) {
    case 'noCloser': {
      const { owner, resources } = fault;
      return {
        ...placeOf(owner, sourceCode),
        messageId: 'noCloser',
        data: {
          owner: nameOf(owner),
          what: listOf(
            resources.map((one) => `\`${one.text}\` (${one.acquisition.entry.id}, line ${lineOf(one.making)})`),
          ),
          them: resources.length === 1 ? 'it' : 'them',
          closer: listOf(resources.map((one) => closerOf(one, services))),
        },
        suggest: [...addCloser(owner, resources, file)],
      };
    }
    case 'forgotten': {
      const { resource, closer } = fault;
      return {
        node: fieldNode(resource),
        messageId: 'forgotten',
        data: {
          field: resource.text,
          id: resource.acquisition.entry.id,
          line: lineOf(resource.making),
          owner: nameOf(resource.owner),
          method: closer.name,
          closer: closerOf(resource, services),
        },
        suggest: [...releaseInCloser(resource, closer, file)],
      };
    }
    case 'noSuper': {
      const { base, closer, resource } = fault;
      return {
        node: closer.member.key,
        messageId: 'noSuper',
        data: {
          method: closer.name,
          base: base.place.node.id?.name ?? 'the class that it extends',
          field: resource.text,
          id: resource.acquisition.entry.id,
          call: callOf(closer),
        },
      };
    }
  }
}

/** The report for a function whose closer leaves something open. */
export function factoryReportOf(
  fault: FactoryFault,
  sourceCode: TSESLint.SourceCode,
  services: TypeServices | undefined,
): TSESLint.ReportDescriptor<MessageId> {
  const { closed, closer, resource } = fault;
  const { acquisition, making, owner, slots } = resource;
  const name = slots[0]?.name ?? '';
  const factory = outerNameOf(owner);
  return {
    node: making,
    messageId: 'leftOpen',
    data: {
      name,
      id: acquisition.entry.id,
      method: closer.name,
      factory: factory === undefined ? 'this function' : `\`${factory}()\``,
      closed: closed.slots[0]?.name ?? closed.acquisition.entry.id,
      closer: closerText(acquisition.entry, name),
    },
    suggest: [...releaseInGivenCloser(fault, sourceFileOf(sourceCode, services))],
  };
}

/** The field's declaration, or else where it gets the resource. */
function fieldNode({ owner, field, making }: FieldResource): TSESTree.Node {
  const declared = owner.body.body.find((one) => one.type === T.PropertyDefinition && keyName(one) === field);
  return declared?.type === T.PropertyDefinition ? declared.key : making;
}

/** The name of a class, or its keyword. */
function placeOf(owner: ClassNode, sourceCode: TSESLint.SourceCode): { loc: TSESTree.SourceLocation } {
  const keyword = sourceCode.getFirstToken(owner, ({ value }) => value === 'class');
  return { loc: (owner.id ?? keyword ?? owner).loc };
}

function nameOf({ id }: ClassNode): string {
  return id ? `\`${id.name}\`` : 'this class';
}

function closerOf(resource: FieldResource, services: TypeServices | undefined): string {
  const { acquisition, text } = resource;
  const { form, within } = fieldRelease(resource, services);
  const isPlain = within.every((member) => /^[\p{ID_Start}$_]/u.test(member));
  const written = closerText(
    { ...acquisition.entry, release: form === undefined ? [] : [form] },
    isPlain ? [text, ...within].join('.') : undefined,
  );
  return written.replace('.[', '[');
}

/** `.close` of `super.close()` */
function callOf({ name }: ClassCloser): string {
  return name.startsWith('[') ? name : `.${name}`;
}

function lineOf({ loc }: TSESTree.Node): string {
  return String(loc.start.line);
}

function listOf(parts: readonly string[]): string {
  return new Intl.ListFormat('en').format([...new Set(parts)]);
}
