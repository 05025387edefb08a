import type { RunbookActs } from '@tocsin/app';
import type { ActKind } from '@tocsin/runbook';
import type { Acting, ActOf, Doing } from './acting.ts';
import { albWeight } from './alb.ts';
import { automation } from './automation.ts';
import { awsCall } from './aws-call.ts';
import { lambda } from './lambda.ts';
import { route53Weight } from './route53.ts';
import { webhook } from './webhook.ts';

const doings: { readonly [Kind in ActKind]: Doing<Kind> } = {
  lambda,
  automation,
  aws: awsCall,
  webhook,
  'route53-weight': route53Weight,
  'alb-weight': albWeight,
};

/** Acts by AWS's APIs and over HTTP. What keeps acts apart, allowed and done once is `runTask`'s; here one try is made. */
export function awsActs(acting: Acting): RunbookActs {
  const doingOf = <Kind extends ActKind>(act: ActOf<Kind>) => doings[act.act] as unknown as Doing<ActKind>;
  return {
    next: (act, at) => doingOf(act).next(acting, act, at),
    call: (act, call, limits) => doingOf(act).call(acting, act, call, limits),
  };
}
