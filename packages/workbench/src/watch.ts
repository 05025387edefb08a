import type { Cloud, CloudEvent } from './cloud/index.ts';
import type { LocalSlack } from './slack.ts';
import type { Story } from './story.ts';

/** Tells the story what AWS and Slack say; returns what ends it. */
export function watchWorld({ cloud, slack, story }: { cloud: Cloud; slack: LocalSlack; story: Story }): () => void {
  const events = watchEvents(story);
  let read = 0;
  const channels = new Set(slack.snapshot().channels.map((channel) => channel.id));
  let pages = 0;
  const look = () => {
    const all = cloud.bus.events;
    for (const event of all.slice(read)) events(event);
    read = all.length;
    for (const { body } of pagesSeen(cloud).slice(pages)) story.tell('page', body);
    pages = pagesSeen(cloud).length;
  };
  const endSlack = slack.onChange(() => {
    look();
    for (const { id, name, kind } of slack.snapshot().channels) {
      if (channels.has(id)) continue;
      channels.add(id);
      if (kind !== 'im') story.tell('slack', `#${name} is open`);
    }
  });
  const endClock = cloud.clock.every(50, look);
  return () => {
    endSlack();
    endClock();
  };
}

function pagesSeen(cloud: Cloud): { body: string }[] {
  return cloud.queue('pagesSeen').ready.map((text) => {
    const { Subject } = JSON.parse(text) as { Subject?: string };
    return { body: `paged: ${Subject ?? 'without a subject'}` };
  });
}

interface Detail {
  readonly alarmName?: string;
  readonly state?: { readonly value: string };
  readonly previousState?: { readonly value: string };
  readonly 'canary-name'?: string;
  readonly 'test-run-status'?: string;
  readonly 'state-reason'?: string;
}

/** Alarms that change, canaries that begin to fail, fail otherwise or pass again. */
function watchEvents(story: Story): (event: CloudEvent) => void {
  const failing = new Map<string, string>();
  return (event) => {
    const detail = event.detail as Detail;
    if (event['detail-type'] === 'CloudWatch Alarm State Change' && detail.alarmName && detail.state) {
      const { value } = detail.state;
      const quiet = value === 'INSUFFICIENT_DATA' || (value === 'OK' && detail.previousState?.value !== 'ALARM');
      if (!quiet) story.tell('alarm', `${detail.alarmName} is ${value}`);
    }
    const canary = detail['canary-name'];
    if (canary === undefined || detail['test-run-status'] === undefined) return;
    const failed = detail['test-run-status'] === 'FAILED';
    if (failed === failing.has(canary)) return;
    const reason = (detail['state-reason'] ?? 'no reason given').replace(/^"|"$/g, '');
    if (failed) failing.set(canary, reason);
    else failing.delete(canary);
    story.tell('canary', failed ? `${canary} fails: ${reason}` : `${canary} passes again`);
  };
}
