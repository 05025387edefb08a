import type { CompletedRequest, CompletedResponse, Mockttp, Request } from 'mockttp';
import type { Fault } from './fault.ts';
import { type Memory, operationOf } from './memory.ts';

/** One request that came by. */
export interface LogEntry {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** The AWS operation, where there is one. */
  readonly operation?: string;
  /** The answer's status; `aborted`: no answer was given, or nobody waited for it. */
  readonly outcome: number | 'aborted';
  readonly tookMs: number;
  /** The type of the fault that met it. */
  readonly fault?: Fault['type'];
}

/** Older entries go: a log is read while something is being tried out. */
const maxEntries = 1_000;

/** Keeps what came by and hands good answers to the memory; listens only, so that bodies stream past it untouched. */
export class TrafficLog {
  readonly #entries: LogEntry[] = [];
  readonly #faults = new Map<string, Fault['type']>();

  entries(): readonly LogEntry[] {
    return [...this.#entries];
  }

  onFault(requestId: string, fault: Fault): void {
    this.#faults.set(requestId, fault.type);
  }

  async listenTo(server: Mockttp, memory: Memory): Promise<void> {
    // Events come when they come: that of an answer given at once may overtake that of its request.
    const requests = new Map<string, CompletedRequest>();
    const responses = new Map<string, CompletedResponse>();
    const complete = (id: string) => {
      const request = requests.get(id);
      const response = responses.get(id);
      if (!request || !response) return;
      requests.delete(id);
      responses.delete(id);
      const { statusCode: status, headers, timingEvents } = response;
      if (!this.#faults.has(id)) memory.remember(request, { status, headers, body: response.body.buffer });
      this.#add(request, status, timingEvents.responseSentTimestamp);
    };
    await server.on('request', (request) => {
      requests.set(request.id, request);
      complete(request.id);
    });
    await server.on('response', (response) => {
      responses.set(response.id, response);
      complete(response.id);
    });
    await server.on('abort', (request) => {
      requests.delete(request.id);
      responses.delete(request.id);
      this.#add(request as Request, 'aborted', request.timingEvents.abortedTimestamp);
    });
  }

  #add(request: Request, outcome: LogEntry['outcome'], endedAt: number | undefined): void {
    const { startTime, startTimestamp } = request.timingEvents;
    const operation = operationOf(request.headers);
    const fault = this.#faults.get(request.id);
    this.#faults.delete(request.id);
    this.#entries.push({
      at: new Date(startTime).toISOString(),
      method: request.method,
      path: request.path,
      ...(operation === undefined ? {} : { operation }),
      outcome,
      tookMs: Math.round((endedAt ?? startTimestamp) - startTimestamp),
      ...(fault === undefined ? {} : { fault }),
    });
    if (this.#entries.length > maxEntries) this.#entries.shift();
  }
}
