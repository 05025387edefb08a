/**
 * For each promise of docs/reliability.md one change of the code that breaks it, and the test that must then fail. `npm run
 * promises` makes the changes, one after the other, and looks. A break that the code has outgrown is told by
 * test/architecture/promises.test.ts.
 */
export interface Break {
  /** As the promise names it: the file, and the title as it stands in the source. */
  readonly test: string;
  readonly title: string;
  /** The test file that runs it, where `test` is a part of one. */
  readonly within?: string;
  /** What goes wrong with the change. */
  readonly breaks: string;
  /** One, unless something is held twice: then nothing is seen until both are gone. */
  readonly changes: readonly Change[];
}

export interface Change {
  readonly file: string;
  /** Stands once in the file. */
  readonly from: string;
  readonly to: string;
}

const app = 'packages/app/src';
const incident = 'packages/incident/src';
const store = 'packages/aws/src/store';

/** A crash leaves a claim behind; whoever comes next does not look for what it had done. */
const looksForNothing = {
  breaks: 'what an earlier try left is not looked for',
  changes: [
    {
      file: `${app}/perform.ts`,
      from: 'claim.result ?? (claim.first || making ? undefined : await find(world, attempt, ref))',
      to: 'claim.result',
    },
  ],
};
const forgetsChanges = {
  breaks: 'what is done once counts as done for good, whatever it would show now',
  changes: [{ file: `${app}/perform.ts`, from: ' && record.fingerprint === fingerprintOf(effect);\n}', to: ';\n}' }],
};
const heldForEver = [
  { file: `${app}/claim-effect.ts`, from: 'leaseMs = 30_000;', to: 'leaseMs = 30_000_000_000;' },
] as const;
const takesAnyKey = {
  breaks: 'a key is taken though another has it',
  changes: [
    {
      file: `${store}/opening.ts`,
      from: 'ConditionExpression: `attribute_not_exists(pk) OR #incident = :incident$',
      to: 'ConditionExpression: `attribute_not_exists(pk) OR attribute_exists(pk) OR #incident = :incident$',
    },
  ],
};
const takesAnyVersion = {
  breaks: 'a version is taken though another has it',
  changes: [
    {
      file: `${store}/timeline.ts`,
      from: "ConditionExpression: 'attribute_not_exists(pk)' }",
      to: "ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(pk)' }",
    },
  ],
};
const forgetsCauses = {
  breaks: 'what was heard before is not known again',
  changes: [
    {
      file: `${app}/commit.ts`,
      from: 'if (incident?.causes.includes(cause)) {',
      to: 'if (incident?.causes.includes(`not ${cause}`)) {',
    },
  ],
};
const gathersNothing = {
  breaks: 'every incident that opens gets a channel',
  changes: [
    { file: `${app}/gathering/place.ts`, from: "if (place.type === 'own') return undefined;", to: 'return undefined;' },
  ],
};

export const breaks: readonly Break[] = [
  // What happened is not lost
  {
    test: 'test/contracts/store-opening.test.ts',
    title: 'twenty that claim one key at once find one winner',
    ...takesAnyKey,
  },
  {
    test: 'test/simulation/faults.test.ts',
    title: 'two alarms of one workflow at once: one opens, the other joins',
    breaks: 'whoever comes second believes to be first',
    changes: [
      {
        file: `${app}/correlation.ts`,
        from: 'if (!(await store.claimKey(claim))) return false;',
        to: 'await store.claimKey(claim);',
      },
    ],
  },
  {
    test: 'test/contracts/store.test.ts',
    title: 'a version is taken once, and twenty at a time find one winner',
    ...takesAnyVersion,
  },
  { test: 'test/simulation/chance.test.ts', title: 'seed %i', ...looksForNothing },
  {
    test: 'test/scenarios/any-order.test.ts',
    title: 'one after the other: one incident, one entry, one page',
    breaks: 'what was heard before is news again',
    changes: [
      ...forgetsCauses.changes,
      { file: `${incident}/alarms.ts`, from: 'return alarm.at > known.at || ', to: 'return alarm.at !== "" || ' },
    ],
  },
  {
    test: 'test/scenarios/any-order.test.ts',
    title: 'end as they would have in order',
    breaks: 'what comes last counts, not what happened last',
    changes: [
      { file: `${incident}/alarms.ts`, from: 'return alarm.at > known.at || ', to: 'return alarm.at !== "" || ' },
      {
        file: `${incident}/fold.ts`,
        from: "fact.value !== 'INSUFFICIENT_DATA' && fact.at >= (before?.definiteAt ?? '')",
        to: "fact.value !== 'INSUFFICIENT_DATA'",
      },
    ],
  },
  {
    test: 'test/simulation/crash.test.ts',
    title: 'at $title leaves nothing lost, nothing doubled',
    ...looksForNothing,
  },
  {
    test: 'test/simulation/life.test.ts',
    title: 'at $title leaves nothing lost, nothing doubled',
    breaks: 'the tick acts on what is due and takes up nothing that was left half done',
    changes: [
      {
        file: `${app}/tick.ts`,
        from: 'await world.outbox.send({ incident: id, dedup: `${id}:${incident.version}:${wakeAt}` });',
        to: '',
      },
    ],
  },
  {
    test: 'test/simulation/deeds.test.ts',
    title: 'at $title leaves nothing lost, nothing doubled',
    ...looksForNothing,
  },
  {
    test: 'test/scenarios/actions-crash.test.ts',
    title: 'respond dies $when $what: the person is in, has it on their list, and it is said once',
    ...looksForNothing,
  },
  {
    test: 'test/scenarios/runbook-crash.test.ts',
    title: 'dies $when $what ($time): the act is done once, and the walk goes on',
    breaks: 'what a dead function had claimed is held for ever',
    changes: heldForEver,
  },
  {
    test: 'test/properties/any-order.test.ts',
    title: 'the fold is the same from the first entry as from any snapshot on the way',
    breaks: 'a snapshot loses which step was named',
    changes: [
      {
        file: `${incident}/fold.ts`,
        from: 'return commits.reduce(foldCommit, incident);',
        to: 'return commits.reduce(foldCommit, incident && (({ naming: _, ...rest }) => rest)(incident));',
      },
    ],
  },
  {
    test: 'test/scenarios/deploy.test.ts',
    title: 'an entry of a type that this code does not know stops nothing, stays, and is told as such',
    breaks: 'an entry that newer code wrote is an error',
    changes: [
      {
        file: `${incident}/fold.ts`,
        from: 'const { type } = entry as Entry;',
        to: 'const { type } = entry as Entry;\n  if (type) throw new Error(`what is ${type}?`);',
      },
    ],
  },
  {
    test: 'test/scenarios/deploy.test.ts',
    title: 'the incident is looked at again every few minutes, until code that knows the entry shows it',
    breaks: 'nobody looks again once code knows the entry',
    changes: [
      {
        file: `${app}/respond.ts`,
        from: 'return passedOver && new Date(clock.now().getTime() + deployMs).toISOString();',
        to: 'return passedOver && clock.now().getTime() < deployMs ? new Date().toISOString() : undefined;',
      },
    ],
  },
  {
    test: 'test/contracts/store.test.ts',
    title: 'that code made which did not know all entries hides none of them from code that does',
    breaks: 'a snapshot of code that did not know all entries is believed',
    changes: [
      {
        file: `${store}/timeline.ts`,
        from: 'const snapshot = kept?.passedOver ? undefined : kept;',
        to: 'const snapshot = kept;',
      },
    ],
  },

  // People hear of it
  {
    test: 'test/scenarios/slack-trouble.test.ts',
    title: 'the incident waits as long as Slack said; its page does not',
    breaks: 'people are paged once the channel is there',
    changes: [
      {
        file: `${app}/turns.ts`,
        from: "    case 'page':\n    case 'task':",
        to: "    case 'page':\n      return 'rest';\n    case 'task':",
      },
    ],
  },
  {
    test: 'test/scenarios/first-minute.test.ts',
    title: 'a pager that is down holds up nothing in Slack, and is tried until somebody is paged',
    breaks: 'a page that the pager did not take counts as sent',
    changes: [
      {
        file: `${app}/perform.ts`,
        from: 'if (goesElsewhere(effect)) return await sendLater(world, attempt, ref, error);',
        to: "if (goesElsewhere(effect)) return { result: {}, anew: true, retried, recorded: finish({ result: {}, state: 'done' }) };",
      },
    ],
  },
  { test: 'test/simulation/crash.test.ts', title: 'at $title leaves nothing lost, nothing doubled', ...forgetsChanges },
  {
    test: 'test/simulation/crash.test.ts',
    title: 'at $title leaves nothing lost, nothing doubled',
    breaks: 'a page whose function died is held for ever',
    changes: heldForEver,
  },
  {
    test: 'test/bench/counts.test.ts',
    title: 'shows the step with the second call to Slack, keeps to its budget, and costs what the page on cost counts',
    breaks: 'people are invited before the step is said',
    changes: [
      {
        file: `${app}/respond.ts`,
        from: "  await take('situation');\n",
        to: "  await take('rest');\n  await take('situation');\n",
      },
    ],
  },
  {
    test: 'test/bench/counts.test.ts',
    title: 'loses no alarm, opens one channel a workflow, and leaves nothing behind',
    breaks: 'what Slack limits is given up',
    changes: [
      {
        file: 'packages/slack/src/chat-errors.ts',
        from: "return say('ratelimited', 'later', Math.max(1, Number(rest['retryAfter'])) * 1_000);",
        to: "return say('ratelimited', 'never');",
      },
      {
        file: `${app}/perform.ts`,
        from: "if (effect.type === 'channel') throw new TryAgain(`${effect.key}: ${error.message}`, 60_000, { cause: error });",
        to: '',
      },
    ],
  },
  {
    test: 'test/scenarios/slack-trouble.test.ts',
    title: 'more at once than Slack takes in a minute: each gets its channel, none twice',
    breaks: 'what Slack limits counts as done',
    changes: [
      {
        file: 'packages/slack/src/chat-errors.ts',
        from: "return say('ratelimited', 'later', Math.max(1, Number(rest['retryAfter'])) * 1_000);",
        to: "return say('ratelimited', 'never');",
      },
    ],
  },
  {
    test: 'test/bench/counts.test.ts',
    title:
      'of 140 alarms over 24 workflows, 8 of them on one dependency, opens no more channels than people can follow',
    ...gathersNothing,
  },
  {
    test: 'test/scenarios/storm.test.ts',
    title: 'so many have channels; the others gather in one that lists them',
    ...gathersNothing,
  },
  {
    test: 'test/scenarios/storm.test.ts',
    title: 'each owner is paged once, and nobody for the incidents that are spoken for',
    breaks: 'owners are paged for each of theirs',
    changes: [
      {
        file: `${app}/paging.ts`,
        from: "pages.set(target, { key: keyOf(target), type: 'page', target,",
        to: "pages.set(part.id, { key: `${keyOf(target)}:${part.id}`, type: 'page', target,",
      },
    ],
  },
  {
    test: 'test/scenarios/storm.test.ts',
    title: 'an alarm that is told twice, or again after its OK, changes no line',
    breaks: 'what was heard before is news again',
    changes: [
      ...forgetsCauses.changes,
      { file: `${incident}/alarms.ts`, from: 'return alarm.at > known.at || ', to: 'return alarm.at !== "" || ' },
      {
        file: `${incident}/fold.ts`,
        from: "fact.value !== 'INSUFFICIENT_DATA' && fact.at >= (before?.definiteAt ?? '')",
        to: "fact.value !== 'INSUFFICIENT_DATA'",
      },
    ],
  },
  {
    test: 'test/scenarios/storm.test.ts',
    title: 'an incident with what is private, or a drill, speaks for nobody',
    breaks: 'a private incident speaks for others',
    changes: [
      {
        file: `${app}/gathering/place.ts`,
        from: '(first && (!isOpen(first) || first.private || first.drill))',
        to: '(first && !isOpen(first))',
      },
      {
        file: `${incident}/gathering.ts`,
        from: 'if (incident.private) return `incident',
        to: 'if (incident.private && incident.drill) return `incident',
      },
    ],
  },
  {
    test: 'test/scenarios/slack-away.test.ts',
    title:
      'Slack is away for an hour: incidents open, people are paged, late commands are honoured, channels filled in order',
    breaks: 'nobody is heard whom Slack does not describe',
    changes: [
      { file: `${incident}/access.ts`, from: "pressing && !incident.private ? 'seen' : 'unsure'", to: "'unsure'" },
    ],
  },
  {
    test: 'test/scenarios/slack-trouble.test.ts',
    title: 'pages go out; with a good token the channel opens by itself',
    breaks: 'a revoked token is final',
    changes: [
      {
        file: 'packages/slack/src/chat-errors.ts',
        from: "if (lockedOut.has(error)) return say(error, 'later', lockedOutMs);",
        to: '',
      },
      {
        file: `${app}/perform.ts`,
        from: "if (effect.type === 'channel') throw new TryAgain(`${effect.key}: ${error.message}`, 60_000, { cause: error });",
        to: '',
      },
    ],
  },
  {
    test: 'test/scenarios/slack-trouble.test.ts',
    title: 'what could not be shown meanwhile is shown then',
    breaks: 'a revoked token is final',
    changes: [
      {
        file: 'packages/slack/src/chat-errors.ts',
        from: "if (lockedOut.has(error)) return say(error, 'later', lockedOutMs);",
        to: '',
      },
    ],
  },
  {
    test: 'test/scenarios/channel-trouble.test.ts',
    title: 'until then, people read where they look first why nothing is said there, and what to do',
    breaks: 'nobody is told of an archived channel',
    changes: [
      {
        file: `${app}/shut.ts`,
        from: 'if (channel === undefined || (shut && !isOpen(incident))) return [];',
        to: 'if (channel === undefined || shut) return [];',
      },
    ],
  },
  {
    test: 'test/scenarios/channel-trouble.test.ts',
    title: 'then what it missed is shown there, and where people read of it, that it is over',
    breaks: 'what an archived channel refused is never tried again',
    changes: [{ file: `${app}/perform.ts`, from: "  'is_archived',\n", to: '' }],
  },
  {
    test: 'test/scenarios/channel-trouble.test.ts',
    title: 'it comes back with the next thing to show, and misses none',
    breaks: 'Tocsin stays out of a channel that it was removed from',
    changes: [
      {
        file: 'packages/slack/src/rejoin.ts',
        from: "error.slackCode === 'not_in_channel'",
        to: "error.slackCode === 'not_in_the_channel'",
      },
    ],
  },
  {
    test: 'test/scenarios/channel-trouble.test.ts',
    title: 'from a private one it cannot; that holds up nothing, and once it is invited all is shown',
    breaks: 'what Slack refuses for good is tried for ever',
    changes: [
      {
        file: `${app}/perform.ts`,
        from: "if (effect.type === 'channel') throw new TryAgain",
        to: 'if (effect.key) throw new TryAgain',
      },
    ],
  },
  {
    test: 'test/scenarios/channel-trouble.test.ts',
    title: 'the incident goes on in it, found by its id',
    breaks: 'an incident is found by its channel’s name',
    changes: [
      {
        file: `${app}/act.ts`,
        from: "const id = 'id' in by ? by.id : await world.store.byChannel(by.channel);",
        to: "const id = 'id' in by ? by.id : (await world.store.open(50)).find(({ channel, id: own }) => channel?.name.endsWith(own.slice(-4)) && channel.name === by.channel)?.id;",
      },
    ],
  },

  // Tocsin says how it does itself
  {
    test: 'test/scenarios/measured.test.ts',
    title: 'from the alarm’s own time to the message that names the step, once, with the incident',
    breaks: 'it is measured whenever the message is brought up to date',
    changes: [
      { file: `${app}/round.ts`, from: "if (anew && effect.type === 'message'", to: "if (effect.type === 'message'" },
    ],
  },
  {
    test: 'test/scenarios/measured.test.ts',
    title: 'what Slack puts off counts, and so does the time that it took',
    breaks: 'what is tried again is not counted',
    changes: [
      { file: `${app}/round.ts`, from: 'const again = failures.length + takenUp;', to: 'const again = takenUp;' },
    ],
  },
  {
    test: 'test/scenarios/measured.test.ts',
    title: 'the tick says how late it is, and how long whoever waits longest has been due',
    breaks: 'the tick does not say how late it is',
    changes: [{ file: `${app}/tick.ts`, from: '{ TickLateness: lateMs }', to: '{}' }],
  },
  {
    test: 'test/infra/health.ts',
    within: 'test/infra/infra.test.ts',
    title: 'a tick that does not run alarms, though it sends no data',
    breaks: 'no data is no alarm',
    changes: [
      {
        file: 'packages/workflow/src/alarms/own.ts',
        from: "silenceBreaches ? 'breaching' : 'notBreaching'",
        to: "silenceBreaches ? 'notBreaching' : 'notBreaching'",
      },
    ],
  },
  {
    test: 'test/infra/health.ts',
    within: 'test/infra/infra.test.ts',
    title: 'every dead-letter queue alarms at its first message',
    breaks: 'the draft’s dead letters alarm nobody',
    changes: [
      {
        file: 'stacks/health.ts',
        from: 'deadLetters: queueNames(deadLetters),',
        to: 'deadLetters: queueNames((({ draft: _, ...rest }) => rest)(deadLetters)),',
      },
    ],
  },
  {
    test: 'test/infra/health.ts',
    within: 'test/infra/infra.test.ts',
    title: 'shows what Tocsin measures of itself, every queue, every dead-letter queue and every function',
    breaks: 'the dashboard leaves out what is tried again',
    changes: [
      {
        file: 'stacks/dashboard.ts',
        from: "    { title: 'Effects tried again', stat: 'Sum', lines: [own('EffectsRetried', 'respond', 'effects')] },\n",
        to: '',
      },
    ],
  },

  // Slack shows what the timeline says
  {
    test: 'test/simulation/faults.test.ts',
    title: 'Slack in trouble at %s',
    breaks: 'a call whose outcome nobody knows is taken for one that was not made',
    changes: [
      {
        file: `${app}/perform.ts`,
        from: "if (retry === 'later') {",
        to: "if (retry === 'later' || retry === 'unknown-outcome') {",
      },
    ],
  },
  {
    test: 'test/simulation/faults.test.ts',
    title: 'a crash behind %s, then Slack in trouble at %s',
    breaks: 'a look that Slack put off is not made again',
    changes: [
      {
        file: `${app}/perform.ts`,
        from: "if (retry === 'later') {\n      await giveBack(record);",
        to: "if (retry === 'later') {\n      await giveBack(undefined);",
      },
    ],
  },
  {
    test: 'test/scenarios/channel-trouble.test.ts',
    title: 'what cannot be shown there is recorded as failed; the rest goes on',
    breaks: 'what Slack refuses for good is tried for ever',
    changes: [
      {
        file: `${app}/perform.ts`,
        from: "if (effect.type === 'channel') throw new TryAgain",
        to: 'if (effect.key) throw new TryAgain',
      },
    ],
  },
  {
    test: 'test/scenarios/channel-trouble.test.ts',
    title: 'nothing is tried again and again',
    breaks: 'what Slack refuses for good is tried for ever',
    changes: [
      {
        file: `${app}/perform.ts`,
        from: "if (effect.type === 'channel') throw new TryAgain",
        to: 'if (effect.key) throw new TryAgain',
      },
    ],
  },
  {
    test: 'test/properties/shown.test.ts',
    title: 'every message about it is one that Slack takes',
    breaks: 'texts are not cut',
    changes: [
      {
        file: 'packages/slack/src/blocks/text.ts',
        from: 'if (text.length <= max) return text;',
        to: 'if (text.length <= 2 * max) return text;',
      },
    ],
  },
  {
    test: 'test/scenarios/private.test.ts',
    title: 'opens a private channel with whoever declared it, and says nothing anywhere else',
    breaks: 'private incidents are announced',
    changes: [{ file: `${app}/private.ts`, from: "return effect.to === 'announcements' ? [] : [", to: 'return [' }],
  },
  {
    test: 'test/scenarios/private.test.ts',
    title: 'the announcement and what was said in the public channel are taken back, and the channel archived',
    breaks: 'what was said while it was public stays',
    changes: [{ file: `${app}/private.ts`, from: 'if (key.startsWith(prefix)) return [];', to: 'if (key) return [];' }],
  },
  {
    test: 'test/scenarios/postmortem-crash.test.ts',
    title: 'respond dies $when $what: one message, each draft once in the canvas',
    breaks: 'what stands in the canvas is added once more',
    changes: [
      {
        file: 'packages/slack/src/canvas.ts',
        from: 'if (await stands(call, found, `${ofIncident(incident)} (draft ${number})`)) return { canvas: found };\n',
        to: '',
      },
      {
        file: 'packages/slack/src/canvas.ts',
        from: "operation: ours ? 'replace' : 'insert_at_end',",
        to: "operation: 'insert_at_end',",
      },
    ],
  },
  {
    test: 'test/contracts/canvas.test.ts',
    title: 'stands once wherever an answer is lost, with a canvas before: %s',
    breaks: 'nobody looks whether the draft stands in the canvas',
    changes: [
      {
        file: 'packages/slack/src/canvas.ts',
        from: 'if (await stands(call, found, `${ofIncident(incident)} (draft ${number})`)) return { canvas: found };\n',
        to: '',
      },
    ],
  },
  {
    test: 'test/scenarios/drafted-crash.test.ts',
    title: 'draft dies at any of its calls, %s it is done: one draft, on the timeline and in the canvas once',
    breaks: 'what was recorded before a crash is not asked to be shown',
    changes: [
      {
        file: `${app}/drafting/draw-up.ts`,
        from: 'if (incident?.causes.includes(causeOf(number))) await publish(world, incident);\n',
        to: '',
      },
    ],
  },
  {
    test: 'test/scenarios/drafted-crash.test.ts',
    title: 'an order that is delivered twice gives one draft',
    breaks: 'every delivery is answered with a draft',
    changes: [
      ...forgetsCauses.changes,
      {
        file: `${app}/drafting/draw-up.ts`,
        from: 'if (!incident || awaitedDraft(incident)?.number !== number) {',
        to: 'if (!incident) {',
      },
      {
        file: `${incident}/postmortem.ts`,
        from: 'if (number < postmortem.requests || postmortem.draft?.number === number)',
        to: 'if (number < postmortem.requests)',
      },
    ],
  },
  {
    test: 'test/scenarios/postmortem.test.ts',
    title: 'that Slack does not take is no loss: the message says so, and the draft is read all the same',
    breaks: 'the message does not say that Slack took no canvas',
    changes: [
      {
        file: `${app}/postmortem.ts`,
        from: 'const refused = outcome !== undefined && outcome.canvas === undefined;',
        to: 'const refused = false;',
      },
    ],
  },

  // What people put on the timeline stays
  {
    test: 'test/scenarios/busy-channel.test.ts',
    title: 'of 10,000 messages and 500 events in ten seconds: what is marked is kept as it is now, for few calls',
    breaks: 'of each mark the event that comes last counts',
    changes: [
      {
        file: `${incident}/captures.ts`,
        from: "if (last && last.at >= eventAt) return refuse('nothing-new', 'a newer event of this mark is known');\n",
        to: '',
      },
    ],
  },
  {
    test: 'packages/incident/src/captures.test.ts',
    title: 'whatever comes twice, in whatever order, whenever it is read',
    breaks: 'of edits the one that comes last counts',
    changes: [
      {
        file: `${incident}/captures.ts`,
        from: "if (known.deleted || (known.editedTs ?? '') >= editedTs)",
        to: 'if (known.deleted)',
      },
      {
        file: `${incident}/standing-entries.ts`,
        from: 'edit !== undefined && edit.editedTs > newest(last.content.editedTs, last.edit)',
        to: 'edit !== undefined',
      },
    ],
  },
  {
    test: 'test/scenarios/capture.test.ts',
    title: 'what came with it is copied to private storage',
    breaks: 'files stay where they are',
    changes: [
      {
        file: `${app}/captured-content.ts`,
        from: "if (!files.put) return { ...facts, missing: 'no storage is set up' };",
        to: "if (files) return { ...facts, missing: 'no storage is set up' };",
      },
    ],
  },
  {
    test: 'test/scenarios/capture.test.ts',
    title: 'a file that comes or goes later is followed, with or without other words; none is copied twice',
    breaks: 'files that were kept are copied again',
    changes: [
      {
        file: `${app}/captured-content.ts`,
        from: 'kept.push(withKey(file, stored[file.id]) ?? (await keep(world, { ...of, file })))',
        to: 'kept.push(await keep(world, { ...of, file }))',
      },
    ],
  },
  {
    test: 'functions/respond.test.ts',
    title: 'what was heard and could not be decided on stays in the queue, however often it came',
    breaks: 'what was heard is left to the tick, which knows nothing of it',
    changes: [
      {
        file: 'functions/respond.ts',
        from: 'undecided.has(record) || receivesOf(record) < maxReceives - 1',
        to: 'receivesOf(record) < maxReceives - 1',
      },
    ],
  },

  // What comes in is taken, or refused with a reason
  {
    test: 'test/fuzz/fuzz.test.ts',
    title: 'whatever comes in by $name is taken, or refused with a reason, and nothing else happens',
    breaks: 'what is no JSON stops the function',
    changes: [
      {
        file: 'packages/aws/src/orders/read.ts',
        from: "return { problem: 'it is no JSON' };",
        to: "throw new Error('it is no JSON');",
      },
    ],
  },
  {
    test: 'test/contracts/cli-redrive.test.ts',
    title: 'says why each message was given up, and changes nothing without --send',
    breaks: 'letters are sent without being asked for',
    changes: [
      {
        file: 'packages/cli/src/redrive/look-into.ts',
        from: 'if (!send) return {',
        to: "if (!send && again === 'made-up-for') return {",
      },
    ],
  },
  {
    test: 'test/contracts/cli-redrive-partly.test.ts',
    title: 'when one cannot be sent, those of its incident wait behind it and those of others go',
    breaks: 'what lies behind a letter that cannot be sent goes before it',
    changes: [
      {
        file: 'packages/cli/src/redrive/look-into.ts',
        from: 'if (letter.group !== undefined) stuck.add(letter.group);',
        to: '',
      },
    ],
  },
  {
    test: 'test/scenarios/outsiders.test.ts',
    title: 'no word is answered, neither beside the incident nor in its channel',
    breaks: 'nobody is asked who they are',
    changes: [
      {
        file: 'packages/slack/src/listeners/answered.ts',
        from: "const barred = by === 'anybody' ? undefined : await barredFrom(",
        to: "const barred = by === 'anybody' || by ? undefined : await barredFrom(",
      },
    ],
  },
  {
    test: 'test/scenarios/outsiders.test.ts',
    title: 'outside of the channels of incidents no word is answered',
    breaks: 'guests are answered everywhere',
    changes: [
      {
        file: `${incident}/access.ts`,
        from: "if (kind === 'guest' && access.guests === 'nothing' && !inIncidentChannel)",
        to: "if (kind === 'guest' && access.guests === 'nothing' && inIncidentChannel)",
      },
    ],
  },
  {
    test: 'test/scenarios/private.test.ts',
    title: 'is listed to those who are in it, and does not exist to others',
    breaks: 'every member sees every incident',
    changes: [
      {
        file: `${incident}/access.ts`,
        from: "if (!incident.private) return { type: 'seen' };",
        to: "if (kind) return { type: 'seen' };",
      },
    ],
  },
];
