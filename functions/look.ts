import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { runTasks, taskWorld } from './tasks.ts';
import { once } from './world.ts';

const world = once(() => taskWorld('look'));

/** Looks for runbooks; its role may read and nothing else. */
export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  runTasks('look', await world(), event, context);
