import { beginWalk, type Committed, moveWalk, type RunbookCatalog, undoAct } from '@tocsin/app';
import { workflows } from '@tocsin/catalog';
import { type IncidentWalk, person, walkOf } from '@tocsin/incident';
import type { Move, RunbookPolicy } from '@tocsin/runbook';
import { checkRunbooks } from '@tocsin/runbook/read';
import type { SnapshotMessage } from '@tocsin/slack-simulator';
import { read } from './reading.ts';
import type { Story } from './story.ts';

/** Runbooks as a team writes them. @throws when they do not hold together, as the build does */
export function runbooksOf(texts: Readonly<Record<string, string>>, policy: RunbookPolicy): Partial<RunbookCatalog> {
  const runbooks = checkRunbooks({ texts, fileExists: () => true, policy, variables: ['site'], workflows });
  return { runbooks, texts, policy };
}

type Said = Move extends infer One ? (One extends { step: string } ? Omit<One, 'step' | 'attempt'> : One) : never;

/** People who walk a runbook, at the step that they see. */
export function walking(story: Story, walk = 'R1') {
  let presses = 0;
  const asking = async (user: string) => ({
    incident: (await story.incident()).id,
    by: person(user),
    cause: `press-${walk}-${presses++}`,
    channel: story.incidentChannels()[0]?.id,
  });
  const state = async (): Promise<IncidentWalk> => {
    const found = walkOf(await story.incident(), walk);
    if (!found) throw new Error(`nobody walks ${walk}`);
    return found;
  };
  const done = async (committed: Promise<Committed>): Promise<string> => {
    const outcome = await committed;
    await story.settled();
    return outcome.type === 'done' ? 'done' : outcome.reason;
  };
  return {
    state,
    async begins(user: string, file?: string): Promise<string> {
      const from = await asking(user);
      return done(beginWalk(story.world, { ...from, ...(file === undefined ? {} : { file }) }));
    },
    /** What they see when they press: the step and the attempt, now or as it was before. */
    async seen(): Promise<{ step: string; attempt: number }> {
      const { walk: at } = await state();
      const step = at.at ?? '';
      return { step, attempt: at.steps[step]?.attempt ?? 0 };
    },
    async moves(user: string, said: Said, seen?: { step: string; attempt: number }): Promise<string> {
      const at = seen ?? (await this.seen());
      const move = { ...at, ...said } as Move;
      return done(moveWalk(story.world, { ...(await asking(user)), walk, move }));
    },
    async undoes(user: string, step: string, move: 'undo' | 'approve-undo' | 'decline-undo' = 'undo', attempt = 1) {
      return done(undoAct(story.world, { ...(await asking(user)), walk, step, attempt, move }));
    },
    /** The step to be done now, by its title. */
    async at(): Promise<string | undefined> {
      const { walk: now } = await state();
      return now.plan.steps.find(({ id }) => id === now.at)?.title;
    },
    /** Its messages in the channel, as people read them. */
    messages: (): string[] =>
      story
        .incidentChannel()
        .messages.filter((message: SnapshotMessage) => JSON.stringify(message.blocks).includes(`Runbook walk ${walk}`))
        .map(read),
  };
}
