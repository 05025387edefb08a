import type { Cloud, CloudEvent } from './cloud/index.ts';
import type { LocalSlack } from './slack.ts';
import type { Story } from './story.ts';

/** Tells the story what AWS and Slack say; returns what ends it. */
export function watchWorld({
  cloud,
  slack,
  story,
}: {
  readonly cloud: Pick<Cloud, 'bus' | 'queue' | 'clock'>;
  readonly slack: Pick<LocalSlack, 'onChange' | 'snapshot'>;
  readonly story: Story;
}): () => void {
  const endEvents = cloud.bus.onPut(watchEvents(story));
  const channels = new Set(slack.snapshot().channels.map((channel) => channel.id));
  let told = 0;
  const tellPages = () => {
    const pages = cloud.queue('pagesSeen').ready;
    for (const page of pages.slice(told)) story.tell('page', subjectOf(page));
    told = pages.length;
  };
  const endSlack = slack.onChange(() => {
    tellPages();
    for (const { id, name, kind } of slack.snapshot().channels) {
      if (channels.has(id)) continue;
      channels.add(id);
      if (kind !== 'im') story.tell('slack', `#${name} is open`);
    }
  });
  const endClock = cloud.clock.every(50, tellPages);
  return () => {
    endEvents();
    endSlack();
    endClock();
  };
}

function subjectOf(page: string): string {
  const { Subject } = JSON.parse(page) as { Subject?: string };
  return `paged: ${Subject ?? 'without a subject'}`;
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
