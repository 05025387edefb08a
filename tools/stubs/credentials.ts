import { fromEnv } from '@aws-sdk/credential-provider-env';

/** Stands in for the SDK's credential chain: on Lambda, and where a bundle is tried out, credentials are in the environment. */
export const defaultProvider = fromEnv;
export const credentialsWillNeedRefresh = (): boolean => false;
export const credentialsTreatedAsExpired = (): boolean => false;
