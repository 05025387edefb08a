import type { Simulator, SimulatorOptions } from './types.ts';

/**
 * A strict Slack over HTTP, in process: a workspace with people, the Web API on one side, signed commands, interactions
 * and events on the other. Time and ids are handed in, so that what happens is the same on every run.
 *
 * @example
 * const slack = createSlackSimulator({ users: [{ id: 'U0ANA00001', name: 'ana' }], channels: [{ name: 'general' }] });
 * await slack.start();
 * slack.connectApp({ signingSecret: 'secret', deliver: (request) => handler(request) });
 * await slack.as('U0ANA00001').command({ channel: 'general', text: '/incident open' });
 */
export function createSlackSimulator(_options: SimulatorOptions = {}): Simulator {
  throw new Error('under construction');
}
