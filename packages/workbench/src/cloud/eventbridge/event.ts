/** An event as EventBridge hands it to a target. */
export interface CloudEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** Whole seconds, `Z`. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

export function cloudEvent(about: {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly account: string;
  readonly region: string;
  readonly at: Date;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}): CloudEvent {
  return {
    version: '0',
    id: about.id,
    'detail-type': about.type,
    source: about.source,
    account: about.account,
    time: about.at.toISOString().replace(/\.\d+Z$/, 'Z'),
    region: about.region,
    resources: about.resources,
    detail: about.detail,
  };
}
