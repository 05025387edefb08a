import { readConfig } from '@tocsin/aws/config';
import { createLog } from '@tocsin/aws/log';
import { slackFunction } from '@tocsin/slack/function';

// By their own doors: through a package's main door everything behind it would come along, for a bundler splits files,
// not their exports.

/**
 * Behind the URL that Slack calls: commands, buttons, mentions. Nothing heavy is loaded before a request's signature is
 * checked; whatever speaks to AWS comes with the first request that needs it.
 */
const config = await readConfig('slack');

export const handler = slackFunction({
  signingSecret: config.slackSigningSecret,
  token: config.slackBotToken,
  ...(config.slackApiUrl === undefined ? {} : { apiUrl: config.slackApiUrl }),
  now: () => new Date(),
  log: createLog({ level: config.logLevel, function: 'slack', stage: config.stage }),
  world: async () => (await import('./world.ts')).slackWorld(),
});
