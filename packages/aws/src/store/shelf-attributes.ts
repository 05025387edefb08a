import { type Incident, positionOf, type Shelf, shelfOf } from '@tocsin/incident';

export const partitions: Readonly<Record<Shelf, string>> = {
  open: 'OPEN',
  gathered: 'GATHERED',
  left: 'LEFT',
  over: 'OVER',
};

/** What a head carries so that its list has it. */
export const shelfAttributes = (incident: Incident) => ({
  statusPk: partitions[shelfOf(incident)],
  statusSk: positionOf(incident),
});
