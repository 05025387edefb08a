import type { Tocsin } from '../harness/tocsin.ts';

export const alice = 'U0ALICE';

/** Where somebody does something that Slack tells the slack function of. */
export interface Place {
  readonly tocsin: Tocsin;
  /** An incident's. */
  readonly channel: string;
  /** The message with the incident's buttons. */
  readonly ts: string;
  /** An answer with the same buttons, which stay whatever happens. */
  readonly kept: string;
  /** The direct messages with the app. */
  readonly direct: string;
}

type Do = (place: Place, turn: number) => Promise<unknown>;

export interface Request {
  /** What has to be there before; it does not count. */
  readonly prepare?: Do;
  readonly make: Do;
  /** It has failed when none is open afterwards: a trigger lives three seconds. */
  readonly opensModal?: true;
}

const person = ({ tocsin }: Place) => tocsin.slack.as(alice);
const says =
  (text: (turn: number) => string): Do =>
  (place, turn) =>
    person(place).command({ channel: place.channel, text: text(turn) });
const posts =
  (text: (place: Place, turn: number) => string, where: 'channel' | 'direct' = 'channel'): Do =>
  (place, turn) =>
    person(place).post({ channel: place[where], text: text(place, turn) });
const shortcut =
  (name: string): Do =>
  (place) =>
    person(place).messageShortcut(name, place.channel, place.ts);
/** What was left there by the turn before is taken away first. */
const without =
  (undo: Do): Do =>
  (place, turn) =>
    undo(place, turn).catch(() => undefined);

/** One of each kind of request that people make Slack send. */
export const requests: Readonly<Record<string, Request>> = {
  'command that needs no table': { make: says(() => '/incident help') },
  'command that reads': { make: says(() => '/incident status') },
  'command that writes': { make: says((turn) => `/incident note seen ${turn}`) },
  'command that opens a modal': { make: says(() => '/incident open'), opensModal: true },
  'form of an incident': { make: says(() => '/incident severity'), opensModal: true },
  'submitted form': {
    prepare: says(() => '/incident note'),
    make: (place, turn) => person(place).submitView({ values: { text: { value: `submitted ${turn}` } } }),
  },
  'options of a select': {
    prepare: says(() => '/incident merge'),
    make: (place) => person(place).suggestInView({ actionId: 'offer.incidents', query: 'viewer' }),
  },
  button: {
    make: ({ tocsin, channel, kept }) => tocsin.slack.as(alice).click({ channel, ts: kept, actionId: 'incident.take' }),
  },
  'menu behind a button': {
    make: ({ tocsin, channel, ts }) => tocsin.slack.as(alice).click({ channel, ts, actionId: 'form.more' }),
    opensModal: true,
  },
  'global shortcut': { make: (place) => person(place).shortcut('declare_incident'), opensModal: true },
  'incident from a message': { make: shortcut('declare_from_message'), opensModal: true },
  'action item from a message': { make: shortcut('make_action_item'), opensModal: true },
  'message added to the timeline': { make: shortcut('add_to_timeline') },
  'home opened': { make: (place) => person(place).openHome() },
  mention: { make: posts(({ tocsin }, turn) => `<@${tocsin.slack.botUserId}> note mentioned ${turn}`) },
  'direct message': { make: posts((_, turn) => `list ${turn % 2 === 0 ? 'all' : 'mine'}`, 'direct') },
  pin: { prepare: without((place) => person(place).unpin(place)), make: (place) => person(place).pin(place) },
  reaction: {
    prepare: without((place) => person(place).unreact({ ...place, name: 'pushpin' })),
    make: (place) => person(place).react({ ...place, name: 'pushpin' }),
  },
  'message in a channel': { make: posts((_, turn) => `looking at it ${turn}`) },
};
