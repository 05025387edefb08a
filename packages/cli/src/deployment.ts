import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Environment, settingOf } from '@tocsin/aws/config';
import * as z from 'zod';
import { BadInput } from './answer.ts';
import { root, shown } from './catalog.ts';

export const queueNames = ['intake', 'respond', 'look', 'act', 'draft'] as const;
export type QueueName = (typeof queueNames)[number];

/** Whose messages can be given up: the tick is called by a schedule, not by a queue. */
export const letterNames = [...queueNames, 'tick'] as const;
export type LettersOf = (typeof letterNames)[number];

/** What is known of a stage that is deployed. What is not known is not looked at. */
export interface Deployment {
  readonly stage: string;
  readonly table?: string | undefined;
  readonly queues: Readonly<Partial<Record<QueueName, string>>>;
  /** Names of the dead-letter queues. */
  readonly deadLetters: Readonly<Record<string, string>>;
  /** Names of the functions in Lambda, by what we call them. */
  readonly functions: Readonly<Record<string, string>>;
  /** Why a workflow has no canary in this stage, or `each minute`. */
  readonly canaries: Readonly<Record<string, string>>;
  readonly incidentsChannel?: string | undefined;
  readonly slackBotToken?: string | undefined;
  readonly slackSigningSecret?: string | undefined;
  readonly slackApiUrl?: string | undefined;
}

const Outputs = z.looseObject({
  stage: z.string().optional(),
  table: z.string().optional(),
  incidentsChannel: z.string().optional(),
  queues: z.record(z.string(), z.string()).optional(),
  deadLetters: z.record(z.string(), z.string()).optional(),
  functions: z.record(z.string(), z.string()).optional(),
  canaries: z.record(z.string(), z.string()).optional(),
});

/** Where SST keeps what `sst deploy` printed last. */
const usualOutputs = path.join(root, '.sst/outputs.json');

/**
 * Reads what is known of the stage: from the environment first, as the functions do, then from what SST kept of the last
 * deployment. Secrets are linked by `npx sst shell -- npx tocsin …`.
 *
 * @throws BadInput when a file was named that does not hold outputs
 */
export async function readDeployment(
  { stage, outputs: file }: { readonly stage?: string | undefined; readonly outputs?: string | undefined },
  environment: Environment = process.env,
): Promise<Deployment> {
  const kept = outputsIn(file ?? usualOutputs, file !== undefined);
  const named = stage ?? environment['TOCSIN_STAGE'] ?? kept.stage ?? 'dev';
  // What another stage left behind says nothing of this one.
  const outputs = kept.stage === undefined || kept.stage === named ? kept : {};
  const variables: Readonly<Record<QueueName, string>> = {
    intake: 'TOCSIN_INTAKE_QUEUE_URL',
    respond: 'TOCSIN_QUEUE_URL',
    look: 'TOCSIN_LOOK_QUEUE_URL',
    act: 'TOCSIN_ACT_QUEUE_URL',
    draft: 'TOCSIN_DRAFT_QUEUE_URL',
  };
  const queues = queueNames.flatMap((name) => {
    const url = environment[variables[name]] || outputs.queues?.[name];
    return url ? [[name, url] as const] : [];
  });
  return {
    stage: named,
    table: environment['TOCSIN_TABLE'] || outputs.table,
    queues: Object.fromEntries(queues),
    deadLetters: outputs.deadLetters ?? {},
    functions: outputs.functions ?? {},
    canaries: outputs.canaries ?? {},
    incidentsChannel: environment['TOCSIN_INCIDENTS_CHANNEL'] || outputs.incidentsChannel,
    slackBotToken: await settingOf('slackBotToken', environment),
    slackSigningSecret: await settingOf('slackSigningSecret', environment),
    slackApiUrl: environment['SLACK_API_URL'] || undefined,
  };
}

function outputsIn(file: string, asked: boolean): z.infer<typeof Outputs> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (!asked) return {};
    const why = error instanceof Error ? error.message : String(error);
    throw new BadInput(`${file} cannot be read: ${why}`, 'Give the file that sst deploy wrote: .sst/outputs.json.');
  }
  try {
    return Outputs.parse(JSON.parse(text));
  } catch (error) {
    const mend =
      'It should hold what sst deploy printed last; deploy again, or set the variables of docs/configuration.md.';
    throw new BadInput(`${shown(file)} does not hold outputs of SST`, mend, { cause: error });
  }
}
