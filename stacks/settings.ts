/** What a team sets, in its environment or in `.env.<stage>`, which SST reads. Secrets are not here: `sst secret`. */
export interface Settings {
  /** Id of the Slack channel where incidents are announced. */
  readonly incidentsChannel: string;
  /** Other AWS accounts whose alarms may publish to our alarm topic. */
  readonly alarmAccounts: readonly string[];
}

/** @throws when a variable is missing or is not what its name says, before anything is deployed */
export function settings({ stage, env }: { stage: string; env: NodeJS.ProcessEnv }): Settings {
  const incidentsChannel = env.TOCSIN_INCIDENTS_CHANNEL ?? '';
  if (!/^[CG][A-Z0-9]{8,}$/.test(incidentsChannel)) {
    throw new Error(
      `TOCSIN_INCIDENTS_CHANNEL is "${incidentsChannel}", not the id of a Slack channel such as C0123456789: set it in .env.${stage} (the id stands at the end of the channel's details in Slack)`,
    );
  }
  const alarmAccounts = (env.TOCSIN_ALARM_ACCOUNTS ?? '').split(/[\s,]+/).filter((account) => account !== '');
  for (const account of alarmAccounts) {
    if (!/^\d{12}$/.test(account)) {
      throw new Error(`TOCSIN_ALARM_ACCOUNTS holds "${account}", which is not an AWS account id of twelve digits`);
    }
  }
  return { incidentsChannel, alarmAccounts };
}
