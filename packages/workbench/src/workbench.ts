import type { IncidentStore } from '@tocsin/app';
import { awsClients, dynamoStore, readConfig, tableInput } from '@tocsin/aws';
import { surface } from '@tocsin/slack/surface';
import { type Canary, type Cloud, startCloud, systemClock } from './cloud/index.ts';
import type { Demo } from './demo/index.ts';
import { ensureBuilt, loadHandlers } from './functions.ts';
import { credentials, incidentsChannel } from './people.ts';
import { type LocalSlack, startSlack } from './slack.ts';
import { stage } from './stage.ts';
import { createStory, type Story } from './story.ts';
import { warm } from './warm.ts';
import { watchWorld } from './watch.ts';

export interface WorkbenchOptions {
  /** How long a minute of alarms, canaries and the tick lasts. 60 is real time. */
  readonly minuteSeconds: number;
  /** Whether there is a service to break; an event file needs none. Default true. */
  readonly demo?: boolean;
  readonly progress?: (line: string) => void;
}

/** Tocsin on this machine: the deployed functions between an embedded AWS and a Slack, and a service that they watch. */
export interface Workbench {
  readonly cloud: Cloud;
  readonly slack: LocalSlack;
  /** Undefined without `demo`. */
  readonly demo: Demo | undefined;
  readonly canaries: readonly Canary[];
  /** For reading what the functions wrote. */
  readonly store: IncidentStore;
  readonly story: Story;
  stop(): Promise<void>;
}

const table = 'tocsin-local';
export async function startWorkbench({
  minuteSeconds,
  demo: withDemo = true,
  progress = () => {},
}: WorkbenchOptions): Promise<Workbench> {
  const stops: (() => unknown)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    progress('Building the functions as they are deployed …');
    await ensureBuilt();
    const story = createStory(() => systemClock.now());
    progress('Starting Slack …');
    const slack = await startSlack();
    stops.push(() => slack.stop());
    progress('Starting AWS: tables, queues, functions, alarms …');
    const cloud = await startCloud({
      tables: [tableInput(table)],
      timeScale: 60 / minuteSeconds,
      handlers: ({ environment, pagesTopicArn }) =>
        loadHandlers({
          ...environment,
          TOCSIN_INCIDENTS_CHANNEL: incidentsChannel,
          TOCSIN_PAGE_TOPIC: pagesTopicArn,
          TOCSIN_STAGE: stage,
          TOCSIN_CALM_SECONDS: String(minuteSeconds * 4),
          SLACK_API_URL: slack.url,
          SLACK_BOT_TOKEN: credentials.token,
          SLACK_SIGNING_SECRET: credentials.signingSecret,
        }),
      onError: (where, error) =>
        story.tell('error', `${where}: ${error instanceof Error ? error.message : String(error)}`),
    });
    stops.push(() => cloud.stop());
    if (!cloud.slack) throw new Error('the slack function is not connected');
    const url = cloud.slack.url;
    slack.connectApp({
      signingSecret: credentials.signingSecret,
      commandUrl: url,
      interactivityUrl: url,
      eventsUrl: url,
      // What the manifest asks for and no more: what Slack would not tell of is not told of here.
      events: surface.events,
    });
    await warm(url);
    const { aws } = await readConfig('tick');
    const store = dynamoStore({ client: awsClients(aws).documents(), table });
    stops.push(watchWorld({ cloud, slack, story }));
    if (!withDemo) return { cloud, slack, demo: undefined, canaries: [], store, story, stop };
    progress('Starting the demo service, and its canaries …');
    const [{ startDemo }, { startCanaries }] = await Promise.all([import('./demo/index.ts'), import('./canaries.ts')]);
    const { storage, messaging } = cloud;
    const demo = await startDemo({
      dynamodbEndpoint: storage.endpoint,
      sqsEndpoint: messaging.endpoint,
      s3Endpoint: messaging.endpoint,
      onReceived: (queue, count) =>
        cloud.metrics.put({
          namespace: 'AWS/SQS',
          name: 'NumberOfMessagesReceived',
          dimensions: { QueueName: queue },
          value: count,
          at: systemClock.now(),
        }),
    });
    // Where runbooks find the site; the functions read it when a step is shown or run.
    process.env['BASE_URL'] = demo.baseUrl;
    stops.push(() => demo.stop());
    // What the runbooks' mending step invokes.
    cloud.services.functions.set('tocsin-demo-mend', async (payload) => {
      const { dependency } = payload as { dependency: string };
      await demo.mend(dependency);
      return { mended: dependency };
    });
    const canaries = await startCanaries(cloud, demo.environment);
    stops.push(() => canaries.stop());
    return { cloud, slack, demo, canaries: canaries.all, store, story, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
