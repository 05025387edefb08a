import type { IncomingMessage } from 'node:http';

export type Service = 'DynamoDB' | 'SQS' | 'SNS' | 'S3' | 'Slack';

/** A call of a function to the world outside, told apart from all others of a run. */
export interface Call {
  readonly by: string;
  readonly service: Service;
  readonly operation: string;
  /** Function, service, operation and what it is about: the same in every run. */
  readonly name: string;
  /** 1 for the first of its name. */
  readonly time: number;
  /** 1 for the first of the run. */
  readonly number: number;
}

/** Whether a call changes something. A crash at one that only reads is like one at the change before or after it. */
export function changes({ operation }: Call): boolean {
  return !/^(Query|BatchGetItem|GetItem|GET)$|\.(list|history|test)$|^users\.conversations$/.test(operation);
}

/** What a request asks for, in words. */
export function readRequest(
  { headers, url = '/', method }: IncomingMessage,
  body: string,
): Pick<Call, 'service' | 'operation'> & { readonly about: string } {
  if (url.startsWith('/slack/files-pri/'))
    return { service: 'Slack', operation: 'download', about: url.split('/').at(-1) ?? '' };
  if (url.startsWith('/slack/')) {
    const operation = url.slice('/slack/api/'.length);
    return { service: 'Slack', operation, about: aboutSlack(operation, new URLSearchParams(body)) };
  }
  const target = String(headers['x-amz-target'] ?? '').split('.');
  if (target[0]?.startsWith('DynamoDB')) {
    return { service: 'DynamoDB', operation: target[1] ?? '', about: aboutItem(JSON.parse(body) as Asked) };
  }
  if (target[0] === 'AmazonSQS') return { service: 'SQS', operation: target[1] ?? '', about: '' };
  const form = new URLSearchParams(body);
  if (form.has('Action'))
    return {
      service: 'SNS',
      operation: form.get('Action') ?? '',
      about: form.get('TopicArn')?.split(':').at(-1) ?? '',
    };
  const [path = '', query = ''] = url.split('?');
  return {
    service: 'S3',
    operation: `${method}`,
    about: query.includes('list-type') ? 'list' : (path.split('/').at(-1) ?? ''),
  };
}

interface Asked {
  readonly Key?: { readonly sk?: { readonly S?: string } };
  readonly Item?: { readonly sk?: { readonly S?: string } };
  readonly IndexName?: string;
  readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S?: string }>>;
  readonly RequestItems?: Readonly<
    Record<string, { readonly Keys?: readonly { readonly sk?: { readonly S?: string } }[] }>
  >;
}

function aboutItem({ Key, Item, IndexName, ExpressionAttributeValues = {}, RequestItems = {} }: Asked): string {
  const batch = Object.values(RequestItems).flatMap(({ Keys = [] }) => Keys.map(({ sk }) => sk?.S));
  const range = ExpressionAttributeValues[':prefix']?.S ?? ExpressionAttributeValues[':from']?.S;
  return Key?.sk?.S ?? Item?.sk?.S ?? IndexName ?? range ?? batch.join(' ');
}

function aboutSlack(operation: string, form: URLSearchParams): string {
  if (operation.startsWith('chat.')) {
    const metadata = JSON.parse(form.get('metadata') ?? '{}') as { event_payload?: { effect?: string } };
    return metadata.event_payload?.effect ?? '';
  }
  return form.get('title') ?? form.get('name') ?? '';
}

/** Name and, from the second on, which of that name. */
export const keyOf = ({ name, time }: Pick<Call, 'name' | 'time'>): string => (time === 1 ? name : `${name} (${time})`);
