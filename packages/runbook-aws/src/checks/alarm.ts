import type { Look } from '@tocsin/app';
import { until } from '../clients.ts';
import { consoleLink } from '../console.ts';
import { sentenceOf } from '../output.ts';
import type { Checking, LookAt } from './checking.ts';

export const lookAtAlarm: LookAt<'alarm'> = async (checking, check, { deadline }): Promise<Look> => {
  const { alarm, region = checking.region } = check;
  const state = await stateOf(checking, { alarm, region, deadline });
  const link = consoleLink.alarm(region, alarm);
  if (!state) return { type: 'failed', text: `There is no alarm ${alarm} in ${region}`, link };
  return { type: 'read', reading: { type: 'value', value: state.value }, at: state.at, text: state.reason, link };
};

/** An alarm's state, metric or composite; undefined where there is no such alarm. */
export async function stateOf(
  { clients, now }: Pick<Checking, 'clients' | 'now'>,
  { alarm, region, deadline }: { readonly alarm: string; readonly region: string; readonly deadline: Date },
): Promise<{ value: string; at: string; reason: string } | undefined> {
  const { DescribeAlarmsCommand } = await import('@aws-sdk/client-cloudwatch');
  const cloudwatch = await clients('cloudwatch', { purpose: 'look', region });
  const command = new DescribeAlarmsCommand({ AlarmNames: [alarm], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] });
  const { MetricAlarms = [], CompositeAlarms = [] } = await cloudwatch.send(command, until(deadline, now()));
  const found = [...MetricAlarms, ...CompositeAlarms][0];
  if (!found?.StateValue) return undefined;
  const at = (found.StateUpdatedTimestamp ?? now()).toISOString();
  return { value: found.StateValue, at, reason: sentenceOf(found.StateReason ?? '') };
}
