import { takenStages } from '@tocsin/workflow';

/** What a team sets, in its environment or in `.env.<stage>`, which SST reads. Secrets are not here: `sst secret`. */
export interface Settings {
  /** Id of the Slack channel where incidents are announced. */
  readonly incidentsChannel: string;
  /** Other AWS accounts whose alarms may publish to our alarm topic. */
  readonly alarmAccounts: readonly string[];
  /** A model of Amazon Bedrock that rewords drafts of postmortems; undefined: none does. */
  readonly rewriteModel: string | undefined;
  /** Drafts tell of people by their roles alone. */
  readonly rolesOnly: boolean;
  /** Where canaries look from; undefined: from the internet. */
  readonly vpc: { readonly subnets: readonly string[]; readonly securityGroups: readonly string[] } | undefined;
}

/** @throws when a variable is missing or is not what its name says, before anything is deployed */
export function settings({ stage, env }: { stage: string; env: NodeJS.ProcessEnv }): Settings {
  if (takenStages.includes(stage))
    throw new Error(
      `a stage cannot be called "${stage}": alarms of other stages have that in their names; choose another`,
    );
  const incidentsChannel = env.TOCSIN_INCIDENTS_CHANNEL ?? '';
  if (!/^[CG][A-Z0-9]{8,}$/.test(incidentsChannel)) {
    throw new Error(
      `TOCSIN_INCIDENTS_CHANNEL is "${incidentsChannel}", not the id of a Slack channel such as C0123456789: set it in .env.${stage} (the id stands at the end of the channel's details in Slack)`,
    );
  }
  const alarmAccounts = listOf(env.TOCSIN_ALARM_ACCOUNTS);
  for (const account of alarmAccounts) {
    if (!/^\d{12}$/.test(account)) {
      throw new Error(`TOCSIN_ALARM_ACCOUNTS holds "${account}", which is not an AWS account id of twelve digits`);
    }
  }
  const rewriteModel = env.TOCSIN_REWRITE_MODEL || undefined;
  if (rewriteModel !== undefined && !/^[a-z0-9][a-z0-9.:-]{2,127}$/.test(rewriteModel))
    throw new Error(
      `TOCSIN_REWRITE_MODEL is "${rewriteModel}", not the id of a model or inference profile such as eu.amazon.nova-lite-v1:0`,
    );
  const people = env.TOCSIN_SHOW_PEOPLE || 'names';
  if (people !== 'names' && people !== 'roles')
    throw new Error(`TOCSIN_SHOW_PEOPLE is "${people}": set it to names or to roles`);
  return { incidentsChannel, alarmAccounts, rewriteModel, rolesOnly: people === 'roles', vpc: vpcOf(env) };
}

function vpcOf(env: NodeJS.ProcessEnv): Settings['vpc'] {
  const subnets = listOf(env.TOCSIN_CANARY_SUBNETS);
  const securityGroups = listOf(env.TOCSIN_CANARY_SECURITY_GROUPS);
  if (subnets.length === 0 && securityGroups.length === 0) return undefined;
  for (const [name, ids, form] of [
    ['TOCSIN_CANARY_SUBNETS', subnets, /^subnet-[0-9a-f]{8,17}$/],
    ['TOCSIN_CANARY_SECURITY_GROUPS', securityGroups, /^sg-[0-9a-f]{8,17}$/],
  ] as const) {
    const bad = ids.find((id) => !form.test(id));
    if (ids.length === 0) throw new Error(`${name} is not set: canaries in a VPC need subnets and security groups`);
    if (bad !== undefined) throw new Error(`${name} holds "${bad}", which is no id of its kind`);
  }
  return { subnets, securityGroups };
}

const listOf = (text = ''): string[] => text.split(/[\s,]+/).filter((one) => one !== '');
