import { expect, test } from 'vitest';
import { announcement, proposal, situation } from './index.ts';
import { readable } from './readable.ts';
import { announced, calm, failing } from './samples.ts';

const buttonsOf = (view: Parameters<typeof situation>[0]): string[] =>
  situation(view)
    .blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .map((element) => ('text' in element ? element.text.text : ''));

test('the channel opens with the failing step, why, since when, where, and what to do', () => {
  expect(readable(situation(failing))).toMatchInlineSnapshot(`
    "# 🔴 Translate is failing — View a design
    *Translate* has been failing since <!date^1793888568^{date_short_pretty} {time}|2026-11-05 14:22 UTC>.
    *Why this step:* the canary failed in it: POST /jobs answered 503; the steps it stands on pass
    *Suspected:* *Job queue* — the canary saw it fail
    | *Severity* / SEV2
    | *Status* / declared / not acknowledged yet
    | *Since* / <!date^1793888568^{date_short_pretty} {time}|2026-11-05 14:22 UTC>
    | *Commander* / nobody yet
    | *Owner* / Designs <#C0DESIGNS1>
    | *Confidence* / high
    :white_check_mark: Sign in
    :warning: Upload degraded
    :x: *Translate* ← here
    :no_entry_sign: View blocked
    :grey_question: Share not seen
    [Acknowledge](incident.ack) primary [Take command](incident.take) [Post update](form.update) [Mitigated](form.mitigate) [Resolve](form.resolve) [More…](form.more)
    [📖 Runbook](https://github.com/example/designs/blob/main/view-design/runbook.md#translate) [Dashboard](https://example.com/d/1?a=1&b=2)
    > *What was seen*
    • <!date^1793888590^{date_short_pretty} {time_secs}|2026-11-05 14:23 UTC> canary, step translate: POST /jobs answered 503 <https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#synthetics:canary/detail/view-design|open>
    • <!date^1793888568^{date_short_pretty} {time_secs}|2026-11-05 14:22 UTC> tocsin--view-design--translate: 3 of 3 datapoints &lt; 90
    > *Alarms*
    :red_circle: <https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/x|tocsin--view-design--translate> ALARM since <!date^1793888568^{date_short_pretty} {time}|2026-11-05 14:22 UTC>
    > Incident 20261105-k3v9q2xw · \`/incident help\` lists what you can do"
  `);
});

test('notifications name the failing step first', () => {
  expect(situation(failing).text).toMatchInlineSnapshot(
    `"🔴 Translate is failing — View a design (SEV2): the canary failed in it: POST /jobs answered 503; the steps it stands on pass"`,
  );
});

test('an unknown step is called unknown, with the reason', () => {
  const { step: _, suspect: __, ...rest } = failing;
  const view = { ...rest, confidence: 'none', reason: 'upload and share fail independently of each other' } as const;
  expect(readable(situation(view)).split('\n').slice(0, 3)).toMatchInlineSnapshot(`
    [
      "# 🔴 View a design failing — step unknown",
      "*Step unknown*, because upload and share fail independently of each other",
      "Trouble began <!date^1793888568^{date_short_pretty} {time}|2026-11-05 14:22 UTC>.",
    ]
  `);
});

test('a degraded step is called degraded, not failing', () => {
  const view = { ...failing, step: { id: 'upload', title: 'Upload', degraded: true } };
  expect(readable(situation(view)).split('\n').slice(0, 2)).toMatchInlineSnapshot(`
    [
      "# 🟠 Upload is degraded — View a design",
      "*Upload* has been degraded since <!date^1793888568^{date_short_pretty} {time}|2026-11-05 14:22 UTC>: it works, but not as it should.",
    ]
  `);
});

test('recovery is shown, and resolving becomes the thing to do', () => {
  const steps = failing.steps.map((step) => ({ ...step, state: 'passed' as const }));
  const view = { ...failing, steps, recoveredAt: '2026-11-05T15:00:00Z', commander: 'U0ANA00001' };
  expect(readable(situation(view))).toMatchInlineSnapshot(`
    "# 🟢 Translate has recovered — View a design
    All alarms have been calm since <!date^1793890800^{date_short_pretty} {time}|2026-11-05 15:00 UTC>. Trouble began <!date^1793888568^{date_short_pretty} {time}|2026-11-05 14:22 UTC>.
    *What broke:* *Translate* — the canary failed in it: POST /jobs answered 503; the steps it stands on pass
    *Suspected:* *Job queue* — the canary saw it fail
    | *Severity* / SEV2
    | *Status* / declared / not acknowledged yet
    | *Since* / <!date^1793888568^{date_short_pretty} {time}|2026-11-05 14:22 UTC>
    | *Commander* / <@U0ANA00001>
    | *Owner* / Designs <#C0DESIGNS1>
    | *Confidence* / high
    :white_check_mark: Sign in
    :white_check_mark: Upload
    :white_check_mark: *Translate* ← was failing
    :white_check_mark: View
    :white_check_mark: Share
    [Resolve](form.resolve) primary [Acknowledge](incident.ack) [Post update](form.update) [Hand off](form.handoff) [More…](form.more)
    [📖 Runbook](https://github.com/example/designs/blob/main/view-design/runbook.md#translate) [Dashboard](https://example.com/d/1?a=1&b=2)
    > *What was seen*
    • <!date^1793888590^{date_short_pretty} {time_secs}|2026-11-05 14:23 UTC> canary, step translate: POST /jobs answered 503 <https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#synthetics:canary/detail/view-design|open>
    • <!date^1793888568^{date_short_pretty} {time_secs}|2026-11-05 14:22 UTC> tocsin--view-design--translate: 3 of 3 datapoints &lt; 90
    > *Alarms*
    :red_circle: <https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/x|tocsin--view-design--translate> ALARM since <!date^1793888568^{date_short_pretty} {time}|2026-11-05 14:22 UTC>
    > Incident 20261105-k3v9q2xw · \`/incident help\` lists what you can do"
  `);
});

test('an incident a person declared without a workflow shows its title and no steps', () => {
  const { workflow: _, step: __, suspect: ___, owner: ____, runbook: _____, ...rest } = failing;
  const view = {
    ...rest,
    title: 'Checkout feels slow',
    steps: [],
    evidence: [],
    alarms: [],
    links: [],
    declaredBy: 'U0ANA00001',
  };
  expect(readable(situation({ ...view, confidence: 'none', reason: 'nobody named a step' }))).toMatchInlineSnapshot(`
    "# 🔴 Checkout feels slow
    *Step unknown*, because nobody named a step
    Trouble began <!date^1793888568^{date_short_pretty} {time}|2026-11-05 14:22 UTC>.
    | *Severity* / SEV2
    | *Status* / declared / not acknowledged yet
    | *Since* / <!date^1793888568^{date_short_pretty} {time}|2026-11-05 14:22 UTC>
    | *Commander* / nobody yet
    | *Owner* / unknown
    | *Confidence* / none: no step is named
    [Acknowledge](incident.ack) primary [Take command](incident.take) [Post update](form.update) [Mitigated](form.mitigate) [Resolve](form.resolve) [More…](form.more)
    > Incident 20261105-k3v9q2xw · declared by <@U0ANA00001> · \`/incident help\` lists what you can do"
  `);
});

test('buttons that no longer apply are gone', () => {
  const acknowledged = { at: '2026-11-05T14:25:00Z', by: 'U0ANA00001' };
  const links = ['📖 Runbook', 'Dashboard'];
  const taken = { ...failing, status: 'acknowledged', acknowledged } as const;
  const resolved = { at: '2026-11-05T15:25:00Z', by: 'U0ANA00001', note: 'rolled back' };
  const commanded = { ...taken, commander: 'U0BEN00002' };
  expect(buttonsOf(failing)).toEqual([
    'Acknowledge',
    'Take command',
    'Post update',
    'Mitigated',
    'Resolve',
    'More…',
    ...links,
  ]);
  expect(buttonsOf(taken)).toEqual(['Take command', 'Post update', 'Mitigated', 'Resolve', 'More…', ...links]);
  expect(buttonsOf(commanded)).toEqual(['Post update', 'Mitigated', 'Resolve', 'Hand off', 'More…', ...links]);
  expect(buttonsOf({ ...commanded, status: 'mitigated' })).toEqual([
    'Post update',
    'Resolve',
    'Hand off',
    'More…',
    ...links,
  ]);
  expect(buttonsOf({ ...commanded, recoveredAt: resolved.at })[0]).toBe('Resolve');
  expect(buttonsOf({ ...taken, status: 'resolved', resolved })).toEqual([
    'Close',
    'Postmortem',
    'Reopen',
    'Post update',
    'More…',
    ...links,
  ]);
  expect(buttonsOf({ ...taken, status: 'closed', resolved })).toEqual(['Postmortem', 'More…', ...links]);
});

test('a resolved incident says who resolved it, and with what note', () => {
  const resolved = { at: '2026-11-05T15:25:00Z', by: 'U0ANA00001', note: 'rolled back <v12>' };
  expect(
    readable(situation({ ...failing, status: 'resolved', resolved }))
      .split('\n')
      .slice(0, 2),
  ).toMatchInlineSnapshot(`
    [
      "# ✅ Resolved: Translate — View a design",
      "Resolved by <@U0ANA00001> <!date^1793892300^{date_short_pretty} {time}|2026-11-05 15:25 UTC>: rolled back &lt;v12&gt;",
    ]
  `);
});

test('with many steps, neighbours in one state share a line and the named step stays in sight', () => {
  const steps = Array.from({ length: 60 }, (_, i) => ({
    id: `s${i}`,
    title: `Step ${i}`,
    state: i < 40 ? 'passed' : i === 40 ? 'failed' : 'blocked',
    named: i === 40,
  })) as unknown as typeof failing.steps;
  const list = readable(situation({ ...failing, steps })).match(/:white_check_mark:[^]*?\[/)?.[0];
  expect(list).toMatchInlineSnapshot(`
    ":white_check_mark: 40 steps: Step 0 … Step 39
    :x: *Step 40* ← here
    :no_entry_sign: 19 steps blocked: Step 41 … Step 59
    ["
  `);
});

test('the announcement is one entry: what, how bad, since when, who, where', () => {
  expect(readable(announcement(announced))).toMatchInlineSnapshot(`
    "*🔴 Translate is failing — View a design*
    SEV2 · declared · since <!date^1793888568^{date_short_pretty} {time}|2026-11-05 14:22 UTC> · *nobody is on it yet* · <#C0INC00042>
    [Join](incident.join) [Open](https://slack.com/app_redirect?channel=C0INC00042)"
  `);
  const acknowledged = { at: '2026-11-05T14:25:00Z', by: 'U0ANA00001' };
  expect(
    readable(announcement({ ...announced, acknowledged, commander: 'U0BEN00002', recoveredAt: calm.recoveredAt })),
  ).toMatchInlineSnapshot(`
    "*🟢 Translate has recovered — View a design*
    SEV2 · declared · calm since <!date^1793890800^{date_short_pretty} {time}|2026-11-05 15:00 UTC> · <@U0BEN00002> is in command · <#C0INC00042>
    [Join](incident.join) [Open](https://slack.com/app_redirect?channel=C0INC00042)"
  `);
});

test('the proposal asks, and says that nothing happens by itself', () => {
  expect(readable(proposal(calm))).toMatchInlineSnapshot(`
    "🟢 All alarms have been calm for 15 minutes, since <!date^1793890800^{date_short_pretty} {time}|2026-11-05 15:00 UTC>.
    Is the trouble over? If not, leave it open: nothing happens by itself.
    [Resolve](incident.resolve) primary [Say what fixed it…](form.resolve)"
  `);
});

test('a proposal that was taken or overtaken says so, and has nothing left to press', () => {
  expect(readable(proposal({ ...calm, state: 'resolved' }))).toMatchInlineSnapshot(
    `"✅ All alarms had been calm for 15 minutes, since <!date^1793890800^{date_short_pretty} {time}|2026-11-05 15:00 UTC>. The incident is resolved."`,
  );
  const { recoveredAt: _, ...before } = calm;
  expect(readable(proposal({ ...before, state: 'relapsed' }))).toMatchInlineSnapshot(
    `"🔴 All alarms had been calm for 15 minutes, then one fired again: the trouble is not over."`,
  );
});
