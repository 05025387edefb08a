import { createHash } from 'node:crypto';
import type { CompletedRequest } from 'mockttp';

/** An answer worth repeating. */
export interface GoodAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

// Enough for a workflow's worth of requests; a dependency is not mirrored.
const maxAnswers = 200;
const maxBytes = 256 * 1024;

/** The last good answers, so that a stale fault can repeat them. Oldest go first. */
export class Memory {
  readonly #answers = new Map<string, GoodAnswer>();

  remember(request: CompletedRequest, answer: GoodAnswer): void {
    if (answer.status >= 300 || answer.status < 200 || answer.body.length > maxBytes) return;
    for (const key of [kindOf(request), exactly(request)]) {
      this.#answers.delete(key);
      this.#answers.set(key, answer);
    }
    for (const key of this.#answers.keys()) {
      if (this.#answers.size <= maxAnswers) break;
      this.#answers.delete(key);
    }
  }

  /** The last good answer to the very same request. */
  same(request: CompletedRequest): GoodAnswer | undefined {
    return this.#answers.get(exactly(request));
  }

  /** The last good answer to a request of this kind, whatever it carried. */
  alike(request: CompletedRequest): GoodAnswer | undefined {
    return this.#answers.get(kindOf(request));
  }
}

/** The AWS operation of a JSON-protocol request, `PutItem` of `DynamoDB_20120810.PutItem`. */
export function operationOf(headers: Readonly<Record<string, string | string[] | undefined>>): string | undefined {
  const target = headers['x-amz-target'];
  return typeof target === 'string' ? target.split('.').at(-1) : undefined;
}

/** Whether a request only looks: by its AWS operation, which all are POST, else by its method. */
export function isRead({ method, headers }: Pick<CompletedRequest, 'method' | 'headers'>): boolean {
  const operation = operationOf(headers);
  // ReceiveMessage moves messages, but dropping it or answering it twice would invent deliveries: it passes as a read.
  if (operation !== undefined) return /^(BatchGet|Describe|Get|List|Query|Receive|Scan)/.test(operation);
  return ['GET', 'HEAD', 'OPTIONS'].includes(method);
}

const kindOf = (request: CompletedRequest) => `${request.method} ${request.path} ${operationOf(request.headers) ?? ''}`;
const exactly = (request: CompletedRequest) =>
  `${kindOf(request)} ${createHash('sha256').update(request.body.buffer).digest('base64')}`;
