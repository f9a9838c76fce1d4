export interface OrderConfig {
  readonly database: string;
  readonly serviceUrl: URL;
  readonly retries: number;
  readonly isVerbose: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

function required(environment: Environment, name: string): string {
  const value = environment[name]?.trim();
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set.`);
  }
  return value;
}

function numberIn(environment: Environment, name: string, otherwise: number): number {
  const value = Number(environment[name] ?? otherwise);
  if (!Number.isFinite(value)) {
    throw new TypeError(`${name} is no number.`);
  }
  return value;
}

export function readConfig(environment: Environment): OrderConfig {
  return {
    database: required(environment, 'ORDER_DATABASE'),
    serviceUrl: new URL(required(environment, 'ORDER_SERVICE')),
    retries: numberIn(environment, 'ORDER_RETRIES', 3),
    isVerbose: environment['ORDER_VERBOSE'] === 'true',
  };
}
