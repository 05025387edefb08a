import { ChatError } from '@tocsin/app';
import type { Call } from './client.ts';

/**
 * Calls that act in a channel. Somebody may have removed us from it: an incident goes on there, so we come back and try
 * once more. Private channels take nobody back who was not invited; then the refusal stands.
 */
export function within(call: Call, channel: string): Call {
  return async (method, make) => {
    try {
      return await call(method, make);
    } catch (error) {
      if (!(error instanceof ChatError && error.slackCode === 'not_in_channel')) throw error;
      try {
        await call('conversations.join', (client) => client.conversations.join({ channel }));
      } catch (refusal) {
        if (refusal instanceof ChatError && refusal.retry === 'never') throw error;
        throw refusal;
      }
      return call(method, make);
    }
  };
}
