import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';

let tocsin: Tocsin;
beforeEach(async () => {
  tocsin = await startTocsin();
});
afterEach(() => tocsin.stop());

describe('an alarm fires', () => {
  it('a channel opens that names the step', async () => {
    await tocsin.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at: tocsin.clock.now() }));
    const channels = tocsin.slack.snapshot().channels.filter((channel) => channel.name.startsWith('inc-'));
    expect(channels).toHaveLength(1);
    expect(JSON.stringify(channels[0]?.messages[0]?.blocks[0])).toContain('Translate the file is failing');
  });
});
