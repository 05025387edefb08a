import { CheckError } from './errors.ts';
import { createMask, type Mask } from './mask.ts';
import type { Clock } from './timer.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the checks of one run share: the environment, the time, and values that steps hand on to later ones. */
export interface RunContext {
  readonly environment: Environment;
  /** An environment value that must be there; declared in the checks' `needs.environment`. */
  env(name: string): string;
  /** A secret's value; declared in the checks' `needs.secrets`. Wherever the canary would write it, its name stands. */
  secret(name: string): string;
  /** Masks a value that only became known in this run, such as a session's token; returns it. */
  hide(name: string, value: string): string;
  /** ms since 1970, by the run's clock. */
  now(): number;
  /** A value that an earlier step, or an earlier probe of this one, has handed on; throws when there is none. */
  get<Value = string>(name: string): Value;
  set(name: string, value: unknown): void;
}

/** A value, or how to make it out of the run when its time has come. */
export type From<Value> = Value | ((run: RunContext) => Value);

export interface ContextOptions {
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  /** Names of environment values that may be read; all of them when left out. */
  readonly declared?: readonly string[] | undefined;
  readonly mask?: Mask | undefined;
}

export function createContext(
  environment: Environment,
  clock: Clock,
  { secrets = {}, declared, mask = createMask() }: ContextOptions = {},
): RunContext {
  const values = new Map<string, unknown>();
  for (const [name, value] of Object.entries(secrets)) mask.hide(name, value);
  return {
    environment,
    env(name) {
      if (declared && !declared.includes(name)) {
        throw new CheckError(`${name} is not among what the checks need: declare it in needs.environment`);
      }
      const value = environment[name];
      if (value === undefined || value === '') throw new CheckError(`the environment value ${name} is not set`);
      return value;
    },
    secret(name) {
      const value = secrets[name];
      if (value === undefined) {
        throw new CheckError(`there is no secret ${name}: declare it in needs.secrets, and say where it is kept`);
      }
      return value;
    },
    hide(name, value) {
      mask.hide(name, value);
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
