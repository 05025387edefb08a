import { findIncident } from '@tocsin/app';
import { didYouMean, type HelpGroup, help, helpOf, type Rendered } from '../../blocks/index.ts';
import type { SlackWorld, Surroundings } from '../../world.ts';
import type { Naming } from '../names.ts';
import { nearest } from '../nearest.ts';
import type { Asked } from '../request.ts';
import type { Answer } from '../views/ask.ts';
import { type Situation, wordsFor } from './situations.ts';

export interface Subcommand {
  /** The first is what help and answers call it. */
  readonly words: readonly [string, ...string[]];
  readonly usage: string;
  readonly does: string;
  /** What the button says that does the same. */
  readonly button?: string;
  /** As typed after `/incident`. */
  readonly examples?: readonly string[];
  /** Where it says who, which Slack may have sent as a plain name: see withNames. */
  readonly names?: Naming;
  readonly run: (world: SlackWorld, asked: Asked) => Promise<Answer>;
}

/** `/incident help [word]`, no word at all, and words that nobody knows. */
export async function answerHelp(
  around: Pick<Surroundings, 'world'>,
  { asked, word, subcommands }: { asked: Asked; word: string; subcommands: readonly Subcommand[] },
): Promise<Rendered> {
  const wanted = asked.rest.split(/\s+/)[0]?.toLowerCase() ?? '';
  const explained =
    word === 'help' && wanted !== '' ? subcommands.find(({ words }) => words.includes(wanted)) : undefined;
  if (explained) return helpOf(explained);
  const unknown = word === 'help' ? wanted : word;
  const near = nearest(unknown, ['help', ...subcommands.flatMap(({ words }) => words)]);
  if (unknown !== '' && near !== undefined)
    return didYouMean(
      unknown,
      near,
      subcommands.find(({ words }) => words.includes(near)),
    );
  const situation = await situationFor(around, asked);
  return help(groupsFor(situation, subcommands), unknown === '' ? undefined : unknown);
}

/** Help that cannot look at the incident is still help. */
async function situationFor({ world }: Pick<Surroundings, 'world'>, { channel, user }: Asked): Promise<Situation> {
  if (channel.startsWith('D')) return 'direct';
  const incident = await world()
    .then((made) => findIncident(made, { channel }, { user, channel }))
    .catch(() => undefined);
  return incident?.status ?? 'elsewhere';
}

function groupsFor(situation: Situation, subcommands: readonly Subcommand[]): HelpGroup[] {
  return wordsFor(
    situation,
    subcommands.map(({ words: [word] }) => word),
  ).map(({ title, words }) => ({
    title,
    commands: words.flatMap((word) => subcommands.filter(({ words: [first] }) => first === word)),
  }));
}
