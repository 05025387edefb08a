import { type Books, effectsOf, fingerprintOf, type MessageView } from '@tocsin/app';
import { checkRunbooks } from '@tocsin/runbook/read';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { render } from '../../packages/slack/src/blocks/index.ts';
import { checkBlocks } from '../../packages/slack-simulator/src/blocks/check-blocks.ts';
import { anyLife, contextAt, type Life } from './life.ts';

const { workflows, settings } = contextAt(0);
const channel = 'C0INC00001';

/** What the walks of any-walks.ts go by: a text for each of their steps, with what a runbook may hold. */
const text = `---
title: One *of* <!here>
applies-to:
  workflows: [viewer]
---

# One

## Look

Read {{title}} & <@U0OUT>, then [this](https://git.example/a).

\`\`\`yaml
check: http
url: 'https://shop.example/{{step}}'
expect: 200
\`\`\`

## Ask

| a | b |
|---|---|
| {{alarm}} | <!channel> |

## Act

\`\`\`yaml
act: lambda
function: shop-restart
payload:
  reason: '{{title}}'
back: There is nothing to undo.
\`\`\`

## Shift

> {{workflow}}

## Do

1. \`{{failing-since}}\`
`;
const policy = { allow: [{ act: 'lambda' as const, resources: ['shop-*'], parameters: { reason: '*' } }] };
const [runbook] = checkRunbooks({
  texts: { 'runbooks/one.md': text },
  fileExists: () => true,
  policy,
  variables: [],
  workflows,
});
const books: Books = {
  catalog: { runbooks: runbook ? [runbook] : [], texts: {}, policy, variables: {} },
  of: () => runbook,
};
const always = (holds: (life: Life) => void) => fc.assert(fc.property(anyLife, holds), { numRuns: 80 });
const effectsAfter = ({ states }: Life) =>
  [...states.slice(-1), ...states.slice(0, 1)].flatMap((state) =>
    effectsOf(state, { workflows, settings }, channel, books),
  );

/** Texts of a message by where they stand in it. */
function stringsOf(value: unknown, path = ''): { readonly path: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => stringsOf(inner, `${path}.${key}`));
}

describe('whatever happened to an incident', () => {
  it('every message about it is one that Slack takes', () => {
    always((life) => {
      for (const view of messagesAfter(life)) {
        const { text, blocks } = render(view);
        expect(checkBlocks(blocks, 'message'), view.type).toEqual([]);
        expect(text.trim(), view.type).not.toBe('');
        const length = stringsOf(blocks)
          .filter(({ path }) => path.endsWith('.text'))
          .reduce((sum, { text: part }) => sum + part.length, text.length);
        // chat.postMessage refuses about 13,200 characters and was seen to refuse 11,341 (slackapi/bolt-js 2509, 2867).
        expect(length, view.type).toBeLessThanOrEqual(11_000);
      }
    });
  });

  it('nothing from outside speaks Slack: no link, no mention, no half a character', () => {
    always((life) => {
      for (const view of messagesAfter(life)) {
        const { text, blocks } = render(view);
        for (const { path, text: part } of [...stringsOf(blocks), { path: '.text', text }]) {
          if (path.endsWith('.value') || path.endsWith('.private_metadata')) continue;
          const where = `${view.type}${path}`;
          // Rich text is literal: what it has of people and links are elements of their own.
          if (/\.elements\.\d+\.elements\./.test(path)) {
            expect(part, where).not.toMatch(/\p{Surrogate}/u);
            continue;
          }
          expect(part, where).not.toContain('<OUT');
          expect(part, where).not.toMatch(/\p{Surrogate}|<[!@#](?!date\^|[A-Z0-9]+>)/u);
        }
      }
    });
  });

  it('every effect has a key of its own, and the same one shows the same', () => {
    always(({ states }) => {
      for (const state of states.slice(-1)) {
        const effects = effectsOf(state, { workflows, settings }, channel, books);
        const keys = effects.map(({ key }) => key);
        expect(new Set(keys).size, keys.join(' ')).toBe(keys.length);
        const again = effectsOf(structuredClone(state), { workflows, settings }, channel, books);
        expect(again.map(fingerprintOf)).toEqual(effects.map(fingerprintOf));
      }
    });
  });

  it('topics, page subjects and channel names fit what takes them', () => {
    always((life) => {
      for (const effect of effectsAfter(life)) {
        if (effect.type === 'channel') for (const name of effect.names) expect(name).toMatch(/^[a-z0-9-]{1,80}$/);
        if (effect.type === 'page') expect(effect.text.trim()).not.toBe('');
      }
    });
  });
});

const messagesAfter = (life: Life): MessageView[] =>
  effectsAfter(life).flatMap((effect) => (effect.type === 'message' ? [effect.view] : []));
