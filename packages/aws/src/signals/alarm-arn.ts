import * as z from 'zod/mini';

/** The parts of an alarm's ARN that tell where it is; undefined where they are placeholders or missing. */
export interface AlarmPlace {
  readonly partition: string;
  readonly region: string | undefined;
  readonly account: string | undefined;
}

/** What alarms are kept by: a name that objects inherit would find what nobody put there. */
export const Arn = z.string().check(z.startsWith('arn:', 'it is no ARN'));

/** Where the thing that an ARN names is. Names of alarms may hold colons, so only the front is looked at. */
export function placeOf(arn: string | undefined): AlarmPlace {
  const [prefix, partition = '', , region = '', account = ''] = (arn ?? '').split(':');
  const known = prefix === 'arn';
  return {
    partition: known && /^aws(-[a-z]+)*$/.test(partition) ? partition : 'aws',
    region: known && isRegion(region) ? region : undefined,
    account: known && isAccount(account) ? account : undefined,
  };
}

export const isRegion = (text: string): boolean => /^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(text);
export const isAccount = (text: string): boolean => /^\d{12}$/.test(text);

export interface AlarmAddress {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

export const toArn = ({ partition, region, account, name }: AlarmAddress): string =>
  `arn:${partition}:cloudwatch:${region}:${account}:alarm:${name}`;

/** The console of another partition has another host (AWS General Reference, "China", "GovCloud (US)"). */
const hosts: Readonly<Record<string, string>> = {
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The link that AWS's own mails carry. Without a region the console asks for one. */
export function consoleLink({ partition, region, name }: Omit<AlarmAddress, 'account'>): string {
  const host = hosts[partition] ?? 'console.aws.amazon.com';
  const anchor = `#alarmsV2:alarm/${encodeURIComponent(wellFormed(name))}`;
  return isRegion(region)
    ? `https://${region}.${host}/cloudwatch/deeplink.js?region=${region}${anchor}`
    : `https://${host}/cloudwatch/home${anchor}`;
}

/** encodeURIComponent throws on half a surrogate pair, which a name cut by somebody may end in. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');
