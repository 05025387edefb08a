import { only, Refusal, required } from './refusal.ts';

/** A function by name: gets the payload and what came as client context; what it throws is a function error. */
export type Invoked = (payload: unknown, context: { readonly custom?: Record<string, string> }) => unknown;

export interface Invocation {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Invoke, as Lambda's API has it: `POST /2015-03-31/functions/{name}/invocations`. */
export async function invoke(
  functions: ReadonlyMap<string, Invoked>,
  { name, type, context, body }: { name: string; type: string; context: string | undefined; body: string },
): Promise<Invocation> {
  const fn = functions.get(name.replace(/^arn:.*:function:/, ''));
  if (!fn) throw new Refusal('ResourceNotFoundException', `Function not found: ${name}`, 404);
  if (type !== 'RequestResponse')
    throw new Refusal('InvalidParameterValueException', `The stand-in waits for answers, not for ${type}`);
  if (Buffer.byteLength(body) > 6_291_456) throw new Refusal('RequestTooLargeException', 'Payload is over 6 MB', 413);
  const given = context === undefined ? {} : (JSON.parse(Buffer.from(context, 'base64').toString()) as object);
  const headers = { 'x-amz-executed-version': '$LATEST', 'content-type': 'application/json' };
  try {
    const answer = await fn(JSON.parse(body === '' ? 'null' : body), given);
    return { status: 200, headers, body: JSON.stringify(answer ?? null) };
  } catch (error) {
    const { name: errorType, message: errorMessage } = error as Error;
    const body = JSON.stringify({ errorType, errorMessage, trace: [] });
    return { status: 200, headers: { ...headers, 'x-amz-function-error': 'Unhandled' }, body };
  }
}

/** What Lambda says of a function that is deployed. */
export interface Configured {
  readonly runtime: string;
  readonly state: 'Active' | 'Pending' | 'Failed';
  readonly lastModified: Date;
}

/** GetFunctionConfiguration: `GET /2015-03-31/functions/{name}/configuration`. */
export function configurationOf(configured: ReadonlyMap<string, Configured>, name: string): object {
  const found = configured.get(name);
  if (!found) throw new Refusal('ResourceNotFoundException', `Function not found: ${name}`, 404);
  return {
    FunctionName: name,
    Runtime: found.runtime,
    State: found.state,
    LastUpdateStatus: 'Successful',
    LastModified: found.lastModified.toISOString().replace('Z', '+0000'),
  };
}

/** PutFunctionConcurrency: `PUT /2017-10-31/functions/{name}/concurrency`. */
export function reserve(
  reserved: Map<string, number>,
  {
    known,
    name,
    input,
  }: { known: ReadonlyMap<string, unknown>; name: string; input: Readonly<Record<string, unknown>> },
): object {
  if (!known.has(name)) throw new Refusal('ResourceNotFoundException', `Function not found: ${name}`, 404);
  only(input, 'ReservedConcurrentExecutions');
  const wanted = Number(required(input['ReservedConcurrentExecutions'], 'ReservedConcurrentExecutions'));
  reserved.set(name, wanted);
  return { ReservedConcurrentExecutions: wanted };
}
