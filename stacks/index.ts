import { alarms } from './alarms.ts';
import { canaries } from './canaries.ts';
import { defaults } from './defaults.ts';
import { events } from './events.ts';
import { functions } from './functions.ts';
import { health } from './health.ts';
import { messaging } from './messaging.ts';
import { settings } from './settings.ts';
import { storage } from './storage.ts';

/** One stage of Tocsin. What derives from the catalog goes last: it needs the artifacts bucket and nothing else. */
export function tocsin() {
  defaults();
  const configured = settings({ stage: $app.stage, env: process.env });
  const stored = storage();
  const queues = messaging(configured);
  events(queues);
  const deployed = functions({ settings: configured, storage: stored, messaging: queues });
  health({ messaging: queues, functions: deployed });
  const watching = canaries({ settings: configured, storage: stored, env: process.env });
  alarms({ messaging: queues, functions: deployed, watched: watching.workflows });

  return {
    slackUrl: deployed.slack.url,
    pageTopic: queues.pages.arn,
    alarmTopic: queues.alarmInbox.arn,
    table: stored.table.name,
    // For `tocsin doctor` and `tocsin redrive`, which read what SST keeps of this in .sst/outputs.json.
    stage: $app.stage,
    incidentsChannel: configured.incidentsChannel,
    queues: {
      intake: queues.intake.url,
      respond: queues.respond.url,
      look: queues.look.url,
      act: queues.act.url,
      draft: queues.draft.url,
    },
    deadLetters: $output(
      Object.fromEntries(
        Object.entries(queues.deadLetters).map(([name, queue]) => [name, queue.nodes.queue.name]),
      ) as Record<string, $util.Input<string>>,
    ),
    functions: $output(
      Object.fromEntries(Object.entries(deployed).map(([name, one]) => [name, one.name])) as Record<
        string,
        $util.Input<string>
      >,
    ),
    canaries: watching.summary,
  };
}
