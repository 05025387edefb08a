import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod';
import { clientSettings } from '../aws-clients.ts';

/** A canary as DescribeCanaries tells of it; times are epoch seconds. */
const Canary = z.object({
  Name: z.string(),
  Status: z.object({ State: z.string(), StateReason: z.string().nullish() }),
  Schedule: z.object({ Expression: z.string() }).nullish(),
  RuntimeVersion: z.string().nullish(),
  RunConfig: z.object({ TimeoutInSeconds: z.number().nullish(), ActiveTracing: z.boolean().nullish() }).nullish(),
  Timeline: z.object({ LastStarted: z.number().nullish(), LastStopped: z.number().nullish() }).nullish(),
});
export type FoundCanary = z.infer<typeof Canary>;
const Page = z.object({ Canaries: z.array(Canary), NextToken: z.string().nullish() });

/**
 * Every canary of the region. One signed call is all that is needed of Synthetics, which does not justify a client of its
 * own; region, credentials and hash are those that the SDK finds for CloudWatch.
 *
 * https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_DescribeCanaries.html
 *
 * @throws Error named as AWS names it, such as AccessDeniedException
 */
export async function describeCanaries(): Promise<FoundCanary[]> {
  const { config } = new CloudWatchClient(clientSettings);
  const region = await config.region();
  const endpoint = new URL(
    process.env['AWS_ENDPOINT_URL_SYNTHETICS'] ??
      process.env['AWS_ENDPOINT_URL'] ??
      `https://synthetics.${region}.amazonaws.com`,
  );
  const signer = new SignatureV4({
    service: 'synthetics',
    region,
    credentials: config.credentials,
    sha256: config.sha256,
  });
  const found: FoundCanary[] = [];
  let token: string | undefined;
  do {
    const body = JSON.stringify({ MaxResults: 20, ...(token === undefined ? {} : { NextToken: token }) });
    const signed = await signer.sign({
      method: 'POST',
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      ...(endpoint.port === '' ? {} : { port: Number(endpoint.port) }),
      path: '/canaries',
      query: {},
      headers: { host: endpoint.host, 'content-type': 'application/json' },
      body,
    });
    const response = await fetch(new URL('/canaries', endpoint), {
      method: 'POST',
      headers: signed.headers,
      body,
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    if (!response.ok) throw refusal(response, text);
    const page = Page.parse(JSON.parse(text));
    found.push(...page.Canaries);
    token = page.NextToken ?? undefined;
  } while (token !== undefined);
  return found;
}

function refusal(response: Response, text: string): Error {
  const error = new Error(/"[mM]essage"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? `it answered ${response.status}`);
  error.name = (response.headers.get('x-amzn-errortype') ?? `Status${response.status}`).split(':')[0] ?? '';
  return error;
}
