import { functionNames } from '../../tools/build.ts';
import { requests } from './answer-requests.ts';

const called = ['intake', 'slack', 'respond', 'tick'];
const each = (prefixes: readonly string[], names: readonly string[]): string[] =>
  prefixes.flatMap((prefix) => names.map((name) => `${prefix}.${name}`));

export const requestKinds = Object.keys(requests).map((kind) => kind.replaceAll(' ', '-'));

/** The figures of each measurement, by name: docs/performance.md has a row of each (`--page`), and scripts rely on them. */
export const figureNames: Readonly<Record<string, readonly string[]>> = {
  cold: [...each(['cold-import'], [...functionNames, 'empty']), ...each(['first-load'], functionNames)],
  life: [
    'slack-calls-until-step-visible',
    'slack-calls-per-incident',
    'function-runs-per-incident',
    'dynamodb-calls-per-opening',
    'dynamodb-calls-per-incident',
    'dynamodb-units-per-opening',
    'dynamodb-units-per-incident',
  ],
  opening: [
    'alarm-to-step-visible',
    'handlers-alarm-to-step-visible',
    'calls-in-a-row-until-step-visible',
    'dynamodb-round-trips-until-step-visible',
  ],
  calls: each(['first-call', 'warm-call', 'memory'], called),
  answers: each(['cold-answer', 'warm-answer'], requestKinds),
  burst: each(
    ['burst'],
    [
      'alarms-lost',
      'incidents',
      'channels',
      'slack-calls-per-alarm',
      'last-step-visible',
      'intake-throughput',
      'respond-throughput',
    ],
  ),
  storm: each(
    ['storm'],
    ['alarms-lost', 'channels', 'listed', 'slack-calls-until-step-visible', 'pages', 'slack-calls'],
  ),
  capture: each(['capture'], ['responds', 'slack-calls', 'lost']),
  runbooks: each(['runbooks'], ['read', 'growth']),
  postmortem: each(['postmortem'], ['draft', 'growth', 'pages', 'memory']),
  flat: each(['flat'], ['requests', 'units', 'scans']),
  append: each(['append'], ['flat', 'flat-units']),
};
