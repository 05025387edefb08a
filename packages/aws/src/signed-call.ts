import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SignatureV4 } from '@smithy/signature-v4';
import { AwsError } from './errors.ts';

/** A service that speaks JSON over REST: where it is, and under which name requests to it are signed. */
export interface JsonService {
  /** As it stands in `AWS_ENDPOINT_URL_<…>`. */
  readonly variable: string;
  readonly host: string;
  readonly signedAs: string;
}

export const synthetics: JsonService = { variable: 'SYNTHETICS', host: 'synthetics', signedAs: 'synthetics' };
export const bedrock: JsonService = { variable: 'BEDROCK_RUNTIME', host: 'bedrock-runtime', signedAs: 'bedrock' };

/** @returns what was answered, parsed and not checked. @throws AwsError (`refused`) that carries the service's own words */
export type SignedCall = (request: {
  readonly service: JsonService;
  /** Its parts are encoded. */
  readonly path: string;
  readonly body: object;
  readonly timeoutMs: number;
}) => Promise<unknown>;

/**
 * Single calls of services of which nothing else is needed, which does not justify a client for each. Region, credentials
 * and hash are those that the SDK finds for CloudWatch. One try: what is asked so is optional, and whoever asks goes on without.
 */
export function signedCalls(client: () => Promise<CloudWatchClient>): SignedCall {
  return async ({ service, path, body, timeoutMs }) => {
    const { config } = await client();
    const region = await config.region();
    const endpoint = endpointOf(service, region);
    const signer = new SignatureV4({
      service: service.signedAs,
      region,
      credentials: config.credentials,
      sha256: config.sha256,
    });
    const text = JSON.stringify(body);
    const { headers } = await signer.sign({
      method: 'POST',
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      ...(endpoint.port === '' ? {} : { port: Number(endpoint.port) }),
      path,
      query: {},
      headers: { host: endpoint.host, 'content-type': 'application/json' },
      body: text,
    });
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(new URL(path, endpoint), { method: 'POST', headers, body: text, signal });
    const answer = await response.text();
    if (!response.ok) throw refused(response, answer);
    return JSON.parse(answer) as unknown;
  };
}

function endpointOf({ variable, host }: JsonService, region: string): URL {
  const led = process.env[`AWS_ENDPOINT_URL_${variable}`] ?? process.env['AWS_ENDPOINT_URL'];
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return new URL(led ?? `https://${host}.${region}.${domain}`);
}

function refused(response: Response, text: string): AwsError {
  const name = (response.headers.get('x-amzn-errortype') ?? `status ${response.status}`).split(':')[0] ?? '';
  const said = /"[mM]essage"\s*:\s*"([^"]{0,300})/.exec(text)?.[1] ?? 'it does not say why';
  return new AwsError('refused', `${name}: ${said}`);
}
