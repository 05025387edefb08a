import type { ActCall } from '@tocsin/app';
import { type Service, until } from '../clients.ts';
import { consoleLink } from '../console.ts';
import { outputOf } from '../output.ts';
import { calledOf, type Doing, failed, linkOf, once, settled } from './acting.ts';
import { earlier } from './lambda.ts';
import { callOf, services } from './services.ts';

/** Makes one call of the AWS API, of a service that is known here. */
export const awsCall: Doing<'aws'> = {
  async next({ region: home }, act, at) {
    const { service, action } = callOf(act.call);
    const known = services[service as Service];
    if (!known) {
      const names = Object.keys(services).join(', ');
      return failed(`Calls of ${service} are not made directly, only of ${names}: use an automation for it.`);
    }
    const constructor = (await known.load())[`${action}Command`];
    if (typeof constructor !== 'function') return failed(`${service} has no call ${action}.`);
    const call: ActCall = {
      name: 'call',
      words: `call ${act.call} with ${outputOf(act.parameters)}`,
      repeatable: known.setters.includes(action) || Object.hasOwn(known.tokens, action),
      lookAt: `the calls of ${action} in CloudTrail`,
      link: consoleLink.trail(act.region ?? home, action),
      progress: {},
    };
    return once(at, call);
  },
  async call({ clients, now }, act, call, { idempotencyKey, deadline }) {
    const { service, action } = callOf(act.call);
    const known = services[service as Service];
    const Command = (await known?.load())?.[`${action}Command`] as (new (input: object) => never) | undefined;
    if (!known || !Command) return failed(`There is no call ${act.call}.`);
    const token = known.tokens[action];
    const client = await clients(service as Service, { purpose: 'act', region: act.region });
    const input = { ...act.parameters, ...(token === undefined ? {} : { [token]: idempotencyKey.slice(0, 32) }) };
    try {
      const { $metadata: _, ...answer } = await send(
        client,
        new Command(input),
        until(earlier(deadline, act.timeout, now()), now()),
      );
      return settled({ type: 'done', text: `${act.call} was accepted.`, output: outputOf(answer), ...linkOf(call) });
    } catch (error) {
      const called = calledOf(error, call);
      const again = called.type === 'settled' && called.outcome.type === 'unknown' && call.repeatable;
      return again ? { type: 'not-now', afterMs: 5_000, text: `no clear answer from ${service}` } : called;
    }
  },
};

type Sendable = { send(command: never, options: object): Promise<object> };
const send = (client: unknown, command: never, options: object): Promise<{ $metadata?: unknown }> =>
  (client as Sendable).send(command, options);
