import type { Phase } from '../../lifetime/phases.ts';
import type { Hook, Runner } from '../../runners/runner.ts';
import type { TestFile } from '../../runners/test-file.ts';
import { ownName } from '../../suggestions/teardown/runner-names.ts';

/** Where the release belongs, as the rest of a sentence: `in an \`afterAll\``. */
export function remedyText(phase: Phase, runners: readonly Runner[], file: TestFile): string {
  switch (phase.during) {
    case 'loading':
      return `in ${an(afterHookName(runners, 'all'))}`;
    case 'hook':
    case 'returned':
      return phase.hook.when === 'around'
        ? 'after the call that runs the tests'
        : `in ${an(ownName({ is: 'hook', every: phase.hook.every }, phase.call, file) ?? afterHookName(runners, phase.hook.every))}`;
    case 'root hook':
      return `in ${an(phase.hook.every === 'all' ? 'afterAll' : 'afterEach')} of the same plugin`;
    case 'test':
      return testTeardown(runners);
    case 'fixture':
      return phase.fixture.form === 'builder' ? 'in `onCleanup`' : 'after `await use(…)`';
    case 'global set-up':
      return runners.some(({ globalSetup }) => globalSetup.callsReturned)
        ? 'in the function that the set-up returns'
        : 'in the global teardown';
    case 'teardown':
    case 'unknown':
      return 'in a `finally`';
  }
}

/** The runner's own name of the hook that runs after one or all tests: `afterAll`, `after`, `test.after.always`. */
function afterHookName(runners: readonly Runner[], every: Hook['every']): string {
  for (const { functions, testMembers } of runners) {
    const isWanted = (does: { readonly is: string }): boolean => {
      const hook = does as Partial<Hook>;
      return does.is === 'hook' && hook.when === 'after' && hook.every === every && hook.onlyOnSuccess !== true;
    };
    const own = Object.entries(functions).find(([, does]) => isWanted(does))?.[0];
    const member = Object.entries(testMembers).find(([, does]) => isWanted(does))?.[0];
    const name = own ?? (member && `test.${member}`);
    if (name !== undefined) {
      return name;
    }
  }
  return every === 'all' ? 'afterAll' : 'afterEach';
}

function testTeardown(runners: readonly Runner[]): string {
  const names = new Set(
    runners.map(({ functions, contextMembers }) => {
      const own = Object.entries(functions).find(([, does]) => does.is === 'teardown')?.[0];
      const member = Object.entries(contextMembers).find(([, does]) => does.is === 'teardown' || isAfter(does))?.[0];
      return own ?? (member && `t.${member}`);
    }),
  );
  const [name] = names;
  return names.size === 1 && name !== undefined
    ? `in \`${name}\`, right after this`
    : 'in a `finally` or an after-hook';
}

function isAfter(does: { readonly is: string }): boolean {
  const hook = does as Partial<Hook>;
  return hook.is === 'hook' && hook.when === 'after' && hook.every === 'all';
}

function an(name: string): string {
  return `${/^[aeiou]/u.test(name) ? 'an' : 'a'} \`${name}\``;
}
