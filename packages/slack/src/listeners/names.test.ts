import type { Named } from '@tocsin/app';
import { expect, test } from 'vitest';
import { type Naming, withNames } from './names.ts';

const person = (id: string, ...names: string[]): Named => ({ type: 'person', id, names });
const roster: readonly Named[] = [
  person('U0ANA', 'ana', 'Ana Costa'),
  person('U0ANNA', 'anna.b', 'Anna'),
  person('U0OTHER', 'anna.c', 'Anna'),
  { type: 'group', id: 'S0DB', names: ['database-oncall'] },
];
const read = async (text: string, naming: Naming = 'first', known: readonly Named[] | undefined = roster) => {
  const named = await withNames({ people: { roster: async () => known } as never }, text, naming);
  return named.type === 'text' ? named.text : named.reply.text;
};

test.each([
  ['role comms @ana', 'role comms <@U0ANA|ana>'],
  ['role comms @Ana.Costa', 'role comms <@U0ANA|Ana.Costa>'],
  ['handoff @ana, the rollback is half way', 'handoff <@U0ANA|ana>, the rollback is half way'],
  ['handoff @anna.b.', 'handoff <@U0ANNA|anna.b>.'],
  ['page @database-oncall the queue is full', 'page <!subteam^S0DB|@database-oncall> the queue is full'],
  ['handoff <@U0BOB|bob> ask @nobody', 'handoff <@U0BOB|bob> ask @nobody'],
  ['join @me', 'join @me'],
  ['page the queue is full', 'page the queue is full'],
  ['page mail@ana', 'page mail@ana'],
])('“%s” means “%s”', async (typed, meant) => expect(await read(typed)).toBe(meant));

test('two who bear the name are both told', async () => {
  expect(await read('role comms @anna')).toMatch(
    /^Nothing changed: several are called @anna: <@U0ANNA> \(@anna\.b\), <@U0OTHER>/,
  );
});

test('nobody bears it: who comes near is told', async () => {
  expect(await read('handoff @an')).toContain('nobody here is called @an; did you mean <@U0ANA> (@ana)');
  expect(await read('handoff @zoe')).toContain('nobody here is called @zoe; choose whom you mean from the list');
});

test('at the end of a text a name that nobody bears is part of it', async () => {
  expect(await read('action add ask @legal by friday', 'last')).toBe('action add ask @legal by friday');
  expect(await read('action add tell @here then @ana by friday', 'last')).toBe(
    'action add tell @here then <@U0ANA|ana> by friday',
  );
});

test('while Slack does not say, nobody is taken for somebody else', async () => {
  const named = await withNames({ people: { roster: async () => undefined } as never }, 'role comms @ana', 'first');
  expect(named).toMatchObject({
    type: 'reply',
    reply: { text: expect.stringContaining('Slack does not say right now') },
  });
});
