import { generateCACertificate, getLocal } from 'mockttp';
import { Fault } from './fault.ts';
import { type LogEntry, TrafficLog } from './log.ts';
import { withoutLoopDetection } from './loops.ts';
import { Memory } from './memory.ts';
import { rulesFor } from './rules.ts';

export interface FaultProxyOptions {
  /**
   * Origin of the dependency it stands in front of, such as `http://127.0.0.1:4566`. Without one it is a forward proxy,
   * for `HTTP_PROXY` and `HTTPS_PROXY`.
   */
  readonly target?: string;
  /** Speaks HTTPS as well, with certificates of its own authority: see `caCertificate`. */
  readonly https?: boolean;
  /** `keep` (default) hands the caller's Host header on, which AWS signatures cover; `target` sets the target's own. */
  readonly host?: 'keep' | 'target';
}

export interface FaultProxy {
  /** Where callers find the dependency now. */
  readonly url: string;
  /** PEM of the authority to trust, when it speaks HTTPS. */
  readonly caCertificate?: string;
  /** The fault that is in, if any. */
  readonly fault: Fault | undefined;
  /** Puts a fault in, instead of the one before. Requests under way keep theirs. */
  inject(fault: Fault): Promise<void>;
  /** Takes the fault out. */
  mend(): Promise<void>;
  /** What came by, oldest first. */
  log(): readonly LogEntry[];
  stop(): Promise<void>;
}

/**
 * Stands between callers and one of their dependencies. Healthy, it hands bytes on as they are, so that clients of
 * DynamoDB, SQS and S3 notice nothing; with a fault injected, it behaves as that says until it is mended. Only callers
 * on this machine are served.
 *
 *     caller ──► proxy ──► dependency
 *                  ▲
 *            inject, mend
 *
 * @example
 * const proxy = await createFaultProxy({ target: 'http://127.0.0.1:8000' });
 * await proxy.inject({ type: 'status', status: 503, retryAfterSeconds: 5 });
 */
export async function createFaultProxy(options: FaultProxyOptions = {}): Promise<FaultProxy> {
  const target = options.target === undefined ? undefined : new URL(options.target);
  // mockttp resolves names itself and does not know this one on every machine.
  if (target?.hostname === 'localhost') target.hostname = '127.0.0.1';
  if (target) withoutLoopDetection();
  const authority = options.https ? await generateCACertificate({ bits: 2048 }) : undefined;
  const server = getLocal({ recordTraffic: false, http2: false, ...(authority ? { https: authority } : {}) });
  const memory = new Memory();
  const log = new TrafficLog();
  let current: Fault | undefined;
  const apply = async (fault: Fault | undefined) => {
    current = fault;
    const onFault = log.onFault.bind(log);
    const keepHost = options.host !== 'target';
    await server.setRequestRules(...rulesFor(fault, { target, keepHost, memory, onFault }));
  };
  await server.start(0);
  await log.listenTo(server, memory);
  await apply(undefined);
  return {
    // Certificates are made for names, so HTTPS callers need one; the others keep clear of how it is resolved.
    url: authority ? `https://localhost:${server.port}` : `http://127.0.0.1:${server.port}`,
    ...(authority ? { caCertificate: authority.cert } : {}),
    get fault() {
      return current;
    },
    inject: (fault) => apply(Fault.parse(fault)),
    mend: () => apply(undefined),
    log: () => log.entries(),
    stop: () => server.stop(),
  };
}
