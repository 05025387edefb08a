/** A list price of us-east-1, beyond any free tier. */
export interface Price {
  /** US dollars for one `unit`. */
  readonly dollars: number;
  readonly unit: string;
  /** The page that lists it. */
  readonly source: string;
}

/** When the list was written down. */
export const pricesAsOf = '2026-11';

const million = 1e-6;
const cloudwatch = 'https://aws.amazon.com/cloudwatch/pricing/';

export const prices = {
  canaryRun: { dollars: 0.0012, unit: 'run', source: cloudwatch },
  alarm: { dollars: 0.1, unit: 'alarm and metric, a month', source: cloudwatch },
  quickAlarm: { dollars: 0.3, unit: 'alarm of high resolution and metric, a month', source: cloudwatch },
  compositeAlarm: { dollars: 0.5, unit: 'composite alarm, a month', source: cloudwatch },
  metric: { dollars: 0.3, unit: 'metric of our own, a month', source: cloudwatch },
  putMetrics: { dollars: 0.01 / 1000, unit: 'PutMetricData request', source: cloudwatch },
  logs: { dollars: 0.5, unit: 'GB of logs', source: cloudwatch },
  lambdaRequest: { dollars: 0.2 * million, unit: 'request', source: 'https://aws.amazon.com/lambda/pricing/' },
  lambdaArm: { dollars: 0.0000133334, unit: 'GB second on arm64', source: 'https://aws.amazon.com/lambda/pricing/' },
  lambdaX86: { dollars: 0.0000166667, unit: 'GB second on x86', source: 'https://aws.amazon.com/lambda/pricing/' },
  tableRead: {
    dollars: 0.125 * million,
    unit: 'read unit',
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  tableWrite: {
    dollars: 0.625 * million,
    unit: 'write unit',
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  queue: { dollars: 0.4 * million, unit: 'request', source: 'https://aws.amazon.com/sqs/pricing/' },
  fifoQueue: { dollars: 0.5 * million, unit: 'request to a FIFO queue', source: 'https://aws.amazon.com/sqs/pricing/' },
  schedule: { dollars: 1 * million, unit: 'invocation', source: 'https://aws.amazon.com/eventbridge/pricing/' },
  topic: { dollars: 0.5 * million, unit: 'request', source: 'https://aws.amazon.com/sns/pricing/' },
  trace: { dollars: 5 * million, unit: 'trace', source: 'https://aws.amazon.com/xray/pricing/' },
  dashboard: { dollars: 3, unit: 'dashboard, a month', source: cloudwatch },
  objectPut: { dollars: 0.005 / 1000, unit: 'PUT or LIST', source: 'https://aws.amazon.com/s3/pricing/' },
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof prices;
