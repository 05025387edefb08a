import type { AppManifest } from '../app/manifest.ts';
import type { Clock } from '../clock.ts';
import { type Ids, idsFrom } from '../ids.ts';
import type { Change } from '../types.ts';
import type {
  Canvas,
  Channel,
  EphemeralMessage,
  InstalledApp,
  Json,
  StateValues,
  StoredFile,
  Team,
  User,
  UserGroup,
  View,
} from './model.ts';

/** Something that happened, as the Events API tells it. `subscription`: its name in a manifest. */
export interface WorldEvent {
  readonly subscription: string;
  readonly event: Json & { readonly type: string };
}

/** The workspace and what it needs to change: time, ids, and who is told. */
export interface World {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly team: Team;
  readonly app: InstalledApp;
  readonly users: Map<string, User>;
  readonly channels: Map<string, Channel>;
  readonly groups: Map<string, UserGroup>;
  readonly canvases: Map<string, Canvas>;
  readonly files: Map<string, StoredFile>;
  /** Of the app, once it was connected with one. */
  manifest: AppManifest | undefined;
  /** Is there a token, not revoked, with one of these scopes? Also when none is needed. */
  granted(scopes: readonly string[]): boolean;
  /** Where this simulator listens, such as `http://127.0.0.1:41234`; empty until it does. */
  origin(): string;
  readonly ephemerals: EphemeralMessage[];
  /** Per person, bottom of the stack first. */
  readonly modals: Map<string, View[]>;
  readonly homes: Map<string, View>;
  /** What people chose in a message's controls, by channel, ts and person. */
  readonly choices: Map<string, StateValues>;
  /** Unique and rising, whatever the clock does. */
  nextTs(): string;
  /** Epoch seconds. */
  seconds(): number;
  changed(type: string, where?: Omit<Change, 'type' | 'at'>): void;
  publish(event: WorldEvent): void;
}

export interface WorldOptions {
  readonly clock: Clock;
  readonly seed: string;
  readonly team: Team;
  readonly app: InstalledApp;
  readonly origin: () => string;
  readonly granted: (scopes: readonly string[]) => boolean;
  readonly onChange: (change: Change) => void;
  readonly onEvent: (event: WorldEvent) => void;
}

export function createWorld({ clock, seed, team, app, origin, granted, onChange, onEvent }: WorldOptions): World {
  let last = 0;
  return {
    clock,
    ids: idsFrom(seed),
    team,
    app,
    users: new Map(),
    channels: new Map(),
    groups: new Map(),
    canvases: new Map(),
    files: new Map(),
    manifest: undefined,
    granted,
    origin,
    ephemerals: [],
    modals: new Map(),
    homes: new Map(),
    choices: new Map(),
    nextTs() {
      // Microseconds of this century fit a double's 53 bits.
      last = Math.max(last + 1, clock.now().getTime() * 1_000);
      return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
    },
    seconds: () => Math.floor(clock.now().getTime() / 1_000),
    changed: (type, where = {}) => onChange({ type, at: clock.now().toISOString(), ...where }),
    publish: onEvent,
  };
}
