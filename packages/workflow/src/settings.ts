import * as z from 'zod/mini';
import { DeclarationError } from './errors.ts';
import { inWords, problemsOf } from './problems.ts';

const dayMinutes = 24 * 60;
const above0 = (words: string) => z.number(words).check(z.positive(words));
const minutes = above0('state a time in minutes, above 0');
const minutesOrNever = z.nullable(above0('state a time in minutes, above 0, or null for never'));
const userGroup = z.string().check(z.regex(/^S[A-Z0-9]+$/, "use a user group's id, S…"));
const pager = z.string().check(z.regex(/^arn:[^:]+:sns:[^:]+:\d{12}:\S+$/, "use an SNS topic's ARN"));

/**
 * Who may do something: `anyone` of the workspace, `responders` (whoever joined the incident, or has a role in it), the
 * `commander`, the members of a user group (S…), a person (U…). An empty list: nobody.
 */
const Who = z.array(
  z.union(
    [z.enum(['anyone', 'responders', 'commander']), userGroup, z.string().check(z.regex(/^[UW][A-Z0-9]+$/))],
    "use anyone, responders, commander, a user group's id (S…) or a person's (U…)",
  ),
);
export type Who = z.infer<typeof Who>;

/** What a severity means: who comes, and how long people may leave something undone before they are reminded. */
const SeverityRules = z.strictObject({
  /** Whether opening pages anybody. */
  page: z.boolean(),
  /** User groups invited beside the owner's. */
  invite: z._default(z.array(userGroup), []),
  /** SNS topics paged beside the owner's. */
  pagers: z._default(z.array(pager), []),
  /** Unacknowledged for so long, the page is repeated and goes up the owner's chain; null: never. */
  acknowledgeMinutes: minutesOrNever,
  /** Without anybody in command for so long, the channel is reminded; null: never. */
  commandMinutes: minutesOrNever,
  /** The time between status updates; null: none is due. */
  updateMinutes: minutesOrNever,
  /** Days from resolving until the postmortem is to be reviewed; null: none is asked for. */
  reviewDays: z.nullable(above0('state a time in days, above 0, or null for none')),
});
export type SeverityRules = z.infer<typeof SeverityRules>;

/**
 * The intervals in which large responders page, look for a commander, post updates and review postmortems (PagerDuty,
 * Google SRE, Atlassian). Of the two worst severities PagerDuty asks for a postmortem, reviewed within three and five days.
 */
const severities = {
  SEV1: { page: true, acknowledgeMinutes: 5, commandMinutes: 10, updateMinutes: 30, reviewDays: 3 },
  SEV2: { page: true, acknowledgeMinutes: 5, commandMinutes: 10, updateMinutes: 60, reviewDays: 5 },
  SEV3: { page: true, acknowledgeMinutes: 15, commandMinutes: 30, updateMinutes: 240, reviewDays: null },
  SEV4: { page: false, acknowledgeMinutes: null, commandMinutes: null, updateMinutes: null, reviewDays: null },
} as const;

/** Choices that hold for all workflows: times in minutes unless their name says otherwise. */
export const Settings = z.strictObject({
  /**
   * Whether an alarm that no workflow claims opens an incident of its own. With `false` it is only noted. `true` is the
   * safe choice: an alarm someone cared to make is not lost because nobody mapped it.
   */
  openUnmapped: z._default(z.boolean(), true),
  /** How long, ms, all alarms of an incident must be quiet before resolving is proposed: longer than they flap. */
  calmMs: z._default(z.int().check(z.positive()), 10 * 60_000),
  severities: z.prefault(
    z.strictObject({
      SEV1: z.prefault(SeverityRules, severities.SEV1),
      SEV2: z.prefault(SeverityRules, severities.SEV2),
      SEV3: z.prefault(SeverityRules, severities.SEV3),
      SEV4: z.prefault(SeverityRules, severities.SEV4),
    }),
    {},
  ),
  paging: z.prefault(
    z.strictObject({
      /** At the end of its chain a page is repeated so many times more before silence is taken for an answer. */
      repeats: z._default(
        z.int('state a whole number, 0 for none').check(z.gte(0, 'state a whole number, 0 for none')),
        2,
      ),
    }),
    {},
  ),
  reminders: z.prefault(
    z.strictObject({
      /** Two rounds of reminders are at least so long apart; what falls due in between waits for the next. */
      apartMinutes: z._default(minutes, 5),
      /** Repeats wait longer each time, up to this; also the pace where no other interval is set. */
      longestMinutes: z._default(minutes, dayMinutes),
      /** Mitigated for so long, the channel is asked whether it is resolved. */
      mitigatedMinutes: z._default(minutes, 120),
      /** Resolved for so long, it is asked whether it can be closed. */
      resolvedMinutes: z._default(minutes, dayMinutes),
      /** How often an action item that is overdue is brought up again. */
      overdueMinutes: z._default(minutes, dayMinutes),
      /** What “snooze” offers. */
      snoozeMinutes: z._default(z.array(minutes), [30, 60, 90]),
      /** The longest that anybody can put reminders off. */
      longestSnoozeMinutes: z._default(minutes, 7 * dayMinutes),
    }),
    {},
  ),
  storms: z.prefault(
    z.strictObject({
      /** What opens within so long of each other may be one trouble, or too much at once. */
      withinMinutes: z._default(minutes, 10),
      /** So many incidents that name the same dependency have a channel each; the first of them speaks for all further ones. */
      sharing: z._default(z.int().check(z.positive()), 1),
      /** So many incidents have a channel of their own; the further ones gather in a storm. Slack opens 20 channels a minute. */
      channels: z._default(z.int().check(z.positive(), z.lte(18, 'leave Slack’s 20 channels a minute room')), 15),
    }),
    {},
  ),
  capture: z.prefault(
    z.strictObject({
      /** Emoji, by name without colons, that put a message on the timeline; pinning does too. */
      emoji: z._default(z.array(z.string().check(z.regex(/^[a-z0-9_+'-]+$/, 'name it without colons'))), ['pushpin']),
      /** Files up to this size are copied to private storage; of larger ones the link is kept. */
      maxFileMegabytes: z._default(z.number().check(z.positive()), 25),
    }),
    {},
  ),
  access: z.prefault(
    z.strictObject({
      declare: z._default(Who, ['anyone']),
      /** Acknowledge, note, update, join, severity, the step, action items, paging. */
      respond: z._default(Who, ['anyone']),
      /** Give out roles and take command. */
      command: z._default(Who, ['anyone']),
      /** Mitigate, resolve, reopen, close. */
      resolve: z._default(Who, ['anyone']),
      merge: z._default(Who, ['commander', 'responders']),
      /** Run what a runbook's actions run. */
      act: z._default(Who, ['commander', 'responders']),
      /** Open private incidents and make one private. Who is in its channel sees it, and so do these. */
      private: z._default(Who, ['commander', 'responders']),
      /** What guests of the workspace, and people of others in a shared channel, may do beside reading. */
      guests: z._default(z.enum(['nothing', 'respond']), 'nothing'),
      strangers: z._default(z.enum(['nothing', 'respond']), 'nothing'),
    }),
    {},
  ),
});
export type Settings = z.infer<typeof Settings>;
export type Deed = Exclude<keyof Settings['access'], 'guests' | 'strangers'>;

/**
 * The catalog's settings; what is left out has the default.
 *
 * @throws DeclarationError listing every problem with its place and mend
 * @example
 * export const settings = defineSettings({ calmMs: 5 * 60_000, capture: { emoji: ['pushpin', 'memo'] } });
 */
export function defineSettings(declaration: z.input<typeof Settings> = {}): Settings {
  const parsed = Settings.safeParse(declaration, inWords);
  if (!parsed.success) throw new DeclarationError('A setting', problemsOf(parsed.error.issues));
  return parsed.data;
}

/** What holds where a catalog sets nothing. */
export const defaultSettings: Settings = defineSettings();
