import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Metrics } from '@tocsin/alarm-evaluation';
import { type ClientConfig, clientConfig } from '../aws.ts';
import type { Alarms } from '../cloudwatch/alarms.ts';
import { close, listen } from '../listen.ts';
import { converse, type Model } from './bedrock-api.ts';
import { cloudWatch } from './cloudwatch-api.ts';
import { type ForwardRule, loadBalancers } from './elb-api.ts';
import { type Configured, configurationOf, type Invoked, invoke, reserve } from './lambda-api.ts';
import { type Insights, logsInsights } from './logs-api.ts';
import { Refusal } from './refusal.ts';
import { route53, type WeightedRecord } from './route53-api.ts';
import { type Automation, automations } from './ssm-api.ts';
import { canaryRuns, describeCanaries, type ListedCanary, type ListedRun } from './synthetics-api.ts';
import { toXml } from './xml.ts';

/**
 * `refuse`: 503 before anything happens · `lose`: it happens, and the answer is lost · `throttle`: turned away · `deny`: the
 * role may not.
 */
export type ServiceFault = 'refuse' | 'lose' | 'throttle' | 'deny';

/** What runbooks look at and act on, over AWS's own protocols; strict where AWS is, and about what nobody expected. */
export interface Services {
  readonly endpoint: string;
  readonly client: ClientConfig;
  /** Variables under which the SDK finds it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Functions that can be invoked, by name. */
  readonly functions: Map<string, Invoked>;
  /** What is told of functions that are deployed, by name. */
  readonly configured: Map<string, Configured>;
  /** Concurrency that is reserved for functions, by name. */
  readonly reserved: Map<string, number>;
  readonly documents: Map<string, Automation>;
  /** Secure parameters, by name; a secret of Secrets Manager is at `/aws/reference/secretsmanager/<name>`. */
  readonly parameters: Map<string, string>;
  readonly executions: ReadonlyMap<string, { readonly document: string }>;
  readonly logGroups: Set<string>;
  /** What queries find; set by whoever wants them to find something. */
  insights: Insights;
  readonly stoppedQueries: readonly string[];
  readonly zones: Map<string, WeightedRecord[]>;
  readonly rules: Map<string, ForwardRule>;
  /** Models of Bedrock that may be asked, by id. */
  readonly models: Map<string, Model>;
  /** Every call that was carried out, as `service:Operation`. */
  readonly calls: readonly string[];
  /** The next call of the operation fails so. */
  disturb(operation: string, fault: ServiceFault): void;
  stop(): Promise<void>;
}

export async function startServices(about: {
  readonly metrics: Metrics;
  readonly alarms: Alarms;
  readonly now: () => Date;
  readonly timeScale?: number;
  /** What Synthetics lists; none when left out. */
  readonly canaries?: () => readonly ListedCanary[];
  /** Runs of a canary that are over, the newest first. */
  readonly runs?: (canary: string) => readonly ListedRun[];
}): Promise<Services> {
  const configured = new Map<string, Configured>();
  const functions = new Map<string, Invoked>();
  const reserved = new Map<string, number>();
  const documents = new Map<string, Automation>();
  const parameters = new Map<string, string>();
  const logGroups = new Set<string>();
  const zones = new Map<string, WeightedRecord[]>();
  const rules = new Map<string, ForwardRule>();
  const models = new Map<string, Model>();
  const calls: string[] = [];
  const faults = new Map<string, ServiceFault>();
  let insights: Insights = () => [];
  const ssm = automations(documents, parameters, about.now);
  const logs = logsInsights(logGroups, () => insights);
  const cloudwatch = cloudWatch({ timeScale: 1, ...about });
  const dns = route53(zones);
  const elb = loadBalancers(rules);

  const carryOut = async (response: ServerResponse, operation: string, write: Write, answer: () => unknown) => {
    const fault = faults.get(operation);
    faults.delete(operation);
    try {
      if (fault === 'refuse') throw new Refusal('ServiceUnavailable', 'disturbed', 503);
      if (fault === 'deny') throw new Refusal('AccessDeniedException', `not authorized to perform: ${operation}`, 403);
      if (fault === 'throttle') throw new Refusal('ThrottlingException', 'Rate exceeded', 400);
      const answered = await answer();
      calls.push(operation);
      if (fault === 'lose') response.destroy();
      else write.answer(response, answered);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal('InternalFailure', String(error), 500);
      write.refuse(response, refusal);
    }
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { method = 'GET', headers } = request;
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (!headers.authorization?.startsWith('AWS4-HMAC-SHA256'))
      return json.refuse(
        response,
        new Refusal('MissingAuthenticationTokenException', 'The request is not signed', 403),
      );
    const [service, operation = ''] = String(headers['x-amz-target'] ?? '').split('.');
    const input = () => JSON.parse(body === '' ? '{}' : body) as Record<string, unknown>;
    if (service === 'AmazonSSM')
      return carryOut(response, `ssm:${operation}`, json, () => ssm.answer(operation, input()));
    if (service === 'Logs_20140328')
      return carryOut(response, `logs:${operation}`, json, () => logs.answer(operation, input()));
    if (service === 'GraniteServiceVersion20100801')
      return carryOut(response, `cloudwatch:${operation}`, json, () => cloudwatch(operation, input()));
    if (url.pathname === '/canaries' && method === 'POST')
      return carryOut(response, 'synthetics:DescribeCanaries', json, () =>
        describeCanaries(about.canaries?.() ?? [], input()),
      );
    const canary = /^\/canary\/([^/]+)\/runs$/.exec(url.pathname)?.[1];
    if (canary !== undefined && method === 'POST')
      return carryOut(response, 'synthetics:GetCanaryRuns', json, () =>
        canaryRuns(about.canaries?.() ?? [], about.runs ?? (() => []), decodeURIComponent(canary), input()),
      );
    const modelId = /^\/model\/([^/]+)\/converse$/.exec(url.pathname)?.[1];
    if (modelId !== undefined && method === 'POST')
      return carryOut(response, 'bedrock:Converse', json, () => converse(models, decodeURIComponent(modelId), input()));
    const configuredName = /^\/2015-03-31\/functions\/([^/]+)\/configuration$/.exec(url.pathname)?.[1];
    if (configuredName !== undefined && method === 'GET')
      return carryOut(response, 'lambda:GetFunctionConfiguration', json, () =>
        configurationOf(configured, decodeURIComponent(configuredName)),
      );
    const reservedName = /^\/2017-10-31\/functions\/([^/]+)\/concurrency$/.exec(url.pathname)?.[1];
    if (reservedName !== undefined && method === 'PUT')
      return carryOut(response, 'lambda:PutFunctionConcurrency', json, () =>
        reserve(reserved, { known: functions, name: decodeURIComponent(reservedName), input: input() }),
      );
    const name = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(url.pathname)?.[1];
    if (name !== undefined && method === 'POST') {
      const context = headers['x-amz-client-context'];
      const type = String(headers['x-amz-invocation-type'] ?? 'RequestResponse');
      const given = { name: decodeURIComponent(name), type, context: context?.toString(), body };
      return carryOut(response, 'lambda:Invoke', rest, () => invoke(functions, given));
    }
    if (url.pathname.startsWith('/2013-04-01/')) {
      try {
        const { operation: called, answer } = dns(method, url.pathname, url.searchParams, body);
        return await carryOut(response, called, xml, answer);
      } catch (error) {
        return xml.refuse(response, error as Refusal);
      }
    }
    const form = new URLSearchParams(body);
    if (form.get('Version') === '2015-12-01')
      return carryOut(response, `elasticloadbalancing:${form.get('Action')}`, xml, () => elb(form));
    return json.refuse(
      response,
      new Refusal('UnknownOperationException', `Nothing here answers ${method} ${url.pathname}`),
    );
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  const endpoint = await listen(server);
  return {
    endpoint,
    client: clientConfig(endpoint),
    environment: Object.fromEntries(
      [
        'LAMBDA',
        'SSM',
        'CLOUDWATCH',
        'CLOUDWATCH_LOGS',
        'ROUTE_53',
        'ELASTIC_LOAD_BALANCING_V2',
        'SYNTHETICS',
        'BEDROCK_RUNTIME',
      ].map((service) => [`AWS_ENDPOINT_URL_${service}`, endpoint]),
    ),
    functions,
    configured,
    reserved,
    documents,
    parameters,
    executions: ssm.executions,
    logGroups,
    get insights() {
      return insights;
    },
    set insights(found: Insights) {
      insights = found;
    },
    stoppedQueries: logs.stopped,
    zones,
    rules,
    models,
    calls,
    disturb: (operation, fault) => void faults.set(operation, fault),
    stop: () => close(server),
  };
}

interface Write {
  answer(response: ServerResponse, answered: unknown): void;
  refuse(response: ServerResponse, refusal: Refusal): void;
}

const json: Write = {
  answer: (response, answered) =>
    void response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answered)),
  refuse: (response, { status, code, message }) =>
    void response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code })
      .end(JSON.stringify({ __type: code, message, Message: message })),
};

const rest: Write = {
  answer(response, answered) {
    const { status, headers, body } = answered as Awaited<ReturnType<typeof invoke>>;
    response.writeHead(status, headers).end(body);
  },
  refuse: json.refuse,
};

const xml: Write = {
  answer: (response, answered) => void response.writeHead(200, { 'content-type': 'text/xml' }).end(String(answered)),
  refuse: (response, { status, code, message }) =>
    void response.writeHead(status, { 'content-type': 'text/xml' }).end(
      toXml('ErrorResponse', {
        Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message },
        RequestId: 'r',
      }),
    ),
};
