import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { runTasks, taskWorld } from './tasks.ts';
import { once } from './world.ts';

const world = once(() => taskWorld('act'));

/** Acts for runbooks; its role may do what the policy in the catalog allows and nothing else. */
export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  runTasks('act', await world(), event, context);
