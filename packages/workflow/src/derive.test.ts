import { expect, test } from 'vitest';
import {
  ancestorsOf,
  dependenciesOf,
  descendantsOf,
  failureText,
  inOrder,
  parseFailureText,
  sequenceDiagram,
  stepOf,
} from './index.ts';
import { sample } from './sample.ts';

test('order, what a step stands on and what is behind it follow from the graph', () => {
  expect(inOrder([...sample.steps].reverse()).map(({ id }) => id)).toEqual(['a', 'd', 'b', 'c']);
  expect(ancestorsOf(sample.steps, 'c')).toEqual(new Set(['a', 'b']));
  expect(descendantsOf(sample.steps, 'a')).toEqual(new Set(['b', 'c', 'd']));
  expect(descendantsOf(sample.steps, 'b')).toEqual(new Set(['c']));
  expect(dependenciesOf(sample)).toEqual(['store', 'pictures']);
});

test('a failure carries its dependency through a text', () => {
  const step = stepOf(sample, 'a');
  if (!step) throw new Error('no step a');
  expect(parseFailureText(step, failureText('store', 'HTTP 503: no'))).toEqual({
    dependency: 'store',
    text: 'HTTP 503: no',
  });
  expect(parseFailureText(step, 'timeout: none')).toEqual({ text: 'timeout: none' });
  expect(failureText(undefined, 'plain')).toBe('plain');
});

test('the diagram shows who asks whom, and with a mark where it fails and what is blocked', () => {
  expect(sequenceDiagram(sample)).toMatchInlineSnapshot(`
    "sequenceDiagram
      autonumber
      actor user as User
      participant s0 as Front
      participant s1 as Back
      participant d_store as Store
      participant d_pictures as Pictures
      user->>s0: Begin
      s0->>d_store: hard
      user->>s0: Draw slowly
      s0-->>d_pictures: soft
      user->>s1: End
      s1->>d_pictures: hard
      user->>s1: Aside
      s1-->>d_store: soft
    "
  `);
  expect(sequenceDiagram(sample, { step: 'a', dependency: 'store', blocked: ['b', 'c', 'd'] })).toMatchInlineSnapshot(`
    "sequenceDiagram
      autonumber
      actor user as User
      participant s0 as Front
      participant s1 as Back
      participant d_store as Store
      participant d_pictures as Pictures
      rect rgb(255, 221, 221)
      user->>s0: Begin
      s0-xd_store: fails
      Note over user,s0: FAILING: Begin
      end
      user->>s0: Draw slowly
      Note over s0: blocked, not reached
      user->>s1: End
      Note over s1: blocked, not reached
      user->>s1: Aside
      Note over s1: blocked, not reached
    "
  `);
});

test('a marked step that is also listed as blocked is drawn as failing, with its frame closed', () => {
  const diagram = sequenceDiagram(sample, { step: 'c', blocked: ['c'] });
  expect(diagram.match(/^ {2}rect /gm)).toHaveLength(1);
  expect(diagram.match(/^ {2}end$/gm)).toHaveLength(1);
});
