import type { Break } from './break.ts';
import {
  app,
  forgetsCauses,
  heldForEver,
  incident,
  looksForNothing,
  store,
  takesAnyKey,
  takesAnyVersion,
} from './common.ts';

/** What happened is not lost. */
export const nothingLost: readonly Break[] = [
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
];
