import { person } from '@tocsin/incident';
import type { Case } from '../case.ts';
import type { Judged, Published } from '../published.ts';

const [one, two, three] = ['U0MEMBER01', 'U0MEMBER02', 'U0MEMBER03'];
const [first, second] = [person(one), person(two)];

/**
 * GitLab.com's database outage of 31 January 2017, from its published account of 10 February: no workflow of a catalog, no
 * canary, people alone, and nobody named. Who said what is made up.
 */
export const database: Case = {
  id: '20170131-database',
  day: '2017-01-31',
  names: { [one]: 'Alex Member', [two]: 'Robin Member', [three]: 'Sam Member' },
  commands: [
    [
      '21:00:00',
      {
        type: 'declare',
        by: second,
        title: 'Database of GitLab.com is overloaded',
        severity: 'SEV2',
        key: 'database',
        since: '2017-01-31T19:00:00.000Z',
      },
    ],
    ['21:00:05', { type: 'record-channel', channel: 'C0DATABASE', name: 'inc-database' }],
    ['21:05:00', { type: 'take-command', by: second }],
    [
      '21:10:00',
      {
        type: 'note',
        by: first,
        at: '2017-01-31T17:20:00.000Z',
        text: 'took an LVM snapshot of production by hand, to load it into staging',
      },
    ],
    [
      '23:00:00',
      {
        type: 'note',
        by: first,
        text: 'the secondary lags so far behind that replication stopped; its write-ahead log segments are gone',
      },
    ],
    [
      '23:35:00',
      { type: 'change-severity', by: second, to: 'SEV1', reason: 'the data directory of the primary is gone' },
    ],
    [
      '23:40:00',
      {
        type: 'post-update',
        by: second,
        text: 'We removed data of the primary by accident and look for backups.',
        impact: 'GitLab.com is unavailable',
      },
    ],
    [
      '2017-02-01T00:36:00',
      {
        type: 'note',
        by: first,
        text: 'we restore from the LVM snapshot in staging; copying over slow disks, 60 Mbps',
      },
    ],
    [
      '2017-02-01T18:00:00',
      {
        type: 'post-update',
        by: second,
        text: 'The database is restored to 17:20.',
        impact: 'Changes from 17:20 to 00:00 UTC are lost: about 5,000 projects, 5,000 comments and 700 users',
      },
    ],
    ['2017-02-01T18:14:00', { type: 'resolve', by: second, note: 'GitLab.com is back with the data of 17:20' }],
    [
      '2017-02-01T19:00:00',
      {
        type: 'add-action',
        by: second,
        text: 'Alarm when a backup is missing or empty',
        kind: 'detect',
        owner: three,
        due: '2017-02-10',
      },
    ],
    [
      '2017-02-01T19:01:00',
      {
        type: 'add-action',
        by: second,
        text: 'Show on each shell prompt which host it is',
        kind: 'prevent',
        owner: one,
        due: '2017-02-03',
      },
    ],
    [
      '2017-02-01T19:02:00',
      {
        type: 'add-action',
        by: second,
        text: 'Restore backups automatically and test them',
        kind: 'mitigate',
        owner: three,
        due: '2017-03-01',
      },
    ],
    [
      '2017-02-01T19:03:00',
      {
        type: 'add-action',
        by: second,
        text: 'One owner for data durability',
        kind: 'process',
        owner: two,
        due: '2017-02-15',
      },
    ],
  ],
  messages: [
    ['21:02:00', two, 'load went up since 19:00, it looks like spam, snippets are created by the thousand'],
    [
      '21:30:00',
      three,
      'removing a user was scheduled too: an employee was reported as abusive and a job deletes the account, found it in the logs',
    ],
    ['23:05:00', one, 'trying `pg_basebackup` on the secondary, it hangs without a word'],
    [
      '23:12:00',
      one,
      'raised max_wal_senders on the primary, PostgreSQL does not start: too many connections, lowered them to 2,000',
    ],
    [
      '23:27:00',
      one,
      'I removed the data directory, and it was on the wrong host: db1, not db2. Stopped it after a second or two, of 300 GB about 4.5 GB are left',
    ],
    ['23:28:00', three, 'ok, nobody panic'],
    ['23:50:00', three, 'where are the pg_dump backups?'],
    ['23:55:00', three, 'the S3 bucket is empty. pg_dump fails: it runs as 9.2 and the database is 9.6'],
    [
      '23:57:00',
      three,
      'Alex Member set up the mails for failed jobs. Turns out they are rejected, they were not signed for DMARC',
    ],
    ['2017-02-01T00:05:00', two, 'are there disk snapshots in Azure?'],
    ['2017-02-01T00:07:00', three, 'not for the database servers'],
    [
      '2017-02-01T00:20:00',
      one,
      'lucky: there is the LVM snapshot that I took by hand at 17:20, six hours old. The regular one would be 24 hours old',
    ],
    ['2017-02-01T00:30:00', two, 'decision: we restore the snapshot from staging, and put the site in maintenance'],
    ['2017-02-01T17:00:00', one, 'restored the database without the webhooks, then the webhooks'],
    ['2017-02-01T18:20:00', three, 'who owns the backups from now on?'],
  ],
  more: {
    people: { show: 'roles', names: { [one]: 'Alex Member', [two]: 'Robin Member', [three]: 'Sam Member' } },
    draftedAt: '2017-02-02T09:00:00.000Z',
  },
};

export const databaseFacts: readonly Published[] = [
  ['load from 19:00', 'Six clocks', /Fault began.*2017-01-31 19:00:00.*stated when/],
  ['noticed by people', 'Detection', /2017-01-31 21:00:00.*somebody declared/],
  ['over at 18:14 the next day', 'Six clocks', /Resolved.*2017-02-01 18:14:00/],
  ['spam suspected', 'Trigger and contributing factors', /Trigger[\s\S]*spam/],
  ['a job deleted an account', 'Timeline', /21:30:00.*a job deletes the account/],
  ['the snapshot of 17:20 stands before the trouble', 'Timeline', /17:20:00 \| .*LVM snapshot[\s\S]*19:00:00/],
  ['replication stopped', 'Timeline', /23:00:00 .*replication stopped/],
  ['pg_basebackup hung without a word', 'What made it worse', /hangs without a word/],
  ['data removed on the wrong host', 'What made it worse', /wrong host: db1, not db2/],
  ['4.5 GB of 300 GB were left', 'Timeline', /of 300 GB about 4\.5 GB are left/],
  ['severity rose', 'What made it worse', /changed SEV2 to SEV1/],
  [
    'dumps were empty for a version that differs',
    'What made it worse',
    /bucket is empty.*9\.2 and the database is 9\.6/,
  ],
  ['mails about it were rejected', 'Trigger and contributing factors', /not signed for DMARC/],
  ['no disk snapshots of the database', 'Timeline', /00:07:00.*not for the database servers/],
  ['restored from the manual snapshot', 'Response', /restore the snapshot from staging/],
  ['slow disks', 'Timeline', /slow disks, 60 Mbps/],
  ['luck: the manual snapshot', 'Lessons', /lucky\?[\s\S]*six hours old/],
  [
    'lost 17:20 to 00:00: 5,000 projects, 5,000 comments, 700 users',
    'Impact',
    /17:20 to 00:00 UTC.*5,000 projects, 5,000 comments and 700 users/,
  ],
  ['GitLab.com unavailable', 'Impact', /GitLab\.com is unavailable/],
  ['the hours of copying are shown as a gap', 'Timeline', /Nothing is known of 16 h 24 min/],
  ['backups are watched', 'Action items', /A1.*backup is missing or empty.*detect/],
  ['prompts show the host', 'Action items', /A2.*which host it is.*prevent/],
  ['an owner for durability', 'Action items', /A4.*durability.*process/],
  ['detection by people becomes a proposal', 'Action items', /Detect this by an alarm.*a person noticed it/],
  ['nobody is named', 'Particulars', /Incident commander \| The incident commander/],
  ['an open question is found', 'Before review', /who owns the backups from now on\?/],
];

export const databaseJudgments: readonly Judged[] = [
  [
    'why the backup procedure was nobody’s',
    'Trigger and contributing factors',
    /technical, process and organisational/,
  ],
  ['which path of users it broke', 'Where in the workflow', /Which path of users did it break/],
  ['what customers are told', 'Notes to send', /What do customers need to know/],
];
