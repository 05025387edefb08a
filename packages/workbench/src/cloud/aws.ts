/** Where the embedded cloud pretends to be. fauxqs knows one account only, so everything else uses the same one. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export const localPlace: Place = { account: '000000000000', region: 'us-east-1' };

/** What an AWS SDK client needs to talk to an endpoint of the embedded cloud; any credentials will do. */
export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export function clientConfig(endpoint: string, region = localPlace.region): ClientConfig {
  return { endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
}
