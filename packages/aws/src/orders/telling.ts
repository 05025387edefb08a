import * as z from 'zod/mini';
import { heldAgainst, Named, When } from './parts.ts';
import type { Read } from './read.ts';
import type { ResponseOrder } from './response.ts';

const Stamp = z.string().check(z.regex(/^\d{1,12}(\.\d{1,9})?$/));
const Actor = z.looseObject({ type: z.enum(['person', 'tocsin']), id: z.optional(Named) });

const Command = z.looseObject({
  type: z.enum(['mark-message', 'unmark-message', 'edit-message', 'delete-message']),
  by: Actor,
  message: z.looseObject({ channel: Named, ts: Stamp, thread: z.optional(Stamp) }),
});
const Mark = z.looseObject({ mark: Named, eventAt: When });
const Edit = z.looseObject({ text: z.string(), editedTs: Stamp });

const HeardInSlack = z.looseObject({ command: Command, cause: Named, channel: Named }).check(
  z.refine(
    ({ command }) => !command.type.endsWith('mark-message') || Mark.safeParse(command).success,
    'no mark, or no time',
  ),
  z.refine(({ command }) => command.type !== 'edit-message' || Edit.safeParse(command).success, 'no words, or no time'),
);

const Beat = z.looseObject({ key: Named, name: Named, value: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']), at: When });

/** How an incident stands for which another speaks. */
const Told = z.looseObject({
  part: z.looseObject({
    id: Named,
    version: z.int().check(z.positive()),
    state: z.enum(['failing', 'recovered', 'over', 'left']),
    title: z.string(),
    severity: z.enum(['SEV1', 'SEV2', 'SEV3', 'SEV4']),
    since: When,
  }),
  gatheredAt: When,
});

const Telling = z.looseObject({
  incident: Named,
  heard: z.optional(HeardInSlack),
  beat: z.optional(Beat),
  told: z.optional(Told),
});

/** An order that tells something, if all that it tells is what it should be. */
export const tellingOrderOf = (order: unknown): Read<ResponseOrder> => heldAgainst<ResponseOrder>(Telling, order);
