import { isOptional } from '../conditional.ts';
import type { Phase } from '../phases.ts';
import { isAmbient } from './ambient.ts';
import type { Fault, HookPhase, TestRelease, TestResource } from './test-resource.ts';

/** How often something runs: once for its suite or file, for each test, or in one test. */
type Frequency = 'all' | 'each' | 'test' | 'unknown';

/** What is wrong with a release that runs more or less often than the acquisition. */
export function faultOfFrequency(
  resource: TestResource,
  phase: Phase,
  release: TestRelease,
  at: HookPhase,
  all: readonly TestResource[],
): Fault | undefined {
  const made = frequencyOf(phase);
  const released = at.hook.every;
  if (made === 'each' && released === 'all') {
    return isKeptForLater(resource) ? undefined : { why: 'made for each, released once', phase, release, at };
  }
  if (made === 'all' && released === 'each') {
    const opensAgain = resource.acquisition.entry.opensAgain === true;
    return opensAgain || isMadeAnew(resource, all)
      ? undefined
      : { why: 'made once, released for each', phase, release, at };
  }
  return undefined;
}

function frequencyOf(phase: Phase): Frequency {
  switch (phase.during) {
    case 'loading':
      return 'all';
    case 'hook':
    case 'returned':
    case 'root hook':
      return phase.hook.every;
    case 'test':
      return 'test';
    default:
      return 'unknown';
  }
}

/** In a collection that is emptied later, or only when there is none yet: `server ??= start()`. */
function isKeptForLater({ acquisition, making, slots }: TestResource): boolean {
  // What the module keeps is opened once, however often it is asked to.
  if (isAmbient(acquisition.entry) || slots.some(({ isCollection }) => isCollection)) {
    return true;
  }
  return isOptional(making);
}

/** Another acquisition fills the same variable for each test. */
function isMadeAnew(resource: TestResource, all: readonly TestResource[]): boolean {
  return all.some(
    (other) =>
      other !== resource &&
      other.phases.some((phase) => frequencyOf(phase) !== 'all') &&
      other.slots.some((slot) =>
        resource.slots.some((own) => own.name === slot.name && own.variable === slot.variable),
      ),
  );
}
