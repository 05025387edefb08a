import type { Incident } from '@tocsin/incident';
import type {
  AppAnswer,
  AppRequest,
  InputValue,
  SnapshotChannel,
  SnapshotMessage,
  SubmitResult,
} from '@tocsin/slack-simulator';
import { credentials, incidentsChannel } from '../../packages/workbench/src/people.ts';
import { asIfOf, kindOf, type Outsider } from './outsider.ts';
import { buttonsOf, controlOf, read, readModal } from './reading.ts';
import { startTocsin, type Tocsin, type TocsinOptions } from './tocsin.ts';

export const minutes = (count: number): number => count * 60_000;
export const seconds = (count: number): number => count * 1_000;

/** What intake said of a signal. */
export interface Heard {
  readonly accepted: boolean;
  readonly reason: string;
  readonly incident: string | null;
}

/** Tocsin with the verbs in which an incident is told. Whatever somebody does has had its effects when it returns. */
export interface Story extends Tocsin {
  /** Channels that were opened for incidents, oldest first. */
  incidentChannels(): SnapshotChannel[];
  /** The only one there is; fails when there is none or more than one. */
  incidentChannel(): SnapshotChannel;
  /** The message that the channel opens with, as people read it now. */
  situation(channel: Pick<SnapshotChannel, 'id'>): string;
  /** Messages of the incidents channel, oldest first, as people read them now. */
  announcements(): string[];
  /** What was said to this person alone, there, oldest first. */
  said(user: string, channel: Pick<SnapshotChannel, 'id'>): string[];
  /** The incident of a channel; without one, the only open incident. */
  incident(channel?: Pick<SnapshotChannel, 'id'>): Promise<Incident>;
  /** Entries of the timeline in order, by type; those of people with who it was. */
  timeline(incident: Pick<Incident, 'id'>): Promise<string[]>;
  /** How the ledger says that each effect stands. */
  effects(incident: Pick<Incident, 'id'>): Promise<Record<string, string>>;

  types(user: string, channel: Pick<SnapshotChannel, 'id'>, text: string): Promise<void>;
  /** Says something that mentions Tocsin, which takes it as a command. */
  mentions(user: string, channel: Pick<SnapshotChannel, 'id'>, text: string): Promise<void>;
  presses(user: string, channel: Pick<SnapshotChannel, 'id'>, label: string): Promise<void>;
  /** The modal that somebody has open, as they read it; fails when they have none. */
  modal(user: string): string;
  /** Presses a button of the modal that somebody has open. */
  pressesInModal(user: string, label: string): Promise<void>;
  /** What a field of the modal offers for what somebody types into it. */
  offered(user: string, block: string, typed?: string): Promise<string[]>;
  /** Fills in what is given, by field, and submits the modal. */
  submits(user: string, values?: Readonly<Record<string, InputValue>>): Promise<SubmitResult>;
  /** Slack sends again, to the byte, the last thing that it sent the app. */
  redelivers(): Promise<AppAnswer>;
  /** The last that the app was sent of a kind, as if it were done by somebody whom Slack says to be of another workspace. */
  redeliversAs(outsider: Outsider, kind: string): Promise<AppAnswer>;
  /** Labels of the buttons in a channel that do something, by message. */
  buttons(channel: Pick<SnapshotChannel, 'id'>): string[][];

  /** What became of the last signal from AWS. */
  heard(): Heard;
  /** Pages, and the topic each went to. */
  pages(): { readonly topic: string; readonly subject: string; readonly text: string }[];
  /** Makes an SNS topic in the region that Tocsin runs in, which `pages` listens to; returns its ARN. */
  topic(name: string): Promise<string>;
  /** Messages that queues gave up. */
  deadLetters(): string[];
  /** Methods that were called since `from` calls, in order. */
  methods(from?: number): string[];
  /** Calls Slack as the app, past Tocsin. */
  callSlack(method: string, args: Readonly<Record<string, string>>): Promise<void>;
}

export async function startStory(options: TocsinOptions = {}): Promise<Story> {
  const heard: Heard[] = [];
  const silent = { info() {}, warn() {}, error() {} };
  const log = options.log ?? silent;
  const tocsin = await startTocsin({
    ...options,
    log: {
      ...log,
      info(message, fields) {
        log.info(message, fields);
        if (message === 'signal') heard.push(fields as unknown as Heard);
      },
    },
  });
  const { slack, cloud, world, settled } = tocsin;
  const url = cloud.slack?.url ?? '';
  const sent: AppRequest[] = [];
  const hand = async ({ headers, body }: AppRequest): Promise<AppAnswer> => {
    const answer = await fetch(url, { method: 'POST', headers, body });
    return { status: answer.status, body: await answer.text() };
  };
  slack.connectApp({
    signingSecret: credentials.signingSecret,
    deliver: async (request) => {
      sent.push(request);
      return hand(request);
    },
  });
  const find = (id: string, user?: string): SnapshotChannel =>
    must(
      slack
        .snapshot(user)
        .channels.map(spoken)
        .find((channel) => channel.id === id),
      `no channel ${id}`,
    );
  const joined = async (user: string, id: string) => {
    const actor = slack.as(user);
    if (!find(id).members.includes(user)) await actor.join(id);
    return actor;
  };
  const topModal = (user: string) =>
    must(
      slack
        .snapshot(user)
        .modals.filter((one) => one.user === user)
        .at(-1)?.view,
      `${user} has no modal open`,
    );
  const incidentChannels = () =>
    slack
      .snapshot()
      .channels.map(spoken)
      .filter(({ name, messages }) => name.startsWith('inc-') && messages.some(({ bot }) => bot))
      .sort((a, b) => a.created - b.created);

  return {
    ...tocsin,
    incidentChannels,
    incidentChannel() {
      const [only, ...others] = incidentChannels();
      if (others.length > 0) throw new Error(`there are ${others.length + 1} incident channels`);
      return must(only, 'no incident channel was opened');
    },
    situation: ({ id }) => read(must(find(id).messages[0], 'nothing was posted')),
    announcements: () =>
      find(incidentsChannel)
        .messages.filter(({ bot, ephemeral }) => bot && !ephemeral)
        .map(read),
    said: (user, { id }) =>
      all(find(id, user).messages)
        .filter(({ ephemeral }) => ephemeral)
        .map(read),
    async incident(channel) {
      if (channel) {
        const id = await world.store.byChannel(channel.id);
        return must(id === undefined ? undefined : await world.store.load(id), `no incident of ${channel.id}`);
      }
      const [only, ...others] = await world.store.open(10);
      if (others.length > 0) throw new Error(`${others.length + 1} incidents are open`);
      return must(only, 'no incident is open');
    },
    timeline: async ({ id }) =>
      (await world.store.timeline(id))
        .flatMap(({ entries }) => entries)
        .map(({ type, by }) => (by.type === 'person' ? `${type} by ${by.id}` : type)),
    effects: async ({ id }) =>
      Object.fromEntries(
        [...((await world.store.loadWithEffects(id))?.effects.values() ?? [])].map(({ key, state, failure }) => [
          key,
          failure === undefined ? state : `${state}: ${failure}`,
        ]),
      ),
    async types(user, { id }, text) {
      await (await joined(user, id)).command({ channel: id, text });
      await settled();
    },
    async mentions(user, { id }, text) {
      await (await joined(user, id)).post({ channel: id, text: `<@${slack.botUserId}> ${text}` });
      await settled();
    },
    async presses(user, { id }, label) {
      const actor = await joined(user, id);
      const buttons = find(id, user).messages.flatMap((message) =>
        buttonsOf(message).map((button) => ({ ...button, ts: message.ts })),
      );
      const button = must(
        buttons.findLast((one) => one.label === label),
        `no button “${label}”`,
      );
      await actor.click({ channel: id, ts: button.ts, actionId: button.actionId });
      await settled();
    },
    modal: (user) => readModal(topModal(user)),
    async pressesInModal(user, label) {
      const button = buttonsOf(topModal(user) as never).find((one) => one.label === label);
      await slack.as(user).clickInView({ actionId: must(button, `no button “${label}” in the modal`).actionId });
      await settled();
    },
    async offered(user, block, typed = '') {
      const actionId = controlOf(topModal(user), block);
      const { ok, error, options } = await slack.as(user).suggestInView({ actionId, query: typed });
      if (!ok) throw new Error(`no options: ${error}`);
      return options.map(({ text, value }) => `${text} = ${value}`);
    },
    async submits(user, values = {}) {
      const view = topModal(user);
      const filled = Object.entries(values).map(([block, value]) => [block, { [controlOf(view, block)]: value }]);
      const result = await slack.as(user).submitView({ values: Object.fromEntries(filled) });
      await settled();
      return result;
    },
    async redelivers() {
      const answer = await hand(must(sent.at(-1), 'Slack sent nothing yet'));
      await settled();
      return answer;
    },
    async redeliversAs(outsider, kind) {
      const last = sent.findLast((one) => kindOf(one) === kind);
      const answer = await hand(asIfOf(must(last, `Slack sent no ${kind} yet`), outsider));
      await settled();
      return answer;
    },
    buttons: ({ id }) =>
      find(id)
        .messages.map(buttonsOf)
        .map((buttons) =>
          buttons.filter(({ actionId }) => !actionId.startsWith('incident.open')).map(({ label }) => label),
        )
        .filter((labels) => labels.length > 0),
    heard: () => must(heard.at(-1), 'no signal was heard'),
    pages: () =>
      cloud.queue('pagesSeen').ready.map((body) => {
        const { TopicArn, Subject, Message } = JSON.parse(body) as Record<'TopicArn' | 'Subject' | 'Message', string>;
        return { topic: TopicArn.split(':').at(-1) ?? '', subject: Subject, text: Message };
      }),
    async topic(name) {
      const arn = cloud.pagesTopicArn.replace(/[^:]+$/, name);
      const queue = cloud.queue('pagesSeen').arn;
      for (const form of [
        { Action: 'CreateTopic', Name: name },
        { Action: 'Subscribe', TopicArn: arn, Protocol: 'sqs', Endpoint: queue },
      ]) {
        const body = new URLSearchParams({ ...form, Version: '2010-03-31' });
        const answer = await fetch(cloud.messaging.endpoint, { method: 'POST', body });
        if (!answer.ok) throw new Error(`${form.Action}: ${await answer.text()}`);
      }
      return arn;
    },
    deadLetters: () =>
      (['intakeDeadLetters', 'respondDeadLetters'] as const).flatMap((name) => cloud.queue(name).ready),
    methods: (from = 0) =>
      slack
        .calls()
        .slice(from)
        .map(({ method }) => method),
    async callSlack(method, args) {
      const answer = await fetch(`${slack.url}${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${credentials.token}` },
        body: new URLSearchParams(args),
      });
      const { ok, error } = (await answer.json()) as { ok: boolean; error?: string };
      if (!ok) throw new Error(`${method}: ${error}`);
    },
  };
}

/** Without what Slack itself writes into a channel: who joined, what its topic is now. */
const spoken = (channel: SnapshotChannel): SnapshotChannel => ({
  ...channel,
  messages: channel.messages.filter(({ subtype }) => subtype === undefined),
});

const all = (messages: readonly SnapshotMessage[]): SnapshotMessage[] =>
  messages.flatMap((message) => [message, ...all(message.replies)]);

function must<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(what);
  return value;
}
