import { check } from 'recheck';
import { describe, expect, it } from 'vitest';
import { regularExpressions } from './regular-expressions.ts';

// A text from outside that makes a regular expression slow makes whoever reads it hang: Lambda kills it, and it comes again.
// recheck tells by the automaton, or by fuzzing where that gets too large, whether there is such a text.
const { written, made } = regularExpressions();

/** Run by people on their own machine, over what they typed or their own files; a quadratic one costs them alone. */
const ownMachine = /^packages\/(alarm-evaluation|catalog|cli|detection|fault-proxy|slack-simulator|workbench)\//;

/** Of these recheck is not sure, or counts a bound as a degree. What bounds each, by a part of it that is its own. */
const bounded: Readonly<Record<string, string>> = {
  'arn:aws[\\w-]{0,10}:cloudwatch': 'each repetition is counted',
  '[0-9a-f]{8}-[0-9a-f-]{27}': 'each repetition is counted',
  'LimitExceeded.{0,40}Rate': 'each repetition is counted',
  'spik\\w+|surg\\w+': 'each repetition between words is counted; 2,000 characters of a message are read',
  'metrics? say': '2,000 characters of a message are read',
  'made (it|things) worse': 'each repetition between words is counted; 2,000 characters of a message are read',
  'visitors?|requests?': 'each repetition between words is counted; 2,000 characters of a message are read',
  'ftp|mailto|xmpp': 'nothing stands behind the group that could fail; 64 characters are looked back at',
  '\\d]{0,60}\\d': 'each repetition before a digit is counted',
  'passphrase|secret|token': 'a name of at most 60 characters',
  '\\s+\\S{0,40}$': 'what is left of a quote was cut before',
  '(.{8})(.{4})(.{4})(.{4})(.{12})': '32 characters of a hash',
  '\\beyJ': 'each beginning is followed for 4,000 characters at most',
  '([^\\s@#:][^@#:\\n]{0,30}|)$': 'each repetition is counted',
  'AKIA|ASIA': 'it begins where a word does, and a word is read once',
  '(?:by|due|until)\\s+(.+)': 'the last 30 characters are read',
};

const isBounded = (source: string): boolean => Object.keys(bounded).some((part) => source.includes(part));

/** How long recheck tries; what it cannot tell by then is its own doing, on a machine that has other work. */
const patience = { timeout: 100_000, incubationTimeout: 5_000, attackTimeout: 5_000 };
const sources = [...new Map(written.map((one) => [`/${one.pattern}/${one.flags}`, one])).entries()];

describe('no regular expression can be made slow by a text', () => {
  it('all of them are looked at', () => {
    expect(sources.length).toBeGreaterThan(300);
  });

  it.concurrent.each(sources.filter(([source]) => !isBounded(source)))(
    '%s',
    async (_, { pattern, flags, place, file }) => {
      const found = await check(pattern, flags, patience);
      if (found.status === 'safe') return;
      if (found.status === 'unknown') expect.fail(`${place}: recheck cannot tell (${found.error.kind})`);
      if (ownMachine.test(file) && found.complexity.type !== 'exponential') return;
      expect.fail(`${place} is ${found.complexity.summary}, by ${found.attack.pattern}`);
    },
    120_000,
  );

  it.each(Object.keys(bounded))('what is said to be bounded is there, once: %s', (part) => {
    expect(sources.filter(([source]) => source.includes(part))).toHaveLength(1);
  });

  it('one that is put together where it runs is put together of what is safe', () => {
    expect(made.map(({ file, source }) => `${file}: ${source}`)).toMatchInlineSnapshot(`
      [
        "packages/cli/src/workflow/doors.ts: new RegExp(\`^import .* from '(\\\\./[^']+/\${door}\\\\.ts)';$\`)",
        "packages/cli/src/workflow/place.ts: new RegExp(\`(^|[\\\\s{,])['"]?\${escaped}['"]?\\\\s*:|['"]\${escaped}['"]\`)",
        "packages/postmortem/src/check/wording.ts: new RegExp(String.raw\`(?:^|[^\\p{L}])((?:\${who})(?:'s)? (?:mistake |error |change )?\${causes})\\b\`, 'giu')",
        "packages/postmortem/src/check/wording.ts: new RegExp(String.raw\`\\b((?:caused|broken|triggered|introduced) by (?:\${who}))(?![\\p{L}\\p{N}])\`, 'giu')",
        "packages/postmortem/src/names.ts: new RegExp(\`(?<![\\\\p{L}\\\\p{N}])(?:\${words.map(asPattern).join('|')})(?![\\\\p{L}\\\\p{N}])\`, 'gu')",
        "packages/runbook/src/spec/expectation.ts: new RegExp(\`^(\${number})\\\\s*\\\\.\\\\.\\\\s*(\${number})$\`)",
        "packages/runbook/src/spec/expectation.ts: new RegExp(\`^\${number}$\`)",
        "packages/runbook/src/spec/expectation.ts: new RegExp(\`^\${number}$\`)",
        "packages/slack/src/listeners/index.ts: new RegExp(\`^\${actionIds.snooze.replace('.', '\\\\.')}\\\\.\\\\d+$\`)",
        "packages/slack/src/listeners/index.ts: new RegExp(\`^\${actionIds.open.replace('.', '\\\\.')}\\\\.\`)",
        "packages/workbench/src/demo/http.ts: new RegExp(\`^\${path}$\`)",
      ]
    `);
  });
});
