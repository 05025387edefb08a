import { workflows } from '@tocsin/catalog';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { type Story, startStory } from '../harness/story.ts';

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

/** The Slack names of the owner's people: the failing step belongs to the Viewer team, whose group has these two. */
const viewerTeam = ['U0ALICE', 'U0BOB'];

const stepFails = (step = 'translate') =>
  alarmEvent({ workflow: 'design-viewer', step, value: 'ALARM', at: story.clock.now() });

describe('a step alarm fires', () => {
  it('one channel opens, named by day, workflow and step', async () => {
    await story.happens(stepFails());
    const incident = await story.incident();
    const channel = story.incidentChannel();
    expect(channel.name).toMatch(/^inc-1105-design-viewer-translate-[a-z0-9]{4}$/);
    expect(channel.name.slice(-4)).toBe(incident.id.slice(-4));
    expect(incident.channel).toEqual({ id: channel.id, name: channel.name });
  });

  it('its first message says what broke, why, where, whose it is and what to do', async () => {
    await story.happens(stepFails());
    expect(story.situation(story.incidentChannel())).toMatchInlineSnapshot(`
      "# 🔴 Translate the file is failing — View a design
      *Translate the file* has been failing since 2026-11-05 14:00 UTC.
      *Why this step:* its alarm fires: Threshold Crossed: the step is ALARM; the steps it stands on pass
      *Suspected:* *Translation queue (SQS)* — the only hard dependency of the step
      | *Severity* / SEV2
      | *Status* / declared / not acknowledged yet
      | *Since* / 2026-11-05 14:00 UTC
      | *Commander* / nobody yet
      | *Owner* / Viewer <#C0VIEWER01>
      | *Confidence* / high
      :white_check_mark: Sign in
      :white_check_mark: Upload the file
      :x: *Translate the file* ← here
      :no_entry_sign: Find the translation in the cache blocked
      :no_entry_sign: Open the viewer blocked
      [Acknowledge](incident.ack) primary [Take command](incident.take) [Post update](form.update) [Mitigated](form.mitigate) [Resolve](form.resolve) [More…](form.more)
      [📖 Runbook](https://git.example/tocsin/tree/main/packages/catalog/src/design-viewer/runbook.md) [Dashboard](https://dashboards.example/design-viewer) [Logs](https://logs.example/design-viewer) [Repository](https://git.example/design-viewer)
      > *What was seen*
      • 2026-11-05 14:00 UTC tocsin/test/design-viewer/step-failing/translate: Threshold Crossed: the step is ALARM <https://us-east-1.console.aws.amazon.com/cloudwatch/deeplink.js?region=us-east-1#alarmsV2:alarm/tocsin%2Ftest%2Fdesign-viewer%2Fstep-failing%2Ftranslate|open>
      > *Alarms*
      :red_circle: <https://us-east-1.console.aws.amazon.com/cloudwatch/deeplink.js?region=us-east-1#alarmsV2:alarm/tocsin%2Ftest%2Fdesign-viewer%2Fstep-failing%2Ftranslate|tocsin/test/design-viewer/step-failing/translate> ALARM since 2026-11-05 14:00 UTC
      > Incident 20261105-22vt6b8x · \`/incident help\` lists what you can do"
    `);
  });

  it('the incidents channel links to it, and says that nobody is on it yet', async () => {
    await story.happens(stepFails());
    expect(story.announcements()).toEqual([
      [
        '*🔴 Translate the file is failing — View a design*',
        `SEV2 · declared · since 2026-11-05 14:00 UTC · *nobody is on it yet* · <#${story.incidentChannel().id}>`,
        `[Join](incident.join) [Open](https://slack.com/app_redirect?channel=${story.incidentChannel().id})`,
      ].join('\n'),
    ]);
  });

  it("the owner's people are in it, and nobody else is", async () => {
    await story.happens(stepFails());
    expect(story.incidentChannel().members.toSorted()).toEqual([...viewerTeam, story.slack.botUserId].toSorted());
  });

  it("a step of another team's brings that team", async () => {
    await story.happens(stepFails('sign-in'));
    expect(story.incidentChannel().members.toSorted()).toEqual(['U0CAROL', story.slack.botUserId].toSorted());
    expect(story.pages()[0]?.text).toContain('platform-pager');
  });

  it('topic and bookmarks say the essentials without scrolling', async () => {
    await story.happens(stepFails());
    const { topic, bookmarks } = story.incidentChannel();
    expect(topic).toBe('SEV2 · declared · Translate the file failing · nobody in command · since 5 Nov 14:00 UTC');
    expect(bookmarks.map(({ title, link }) => `${title} ${link}`).toSorted()).toEqual([
      'Dashboard https://dashboards.example/design-viewer',
      'Logs https://logs.example/design-viewer',
      'Runbook https://git.example/tocsin/tree/main/packages/catalog/src/design-viewer/runbook.md',
    ]);
  });

  it('the first two calls to Slack open the channel and name the step; all else comes behind', async () => {
    await story.happens(stepFails());
    const [create, post, ...rest] = story.slack.calls();
    expect([create?.method, post?.method]).toEqual(['conversations.create', 'chat.postMessage']);
    expect(post?.args['channel']).toBe(story.incidentChannel().id);
    expect(rest.map(({ method }) => method).toSorted()).toEqual([
      'auth.test',
      'bookmarks.add',
      'bookmarks.add',
      'bookmarks.add',
      'chat.postMessage',
      'chat.postMessage',
      'conversations.invite',
      'conversations.setTopic',
      'pins.add',
      'usergroups.users.list',
    ]);
    expect(story.slack.calls().filter(({ ok }) => !ok)).toEqual([]);
    expect(story.slack.unexpected()).toEqual([]);
  });

  it('the channel is made beside its claim, and its first message is claimed meanwhile: nothing stands between the two', async () => {
    await story.stop();
    const claimed: string[] = [];
    let proceed = () => {};
    const isClaimed = new Promise<void>((resolve) => (proceed = resolve));
    story = await startStory({
      around: (world) => ({
        ...world,
        store: {
          ...world.store,
          claimEffect: (claim) => {
            claimed.push(claim.effect);
            if (claim.effect === 'situation') proceed();
            return world.store.claimEffect(claim);
          },
        },
        chat: {
          ...world.chat,
          // Slack takes its time: it answers once the message is claimed, and never if that waits for the channel.
          createChannel: (channel) => isClaimed.then(() => world.chat.createChannel(channel)),
        },
      }),
    });
    await story.happens(stepFails());
    expect(claimed.slice(0, 1)).toEqual(['channel']);
    expect(claimed.filter((effect) => effect === 'situation')).toHaveLength(1);
  });

  it('everything is on the timeline, and in the ledger as done', async () => {
    await story.happens(stepFails());
    const incident = await story.incident();
    expect(await story.timeline(incident)).toEqual([
      'incident.declared',
      'alarm.fired',
      'step.named',
      'channel.opened',
    ]);
    expect(new Set(Object.values(await story.effects(incident)))).toEqual(new Set(['done']));
    expect(story.deadLetters()).toEqual([]);
  });

  it('once somebody is in command, half an hour in which nothing happens is silent', async () => {
    await story.happens(stepFails());
    await story.presses('U0ALICE', story.incidentChannel(), 'Take command');
    const before = story.slack.calls().length;
    await story.passes(30 * 60_000);
    expect(story.methods(before)).toEqual([]);
    expect(story.pages()).toHaveLength(1);
  });
});

describe('somebody is paged', () => {
  it("a topic that does not take the page is no reason to let people sleep: the default topic's get it", async () => {
    await story.happens(stepFails());
    expect(story.pages().map(({ topic }) => topic)).toEqual(['pages']);
    expect(story.pages()[0]?.text.replace((await story.incident()).id, '<id>')).toMatchInlineSnapshot(`
      "SEV2: View a design failing, step translate.
      Because its alarm fires: Threshold Crossed: the step is ALARM; the steps it stands on pass.
      Suspected: translation-queue.
      Since 2026-11-05T14:00:00.000Z. Incident <id>.
      Runbook: https://git.example/tocsin/tree/main/packages/catalog/src/design-viewer/runbook.md

      (Sent here because arn:aws:sns:eu-west-1:123456789012:viewer-pager did not take it.)"
    `);
  });

  it("an owner's topic that takes it gets it once, and nobody else does", async () => {
    await story.stop();
    const pager = 'arn:aws:sns:us-east-1:000000000000:viewer-pager';
    const own = workflows.map((workflow) => ({ ...workflow, owner: { ...workflow.owner, pager } }));
    story = await startStory({ workflows: own });
    expect(await story.topic('viewer-pager')).toBe(pager);
    await story.happens(stepFails());
    const { id } = await story.incident();
    expect(story.pages()).toEqual([
      {
        topic: 'viewer-pager',
        subject: 'SEV2 View a design failing: step translate',
        text: expect.stringMatching(new RegExp(`Incident ${id}\\.\nRunbook: https://git\\.example/.*/runbook\\.md$`)),
      },
    ]);
  });

  it('a pager that is down holds up nothing in Slack, and is tried until somebody is paged', async () => {
    await story.stop();
    let down = 3;
    story = await startStory({
      around: (world) => ({
        ...world,
        pager: {
          page: (page) => ((down -= 1) >= 0 ? Promise.reject(new Error('SNS is down')) : world.pager.page(page)),
        },
      }),
    });
    await story.happens(stepFails());
    expect(story.situation(story.incidentChannel())).toContain('Translate the file is failing');
    expect(story.announcements()).toHaveLength(1);
    expect(story.pages()).toEqual([]);
    await story.passes(60_000);
    expect(story.pages()).toHaveLength(1);
    await story.presses('U0ALICE', story.incidentChannel(), 'Take command');
    await story.passes(10 * 60_000);
    expect(story.pages()).toHaveLength(1);
    // The situation, and the runbook that is offered.
    expect(story.incidentChannel().messages).toHaveLength(2);
  });

  it('nobody is, for a SEV4: the loss of a soft dependency, which waits for the morning', async () => {
    const at = story.clock.now();
    await story.happens(
      alarmEvent({ workflow: 'design-viewer', step: 'view', dependency: 'thumbnails', value: 'ALARM', at }),
    );
    expect((await story.incident()).severity).toBe('SEV4');
    expect(story.situation(story.incidentChannel())).toContain('🟠 Open the viewer is degraded');
    expect(story.pages()).toEqual([]);
  });

  it('when a SEV4 worsens, its page is due', async () => {
    const at = story.clock.now();
    await story.happens(
      alarmEvent({ workflow: 'design-viewer', step: 'view', dependency: 'thumbnails', value: 'ALARM', at }),
    );
    await story.passes(120_000);
    await story.happens(stepFails('view'));
    expect((await story.incident()).severity).toBe('SEV2');
    expect(story.pages().map(({ subject }) => subject)).toEqual(['SEV2 View a design failing: step view']);
  });
});
