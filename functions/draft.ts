import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { draftingWorld } from './draft-world.ts';
import { drawUpDrafts } from './drafting.ts';
import { once } from './world.ts';

const world = once(draftingWorld);

/** Draws up postmortems from what is on record; its role reads much, and of Tocsin's own writes the timeline and drafts. */
export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  drawUpDrafts(await world(), event, context);
