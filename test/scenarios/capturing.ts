import { alarmEvent } from '../harness/events.ts';
import type { Story } from '../harness/story.ts';

export const [alice, bob] = ['U0ALICE', 'U0BOB'] as const;

/** What people do in the channel of an incident and read of its timeline, in whichever story is on. */
export function capturing(now: () => Story) {
  const opened = async () => {
    const story = now();
    await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'view', value: 'ALARM', at: story.clock.now() }));
    const channel = story.incidentChannel();
    for (const user of [alice, bob]) await story.slack.as(user).join(channel.id);
    return channel;
  };
  /** Lines of the timeline as somebody reads them, without their numbers and times. */
  const told = async (channel: { id: string }, user: string = bob): Promise<string[]> => {
    await now().types(user, channel, '/incident timeline 40');
    const lines = now().said(user, channel).at(-1)?.split('\n') ?? [];
    return lines.filter((line) => line.startsWith('`#')).map((line) => line.replace(/^`#[\d.]+` \S+ \S+ UTC /, ''));
  };
  const says = async (user: string, channel: { id: string }, text: string, more: object = {}) => {
    const ts = await now()
      .slack.as(user)
      .post({ channel: channel.id, text, ...more });
    await now().settled();
    return ts;
  };
  return { opened, told, says };
}
