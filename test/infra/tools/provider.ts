type Properties = Record<string, any>;

export const account = '123456789012';
export const region = 'eu-west-1';

const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`;

/** What AWS says of a resource once it exists, beyond what was asked for. */
const made: Record<string, (name: string, inputs: Properties) => Properties> = {
  'aws:sqs/queue:Queue': (name) => {
    const url = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
    return { arn: arn('sqs', name), url, id: url };
  },
  'aws:sns/topic:Topic': (name) => ({ arn: arn('sns', name), id: arn('sns', name) }),
  'aws:dynamodb/table:Table': (name) => ({ arn: arn('dynamodb', `table/${name}`) }),
  'aws:s3/bucket:Bucket': (name, { bucket = name.toLowerCase() }) => ({
    bucket,
    id: bucket,
    arn: `arn:aws:s3:::${bucket}`,
  }),
  'aws:iam/role:Role': (name) => ({ arn: `arn:aws:iam::${account}:role/${name}` }),
  'aws:lambda/function:Function': (name) => ({ arn: arn('lambda', `function:${name}`) }),
  'aws:lambda/functionUrl:FunctionUrl': (name) => ({
    functionUrl: `https://${name.toLowerCase()}.lambda-url.${region}.on.aws/`,
  }),
  'aws:cloudwatch/logGroup:LogGroup': (name) => ({ arn: arn('logs', `log-group:${name}`) }),
  'aws:cloudwatch/eventRule:EventRule': (name) => ({ arn: arn('events', `rule/${name}`) }),
  'aws:cloudwatch/metricAlarm:MetricAlarm': (name) => ({ arn: arn('cloudwatch', `alarm:${name}`) }),
  'aws:synthetics/canary:Canary': (name) => ({ arn: arn('synthetics', `canary:${name}`), id: name }),
  'aws:scheduler/schedule:Schedule': (name) => ({ arn: arn('scheduler', `schedule/default/${name}`) }),
  'random:index/randomBytes:RandomBytes': (_, { length }) => ({ base64: Buffer.alloc(length, 7).toString('base64') }),
};

/** Data sources; a call of one that is not here is an error, not a guess. */
const known: Record<string, (inputs: Properties) => Properties> = {
  'aws:index/getRegion:getRegion': () => ({ id: region, name: region, region }),
  'aws:index/getPartition:getPartition': () => ({ id: 'aws', partition: 'aws', dnsSuffix: 'amazonaws.com' }),
  'aws:index/getCallerIdentity:getCallerIdentity': () => ({ id: account, accountId: account }),
  'aws:iam/getPolicyDocument:getPolicyDocument': ({ statements, ...rest }) => ({
    ...rest,
    // The components look whether there are any statements by whether they come back.
    statements: statements?.length ? statements : undefined,
    json: JSON.stringify({ Version: '2012-10-17', Statement: (statements ?? []).map(toStatement) }),
  }),
};

/** A statement of the data source in IAM's terms. */
function toStatement(statement: Properties): Properties {
  const { effect = 'Allow', actions, resources, principals = [], conditions = [] } = statement;
  const condition: Properties = {};
  for (const { test, variable, values } of conditions) condition[test] = { ...condition[test], [variable]: values };
  const principal: Properties = {};
  for (const { type, identifiers } of principals) principal[type] = [...(principal[type] ?? []), ...identifiers];
  return {
    Effect: effect,
    Action: actions,
    Resource: resources,
    ...(principals.length > 0 ? { Principal: principal } : {}),
    ...(conditions.length > 0 ? { Condition: condition } : {}),
  };
}

/** Pulumi's mocks: resources come out as asked for, with what AWS adds. */
export const mocks = {
  newResource({ type, name, inputs }: { type: string; name: string; inputs: Properties }) {
    const called: string = inputs['name'] ?? name;
    const { id = `${called}-id`, ...more } = made[type]?.(called, inputs) ?? {};
    return { id, state: { ...inputs, name: called, ...more } };
  },
  call({ token, inputs }: { token: string; inputs: Properties }) {
    const answer = known[token];
    if (answer === undefined) throw new Error(`AWS of these tests does not know the data source ${token}`);
    return answer(inputs);
  },
};
