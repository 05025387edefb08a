import type { Surroundings } from '../../world.ts';

/** Somebody took an incident's channel out of the archive: what could not be shown in it meanwhile is shown now. */
export async function reopened(
  { world: made }: Pick<Surroundings, 'world'>,
  { channel, id }: { readonly channel: string; readonly id: string },
): Promise<void> {
  const { store, outbox } = await made();
  const incident = await store.byChannel(channel);
  if (incident !== undefined) await outbox.send({ incident, dedup: `${incident}:event:${id}` });
}
