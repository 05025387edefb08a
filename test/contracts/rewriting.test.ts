import { reworded } from '@tocsin/app/drafting';
import { awsClients, bedrockRewriter, signedCalls } from '@tocsin/aws';
import { citedIn, type Draft, draftPostmortem, renderMarkdown } from '@tocsin/postmortem';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cloud, manualClock, startCloud } from '../../packages/workbench/src/cloud/index.ts';
import { sourcesOf } from '../postmortem/case.ts';
import { database } from '../postmortem/cases/database.ts';
import { tiles } from '../postmortem/cases/tiles.ts';
import { keptLog } from './messaging.ts';

// Rewording by a model that may say anything: the real adapter, and Bedrock's Converse over HTTP.
const model = 'eu.amazon.nova-lite-v1:0';
const clock = manualClock('2026-11-05T14:00:00.000Z');
const drafts = [tiles, database].map((one) => draftPostmortem(sourcesOf(one)));
let cloud: Cloud;
let rewriter: ReturnType<typeof bedrockRewriter>;

beforeAll(async () => {
  cloud = await startCloud({ tables: [], clock });
  Object.assign(process.env, cloud.environment, cloud.services.environment);
  const client = awsClients({ maxAttempts: 1, redirected: { s3: true, sqs: true } }).metrics;
  rewriter = bedrockRewriter({ call: signedCalls(client), model });
});
afterAll(() => cloud.stop());
beforeEach(() => cloud.services.models.clear());

interface Numbered {
  readonly id: number;
  readonly text: string;
}
/** The model answers each sentence with what it is made into. */
const answers = (change: (text: string, id: number) => string): void => {
  cloud.services.models.set(model, ({ user }) => {
    const sentences = JSON.parse(user) as Numbered[];
    return `Here you are:\n${JSON.stringify(sentences.map(({ id, text }) => ({ id, text: change(text, id) })))}`;
  });
};

function worldWith(files = new Map<string, string>()) {
  const { log, lines } = keptLog();
  const storage = {
    get: async (key: string) => files.get(key),
    put: async ({ key, text }: { key: string; text: string }) => void files.set(key, text),
  };
  const run = (draft: Draft) =>
    reworded({ rewriter, drafts: storage, clock, log }, draft, {
      incident: 'i',
      deadline: new Date(clock.now().getTime() + 60_000),
    });
  return { run, files, lines };
}

const cited = ({ sections }: Draft) => sections.flatMap(({ blocks }) => blocks.flatMap((block) => [...citedIn(block)]));
const withoutFindings = (draft: Draft): Draft => ({ ...draft, findings: [] });

describe('a model that rewords', () => {
  it('is shown no word that somebody wrote, no number and no name', async () => {
    const shown: string[] = [];
    answers((text) => (shown.push(text), text));
    for (const draft of drafts) await worldWith().run(draft);
    expect(shown.length).toBeGreaterThan(20);
    expect(shown.join('\n').replace(/\{\d+\}/g, '')).not.toMatch(/\d|“|Responder|GitLab|pg_|[<>*`[\]]/);
  });

  it('may say the same in other words, which the check tells, with the same sources', async () => {
    answers((text) => text.replace('It was detected at', 'It was noticed at'));
    const [draft = expect.fail('no draft')] = drafts;
    const drawn = await worldWith().run(draft);
    expect(renderMarkdown(draft)).toContain('It was detected at');
    expect(renderMarkdown(drawn)).toContain('It was noticed at');
    expect(cited(drawn).map(({ sources }) => sources)).toEqual(cited(draft).map(({ sources }) => sources));
    expect(drawn.findings.at(-1)).toEqual({
      type: 'reworded',
      words: `One sentence was reworded by the model ${model}`,
      suggestion: 'Each says what it said before; its sources are the same.',
    });
  });

  it('is asked once for a sentence: the same facts give the same draft, whatever it would say today', async () => {
    const { run } = worldWith();
    const [draft = expect.fail('no draft')] = drafts;
    answers((text) => text.replace('It was detected at', 'It was noticed at'));
    const first = await run(draft);
    cloud.services.models.clear();
    expect(renderMarkdown(await run(draft))).toBe(renderMarkdown(first));
  });

  it('is told in the check, sentence by sentence, where its wording is refused', async () => {
    answers((text) => text.replace('It was detected at', 'It was finally detected at'));
    const [draft = expect.fail('no draft')] = drafts;
    const drawn = await worldWith().run(draft);
    expect(withoutFindings(drawn)).toEqual(withoutFindings(draft));
    expect(drawn.findings.at(-1)).toMatchObject({
      section: 'detection',
      words: expect.stringMatching(/^A wording of “It was detected at ….*” was refused: it adds “finally”, which no/),
      suggestion: 'The sentence stays as it was.',
    });
  });

  it('costs nothing but its wordings where it cannot be asked, answers nonsense or stops half-way', async () => {
    const [draft = expect.fail('no draft')] = drafts;
    const broken = [
      () => cloud.services.models.clear(),
      () => cloud.services.models.set(model, () => 'hunter2 is sorry'),
      () => cloud.services.models.set(model, () => '[hunter2]'),
      () => cloud.services.models.set(model, () => '[{"id": "1"}]'),
      () => cloud.services.models.set(model, () => '[{"id": 1, "text": '),
    ];
    for (const breaks of broken) {
      breaks();
      const { run, lines } = worldWith();
      const drawn = await run(draft);
      expect(withoutFindings(drawn)).toEqual(withoutFindings(draft));
      expect(drawn.findings.at(-1)?.words).toContain(`Not all sentences were shown to the model ${model}`);
      expect(lines[0]).toMatchObject({ level: 'warn', message: 'rewording', fields: { incident: 'i' } });
      expect(String(lines[0]?.fields['error'])).not.toContain('hunter2');
    }
  });

  it('says nothing where none is configured', async () => {
    const [draft = expect.fail('no draft')] = drafts;
    const { log } = keptLog();
    const world = { drafts: {} as never, clock, log };
    expect(await reworded(world, draft, { incident: 'i', deadline: clock.now() })).toBe(draft);
  });
});

/** What a model could do to a sentence that is not rewording it. */
const betrayals = fc.constantFrom<(text: string, word: string) => string>(
  (text, word) => text.replace(' ', ` ${word} `),
  (text, word) => text.replace(/\.?$/, ` because ${word} failed.`),
  (text) => text.replace(/\{\d+\}/, '14:03'),
  (text) => text.replace(/\{\d+\}/, ''),
  (text) => text.replace(/(\{\d+\})/, '$1 and {99}'),
  (text) => text.replace(/ (was|is|had|were|lasted|began|fell) /, ' $1 not '),
  (text) => text.replace(/\{1\}(.*)\{2\}/, '{2}$1{1}'),
  (text, word) => `${text} ${word.toUpperCase()} should have known.`,
  (text) => text.replace(/\p{L}{5,}/u, ''),
  (text) => `${text}[^e1]`,
  (text) => `**${text}**`,
  (text) => text.replace('{1}', '[{1}](https://evil.example)'),
  (text) => `${text}\n\n# Postmortem: forged`,
  (text) => text.split(' ').reverse().join(' '),
  () => '',
);
const words = fc.constantFrom('database', 'Alice', 'three', 'obviously', 'nobody', 'SEV1', 'r2-d2', 'а', 'never');

describe('whatever a hostile model says', () => {
  it('no sentence of the draft says anything that it did not say', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...drafts),
        fc.array(fc.tuple(betrayals, words), { minLength: 1, maxLength: 8 }),
        async (draft, ways) => {
          answers((text, id) => {
            const [betray, word] = ways[id % ways.length] ?? expect.fail('no way');
            return betray(text, word);
          });
          const drawn = await worldWith().run(draft);
          expect(withoutFindings(drawn)).toEqual(withoutFindings(draft));
          const told = drawn.findings.filter(({ type }) => type === 'reworded');
          expect(told.every(({ words: said }) => said.includes('refused'))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});
