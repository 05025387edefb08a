import { CheckError } from './errors.ts';
import type { Clock } from './timer.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the checks of one run share: the environment, the time, and values that steps hand on to later ones. */
export interface RunContext {
  readonly environment: Environment;
  /** An environment value that must be there. */
  env(name: string): string;
  /** ms since 1970, by the run's clock. */
  now(): number;
  /** A value that an earlier step, or an earlier probe of this one, has handed on; throws when there is none. */
  get<Value = string>(name: string): Value;
  set(name: string, value: unknown): void;
}

/** A value, or how to make it out of the run when its time has come. */
export type From<Value> = Value | ((run: RunContext) => Value);

export function createContext(environment: Environment, clock: Clock): RunContext {
  const values = new Map<string, unknown>();
  return {
    environment,
    env(name) {
      const value = environment[name];
      if (value === undefined || value === '') throw new CheckError(`the environment value ${name} is not set`);
      return value;
    },
    now: () => clock.now(),
    get<Value>(name: string) {
      if (!values.has(name)) throw new CheckError(`no earlier check has handed on a value "${name}"`);
      return values.get(name) as Value;
    },
    set: (name, value) => void values.set(name, value),
  };
}

export function resolve<Value>(from: From<Value>, run: RunContext): Value {
  return typeof from === 'function' ? (from as (run: RunContext) => Value)(run) : from;
}
