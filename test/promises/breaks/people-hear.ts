import type { Break } from './break.ts';
import { app, forgetsCauses, forgetsChanges, gathersNothing, heldForEver, incident } from './common.ts';

/** People hear of it. */
export const peopleHear: readonly Break[] = [
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
];
