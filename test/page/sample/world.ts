import { announcement, situation } from '@tocsin/slack';
import { tocsin } from '../../../packages/workbench/src/app-surface.ts';
import type {
  ClickRequest,
  CommandRequest,
  PageChannel,
  PageHappening,
  PageMessage,
  PageState,
  PostRequest,
  Said,
} from '../../../packages/workbench/src/page-api.ts';
import type { PageActions } from '../../../packages/workbench/src/server/actions.ts';
import { closing } from './blocks.ts';
import { dependencies, failingWorkflows, workflows } from './demo.ts';
import { announced, channels, failing, ids, minutesAgo, now, tsAt } from './incident.ts';

/** A request of the page's, by the route it came through. */
export type Asked = { readonly type: keyof PageActions } & Readonly<Record<string, unknown>>;

const unheld = [
  'edit',
  'delete',
  'react',
  'pin',
  'select',
  'shortcut',
  'suggest',
  'submit',
  'close',
  'home',
  'leave',
  'create',
  'invite',
  'topic',
  'archive',
] as const satisfies readonly (keyof PageActions)[];

const quiet: Omit<PageMessage, 'ts' | 'user' | 'text'> = {
  blocks: [],
  edited: false,
  ephemeral: false,
  notice: false,
  replies: [],
  reactions: [],
  pinned: false,
  files: [],
};
const empty: Omit<PageChannel, 'id' | 'name'> = {
  kind: 'public',
  topic: '',
  archived: false,
  member: true,
  members: [ids.ana, ids.ben, ids.bot],
  bookmarks: [],
  pins: [],
  messages: [],
};

/**
 * A world in memory that stands where the workbench does: it records what the page asks for, and does just enough of it
 * that the page has something to draw. The messages are those that Tocsin writes.
 */
export class SampleWorld {
  readonly asked: Asked[] = [];
  readonly story: PageHappening[] = [];
  readonly broken = new Set<string>();
  readonly channels = new Map<string, PageChannel>();
  /** Whom an ephemeral message is for, by its time. */
  readonly #onlyFor = new Map<string, string>();
  readonly #listeners = new Set<() => void>();
  #latest = Number(tsAt(0));
  refuseNext: string | undefined;

  constructor() {
    this.#channel('general', { id: channels.general, topic: 'Everything and nothing' });
    this.#channel('incidents', { id: channels.incidents, topic: 'One entry for every incident' });
    this.#channel('team-viewer', { id: channels.viewer, topic: 'Viewer team · on call: <@U0BEN00002>', member: false });
    this.say(channels.general, { user: ids.ben, text: 'Morning! :coffee:', ts: tsAt(52) });
    this.say(channels.incidents, {
      user: ids.ana,
      text: 'Fire drill at 4 pm: we will break the tile server, in *staging* only.',
      ts: tsAt(31),
    });
    this.say(channels.incidents, { user: ids.ben, text: 'I am in :+1:', ts: tsAt(30) });
  }

  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (me: string): PageState => ({
    now,
    me,
    people: [
      { id: ids.ana, name: 'Ana Costa', bot: false },
      { id: ids.ben, name: 'Ben Okafor', bot: false },
      { id: ids.bot, name: 'Tocsin', bot: true },
    ],
    app: { user: ids.bot, name: 'Tocsin', ...tocsin },
    groups: [{ id: ids.group, name: 'viewer-team', title: 'Viewer team' }],
    modals: [],
    channels: [...this.channels.values()].map((channel) => ({
      ...channel,
      messages: channel.messages.filter(({ ts }) => (this.#onlyFor.get(ts) ?? me) === me),
    })),
    demo: dependencies.map((dependency) => ({ ...dependency, broken: this.broken.has(dependency.id) })),
    workflows: this.broken.has('translation-queue') ? failingWorkflows : workflows,
    story: this.story,
  });

  readonly file = (): never => {
    throw new Error('nobody posted a file here');
  };

  readonly actions = {
    ...(Object.fromEntries(
      unheld.map((type) => [type, (request: object) => this.#take({ type, ...request })]),
    ) as unknown as Pick<PageActions, (typeof unheld)[number]>),
    command: (request: CommandRequest) =>
      this.#take({ type: 'command', ...request }, () => {
        const ts = this.say(request.channel, {
          user: ids.bot,
          text: '*What you can do*\n`/incident ack` says that somebody is on it\n`/incident resolve` says that it is over',
          ephemeral: true,
        });
        this.#onlyFor.set(ts, request.as);
      }),
    click: (request: ClickRequest) => this.#take({ type: 'click', ...request }),
    post: (request: PostRequest) =>
      this.#take({ type: 'post', ...request }, () => {
        const escaped = request.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        this.say(request.channel, { user: request.as, text: escaped });
      }),
    join: (request: { readonly as: string; readonly channel: string }) =>
      this.#take({ type: 'join', ...request }, () => {
        const channel = this.channels.get(request.channel);
        if (channel) this.channels.set(channel.id, { ...channel, member: true });
      }),
    break: ({ dependency }: { readonly dependency: string }) =>
      this.#take({ type: 'break', dependency }, () => {
        this.broken.add(dependency);
        this.happened('fault', `${this.#titleOf(dependency)} was broken`, 0);
      }),
    mend: ({ dependency }: { readonly dependency: string }) =>
      this.#take({ type: 'mend', dependency }, () => {
        this.broken.delete(dependency);
        this.happened('mended', `${this.#titleOf(dependency)} works again`, 0);
      }),
    event: () => this.#take({ type: 'event' }),
  };

  /** What follows when the translation queue breaks. */
  openIncident({ declared = false }: { readonly declared?: boolean } = {}): void {
    if (!declared) {
      this.broken.add('translation-queue');
      this.happened('fault', 'Translation queue (SQS) was broken', 2);
    }
    this.happened('canary', 'Canary of View a design failed at Translate the file', 1.6);
    this.happened('alarm', 'tocsin--design-viewer--translate went to ALARM', 1.5);
    this.happened('slack', '#inc-1105-design-viewer opened', 1.45);
    this.happened('slack', 'Step named: Translate the file, confidence high', 1.4);
    this.happened('page', 'Paged the Viewer team', 1.3);
    this.#channel('inc-1105-design-viewer', {
      id: channels.incident,
      topic: 'SEV2 · Translate the file is failing · commander: nobody yet',
      bookmarks: [
        { title: 'Runbook', link: failing.runbook ?? '' },
        { title: 'Dashboard', link: 'https://dashboards.example/design-viewer' },
      ],
    });
    const { text, blocks } = situation(failing);
    this.say(channels.incident, { user: ids.bot, text, blocks: [...blocks, closing], ts: tsAt(1.4) });
    this.say(channels.incidents, { user: ids.bot, ...announcement(announced), ts: tsAt(1.35) });
    this.changed();
  }

  say(channel: string, message: Partial<PageMessage> & Pick<PageMessage, 'user' | 'text'>): string {
    this.#latest += 1;
    const full: PageMessage = { ts: this.#latest.toFixed(6), ...quiet, ...message };
    const before = this.channels.get(channel);
    if (before) this.channels.set(channel, { ...before, messages: [...before.messages, full] });
    this.changed();
    return full.ts;
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  happened(kind: PageHappening['kind'], text: string, minutes: number): void {
    this.story.unshift({ at: minutesAgo(minutes), kind, text });
  }

  #take(asked: Asked, does?: () => void): Said {
    this.asked.push(asked);
    const reason = this.refuseNext;
    this.refuseNext = undefined;
    if (reason !== undefined) return { ok: false, reason };
    does?.();
    this.changed();
    return { ok: true };
  }

  #channel(name: string, rest: Partial<PageChannel> & Pick<PageChannel, 'id'>): void {
    this.channels.set(rest.id, { name, ...empty, ...rest });
  }

  readonly #titleOf = (id: string): string => dependencies.find((dependency) => dependency.id === id)?.title ?? id;
}
