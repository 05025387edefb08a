import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Receiving, receiving } from './receiving.ts';
import { pressBody } from './testing.ts';

let on: Receiving;
beforeEach(() => {
  on = receiving();
});

describe('buttons', () => {
  const answers: { blocks: { text: { text: string } }[]; response_type: string; replace_original: boolean }[] = [];
  const withAnswers = async (run: (url: string) => Promise<void>): Promise<typeof answers> => {
    answers.length = 0;
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        answers.push(JSON.parse(body));
        response.end('ok');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}/actions`);
    server.closeAllConnections();
    server.close();
    return answers;
  };

  test('act, and say nothing when it worked', async () => {
    const id = await on.opened();
    const said = await withAnswers(async (response_url) => {
      for (const action of ['incident.ack', 'incident.take', 'incident.resolve'])
        expect(await on.send(pressBody(action, id, { response_url }))).toEqual({ statusCode: 200, body: '' });
    });
    expect(said).toEqual([]);
    expect(on.world.commits.flatMap(({ entries }) => entries.map(({ type }) => type))).toEqual([
      'incident.declared',
      'incident.acknowledged',
      'role.assigned',
      'incident.resolved',
    ]);
  });
  test('tell the person alone why nothing changed', async () => {
    const id = await on.opened();
    const said = await withAnswers(async (response_url) => {
      await on.send(pressBody('incident.ack', id, { response_url }));
      await on.send(pressBody('incident.ack', id, { response_url, user: { id: 'U0CHO00003', team_id: 'T0EXAMPLE1' } }));
    });
    expect(said).toMatchObject([{ response_type: 'ephemeral', replace_original: false }]);
    expect(said[0]?.blocks[0]?.text.text).toBe('Nothing changed: <@U0ANA00001> acknowledged it already.');
  });
  test('people of another workspace are refused', async () => {
    const id = await on.opened();
    const said = await withAnswers(async (response_url) => {
      await on.send(pressBody('incident.ack', id, { response_url, user: { id: 'U0EVE00001', team_id: 'T0OTHER001' } }));
    });
    expect(said[0]?.blocks[0]?.text.text).toBe(
      'Nothing changed: only members of this workspace can do that; ask one of them.',
    );
    expect(on.world.commits).toHaveLength(1);
  });
  test('an answer that cannot be given does not undo what was decided', async () => {
    const id = await on.opened();
    const gone = { response_url: 'http://127.0.0.1:1/actions' };
    await on.send(pressBody('incident.ack', id, gone));
    expect((await on.send(pressBody('incident.ack', id, gone))).statusCode).toBe(200);
    expect(on.logged).toContainEqual(expect.objectContaining({ message: 'could not answer' }));
  });
  test('that open an address are acknowledged without a world', async () => {
    expect(await on.send(pressBody('incident.open.runbook', ''))).toEqual({ statusCode: 200, body: '' });
    expect(on.worldsMade).toBe(0);
  });
});
