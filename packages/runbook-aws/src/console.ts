/** Addresses of AWS's console, which is where people go on looking. */
const home = (service: string, region: string): string =>
  `https://${region}.console.aws.amazon.com/${service}/home?region=${region}`;
const encode = encodeURIComponent;
/** The console's own escaping of what stands behind the hash. */
const escaped = (text: string): string => encode(encode(text)).replaceAll('%', '$');

export const consoleLink = {
  metric: (region: string, { namespace, metric }: { namespace: string; metric: string }) =>
    `${home('cloudwatch', region)}#metricsV2:graph=~();namespace=${encode(namespace)};search=${encode(metric)}`,
  alarm: (region: string, name: string) => `${home('cloudwatch', region)}#alarmsV2:alarm/${encode(name)}`,
  canary: (region: string, name: string) => `${home('cloudwatch', region)}#synthetics:canary/detail/${encode(name)}`,
  logGroup: (region: string, group: string) =>
    `${home('cloudwatch', region)}#logsV2:log-groups/log-group/${escaped(group)}`,
  /** Logs Insights with the query filled in, in the console's notation for objects. */
  insights: (region: string, about: { groups: readonly string[]; query: string; seconds: number }) => {
    const text = (value: string) => `'${encode(value).replaceAll("'", '%27').replaceAll('%', '*')}`;
    const source = about.groups.map((group) => `~${text(group)}`).join('');
    const detail = `~(end~0~start~-${about.seconds}~timeType~'RELATIVE~unit~'seconds~editorString~${text(about.query)}~source~(${source}))`;
    return `${home('cloudwatch', region)}#logsV2:logs-insights$3FqueryDetail$3D${detail}`;
  },
  table: (region: string, name: string) => `${home('dynamodbv2', region)}#item-explorer?table=${encode(name)}`,
  function: (region: string, name: string) =>
    `${home('lambda', region)}#/functions/${encode(name.replace(/^arn:.*:function:/, '').split(':')[0] ?? '')}?tab=monitoring`,
  automation: (region: string, execution: string) =>
    `https://${region}.console.aws.amazon.com/systems-manager/automation/execution/${encode(execution)}?region=${region}`,
  automations: (region: string) =>
    `https://${region}.console.aws.amazon.com/systems-manager/automation/executions?region=${region}`,
  zone: (zone: string) =>
    `https://us-east-1.console.aws.amazon.com/route53/v2/hostedzones#ListRecordSets/${encode(zone)}`,
  rule: (region: string, arn: string) => `${home('ec2', region)}#ListenerRuleDetails:ruleArn=${encode(arn)}`,
  trail: (region: string, action: string) => `${home('cloudtrailv2', region)}#/events?EventName=${encode(action)}`,
} as const;
