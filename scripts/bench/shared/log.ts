export type Level = 'debug' | 'error' | 'info' | 'warn';

export interface Log {
  write(level: Level, message: string, details?: Readonly<Record<string, unknown>>): void;
}

const order: readonly Level[] = ['debug', 'info', 'warn', 'error'];

export function logFrom(level: Level, print: (line: string) => void): Log {
  return {
    write(of, message, details = {}) {
      if (order.indexOf(of) >= order.indexOf(level)) {
        print([of.toUpperCase(), message, JSON.stringify(details)].join(' '));
      }
    },
  };
}
