import { signatureOf } from '@tocsin/slack-simulator';
import { systemClock } from './cloud/index.ts';
import { credentials } from './people.ts';

/**
 * Has the app asked for something before anybody is there to wait for it. What a command or a press needs is loaded with
 * the first of them; here seven functions, a Slack and a browser share one processor with that, and Slack's three seconds
 * are soon over. Deployed, a function has a processor to itself and loads it in a fraction of a second.
 */
export async function warm(url: string): Promise<void> {
  const body = new URLSearchParams({
    command: '/incident',
    text: 'list',
    user_id: 'U0NOBODY01',
    channel_id: 'C0NOWHERE1',
    team_id: 'T0EXAMPLE1',
    trigger_id: 'warm',
  }).toString();
  const timestamp = String(Math.floor(systemClock.now().getTime() / 1_000));
  // Late on a busy machine, and then no answer is well; what it loaded is loaded.
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signatureOf(credentials.signingSecret, timestamp, body),
    },
    body,
  });
  if (answer.status >= 400 && answer.status < 500)
    throw new Error(`the app refused its first command with HTTP ${answer.status}`);
}
