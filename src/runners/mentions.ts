import type { RunnerSettings } from './runner-settings.ts';
import { runners } from './runners.ts';

/** Names of functions, members and modifiers of any runner. */
const functionNames = new Set(runners.flatMap(({ functions }) => Object.keys(functions)));
const memberNames = new Set(
  runners.flatMap(({ testMembers, contextMembers, modifiers, curried, fixtures }) => [
    ...Object.keys(testMembers).flatMap((path) => path.split('.')),
    ...Object.keys(contextMembers),
    ...modifiers,
    ...Object.keys(curried),
    ...(fixtures?.members ?? []),
    ...(fixtures?.merges ?? []),
  ]),
);

/** Whether a function of some runner has this name. */
export function isFunctionName(name: string): boolean {
  return functionNames.has(name);
}

/** Whether a function, a member or a modifier of some runner has this name. */
export function isKnownName(name: string): boolean {
  return functionNames.has(name) || memberNames.has(name);
}

const quotedModules = runners.flatMap(({ modules }) => modules).map((module) => escaped(module));
const names = [...functionNames].filter((name) => name !== 'default');

/** Whether a file may call a runner, by its text alone. Files that do not are to cost nothing. */
export function mayCallRunner(
  text: string,
  { globalAliases, jestGlobalPackage, vitestImports }: RunnerSettings,
): boolean {
  const imports = [jestGlobalPackage, ...(vitestImports ?? [])];
  if (usual.test(text) || imports.some((one) => typeof one === 'string' && text.includes(one))) {
    return true;
  }
  const aliases = Object.values(globalAliases ?? {}).flatMap((byName) => Object.values(byName).flat());
  return aliases.some((alias) => text.includes(alias));
}

const globalObject = '(?:globalThis|global|self|window)\\.';
const calledName = `(?:${names.join('|')}|\\w*[tT]est)(?:[(<]|\\s*\\??\\.[a-zA-Z(])`;

/** A name that is called or has a member, and is itself a member of nothing else; or a module in quotes. */
const usual = new RegExp(
  `(?:(?<![.\\w$])|${globalObject})${calledName}|["'\`](?:${quotedModules.join('|')})["'\`]`,
  'u',
);

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`);
}
