import type { Bundle } from '../../tools/bundle.ts';
import type { Figure } from './figure.ts';

/** KB that each function may load before its first event: little more than it does, so that growth is decided on. */
const firstLoads: Readonly<Record<string, number>> = {
  intake: 425,
  slack: 130,
  respond: 535,
  tick: 370,
  look: 380,
  act: 380,
  draft: 615,
};

/** What one incident may ask of Slack, of DynamoDB and of Lambda, by the bench's own figures. */
const lives: Readonly<Record<string, number>> = {
  'slack-calls-until-step-visible': 2,
  // Two of them are Slack's, one the queue's. An opening reads what its key points at, claims the key, commits.
  'calls-in-a-row-until-step-visible': 6,
  'dynamodb-round-trips-until-step-visible': 3,
  // Two of them ask who the person is: once a day and person, and once a process. One invites them, once for good.
  // One pins the card. Three offer a runbook and keep the offer true.
  'slack-calls-per-incident': 27,
  'dynamodb-calls-per-opening': 30,
  // 18 of them are the tick's one query a minute.
  'dynamodb-calls-per-incident': 112,
  'dynamodb-units-per-opening': 40,
  'dynamodb-units-per-incident': 127,
  // Most are events of what Tocsin itself posts, which Slack tells it of. How many of them one run of respond takes
  // depends on how close they come: it is a run or two more on a machine that has other work.
  'function-runs-per-incident': 36,
};

const kilobyte = 1_024;

/** Functions that load more at start than they may, each with what to do. */
export function overloaded(bundles: readonly Bundle[]): string[] {
  return bundles.flatMap(({ name, firstLoad, firstInputs }) => {
    const most = firstLoads[name] ?? 0;
    const loaded = Math.ceil(firstLoad / kilobyte);
    if (loaded <= most) return [];
    const largest = Object.entries(firstInputs).sort(([, a], [, b]) => b - a);
    const shown = largest.slice(0, 5).map(([input, bytes]) => `${input} (${Math.ceil(bytes / kilobyte)} KB)`);
    return [
      `${name} loads ${loaded} KB at start and may load ${most}. Load what only later events need with await import(), in a file of its own; else raise the budget in test/bench/budget.ts and say why. Its largest: ${shown.join(', ')}`,
    ];
  });
}

/** What an incident costs more of than it may, each with what to do. */
export function overspent(figures: readonly Figure[]): string[] {
  return figures.flatMap(({ name, value, parts }) => {
    const most = lives[name] ?? 0;
    if (value <= most) return [];
    return [
      `${name} is ${value} and may be ${most}: ${JSON.stringify(parts)}. See whether the call is needed by an ordinary incident, and whether another already reads or says that; else raise the budget in test/bench/budget.ts and say why`,
    ];
  });
}
