import {
  type CompletedRequest,
  completionCheckers,
  matchers,
  type OngoingRequest,
  type RequestRuleData,
  requestSteps,
} from 'mockttp';
import type { Fault, Only } from './fault.ts';
import { type GoodAnswer, isRead, type Memory, operationOf } from './memory.ts';

/** A request matcher that looks at the head alone; mockttp's callback matcher waits for the whole body. */
class Meets extends matchers.WildcardMatcher {
  readonly #test: (request: OngoingRequest) => boolean;
  constructor(test: (request: OngoingRequest) => boolean) {
    super();
    this.#test = test;
  }
  override matches(request?: OngoingRequest): true {
    // Typed as always true by its base, read as a boolean by mockttp.
    return (request !== undefined && this.#test(request)) as true;
  }
}

// Left to itself, mockttp uses a rule once and then goes on to the next that matches.
const always = new completionCheckers.Always();

export interface Rules {
  /** Where requests go; where they say themselves when left out (a forward proxy). */
  readonly target?: URL | undefined;
  /** Whether the target gets the caller's Host header, which AWS signatures cover, or its own. */
  readonly keepHost: boolean;
  readonly memory: Memory;
  /** Told of each request that a fault has met. */
  readonly onFault: (requestId: string, fault: Fault) => void;
}

/** What the proxy does with requests, first match first: strangers are turned away, then the fault, then pass through. */
export function rulesFor(fault: Fault | undefined, rules: Rules): RequestRuleData[] {
  const strangers = {
    // mockttp listens on every interface, and this one reaches whatever its target is.
    matchers: [new Meets((request) => !isLoopback(request.remoteIpAddress))],
    steps: [new requestSteps.CloseConnectionStep()],
    completionChecker: always,
  };
  const through = { matchers: [new Meets(() => true)], steps: [new requestSteps.PassThroughStep(toTarget(rules))] };
  if (!fault) return [strangers, through];
  const meets = (request: { readonly id: string } & Met) => {
    if (!fits(fault.only, request)) return false;
    rules.onFault(request.id, fault);
    return true;
  };
  const completionChecker = fault.times === undefined ? always : new completionCheckers.NTimes(fault.times);
  const faulty: RequestRuleData =
    fault.type === 'stale'
      ? { ...pastAnswers(rules.memory, meets), completionChecker }
      : { matchers: [new Meets(meets)], steps: stepsFor(fault, rules), completionChecker };
  return [strangers, faulty, through];
}

/** Answers what it has an answer for; what it has none for goes through. */
function pastAnswers(memory: Memory, meets: (request: CompletedRequest) => boolean) {
  const past = (request: CompletedRequest) =>
    isRead(request) ? memory.same(request) : (memory.alike(request) ?? acknowledged);
  return {
    matchers: [new matchers.CallbackMatcher((request) => past(request) !== undefined && meets(request))],
    steps: [
      new requestSteps.CallbackStep((request) => {
        const { status, headers, body } = past(request) ?? acknowledged;
        return { statusCode: status, headers, rawBody: body };
      }),
    ],
  };
}

/** Connection errors of the target reach the caller as such, not as a 502 of the proxy's own making. */
function toTarget({ target, keepHost }: Rules) {
  return {
    simulateConnectionErrors: true,
    ...(target && {
      transformRequest: {
        setProtocol: target.protocol === 'https:' ? ('https' as const) : ('http' as const),
        replaceHost: { targetHost: hostOf(target), updateHostHeader: !keepHost },
      },
    }),
  };
}

const hostOf = (url: URL) => `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;

function stepsFor(fault: Exclude<Fault, { type: 'stale' }>, rules: Rules): RequestRuleData['steps'] {
  const altered = (alter: (body: Buffer) => Buffer) =>
    new requestSteps.PassThroughStep({
      ...toTarget(rules),
      beforeResponse: async (response) => ({
        body: alter((await response.body.getDecodedBuffer()) ?? Buffer.alloc(0)),
      }),
    });
  switch (fault.type) {
    case 'status': {
      const retryAfter =
        fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
      const body = fault.body ?? `{"message":"fault injected: status ${fault.status}"}`;
      const headers = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
      return [new requestSteps.FixedResponseStep(fault.status, undefined, body, { ...headers, ...retryAfter })];
    }
    case 'delay':
      return [new requestSteps.DelayStep(fault.ms), new requestSteps.PassThroughStep(toTarget(rules))];
    case 'reset':
      return [new requestSteps.ResetConnectionStep()];
    case 'hang':
      return [new requestSteps.TimeoutStep()];
    case 'rewrite': {
      const { find } = fault;
      return [
        altered((body) => Buffer.from(find === undefined ? fault.with : body.toString().replaceAll(find, fault.with))),
      ];
    }
    case 'truncate':
      return [altered((body) => body.subarray(0, fault.bytes))];
    default: {
      const never: never = fault;
      throw new TypeError(`unknown fault ${JSON.stringify(never)}`);
    }
  }
}

const acknowledged: GoodAnswer = {
  status: 200,
  headers: { 'content-type': 'application/json', 'content-length': '2' },
  body: Buffer.from('{}'),
};

type Met = Pick<OngoingRequest, 'method' | 'path' | 'headers' | 'destination'>;

function fits(only: Only | undefined, request: Met): boolean {
  if (!only) return true;
  const operation = operationOf(request.headers);
  return (
    (only.methods?.includes(request.method) ?? true) &&
    (only.path === undefined || request.path.includes(only.path)) &&
    (only.operations === undefined || (operation !== undefined && only.operations.includes(operation))) &&
    (only.hosts?.includes(request.destination.hostname) ?? true)
  );
}

const isLoopback = (address: string | undefined) => /^(::ffff:)?127\.|^::1$/.test(address ?? '');
