import { awaitedDraft, type Incident, type Postmortem, reviewDue } from '@tocsin/incident';
import type { Effect } from './effects.ts';
import type { EffectResult } from './ledger.ts';
import type { Catalog } from './ports.ts';
import { nameOf } from './telling.ts';
import type { DraftView, PostmortemView } from './views-postmortem.ts';

export const canvasKey = 'canvas';

/** Its message, from when it is first asked for, and what the channel's canvas has of it. */
export function postmortemOf(incident: Incident, catalog: Catalog): Effect[] {
  const { postmortem } = incident;
  const view = postmortemViewOf(incident, catalog);
  if (!postmortem || !view) return [];
  const awaited = awaitedDraft(incident);
  return [
    ...(awaited ? [{ key: `draft:${awaited.number}`, type: 'draft', number: awaited.number } as const] : []),
    { key: 'postmortem', type: 'message', to: 'channel', view },
    ...(postmortem.inCanvas
      ? [
          {
            key: canvasKey,
            type: 'canvas',
            draft: postmortem.inCanvas.number,
            file: postmortem.inCanvas.file,
          } as const,
        ]
      : []),
  ];
}

/** What its message says once it is known what became of the canvas: an outcome without a canvas is a refusal. */
export function withCanvas(effect: Effect, outcome: EffectResult | undefined): Effect {
  if (effect.type !== 'message' || effect.view.type !== 'postmortem') return effect;
  const refused = outcome !== undefined && outcome.canvas === undefined;
  return refused ? { ...effect, view: { ...effect.view, canvasRefused: true } } : effect;
}

/** Undefined while nobody asked for one. */
export function postmortemViewOf(incident: Incident, { settings }: Catalog): PostmortemView | undefined {
  const { postmortem } = incident;
  if (!postmortem) return undefined;
  const { status, since, draft, failed, inCanvas, requested, requests } = postmortem;
  const awaited = awaitedDraft(incident);
  const due = reviewDue(incident, settings);
  return {
    type: 'postmortem',
    incident: incident.id,
    title: incident.title,
    status,
    since,
    ...(awaited
      ? { drawing: { number: awaited.number, by: nameOf(awaited.requested.by), at: awaited.requested.at } }
      : {}),
    ...(requests === 0 && status === 'closed' ? { declined: { by: nameOf(requested.by) } } : {}),
    ...(failed?.number === requests ? { failed } : {}),
    ...(draft ? { draft: draftOf(draft, postmortem) } : {}),
    ...(inCanvas ? { inCanvas: inCanvas.number } : {}),
    ...(due === undefined ? {} : { reviewDue: due }),
  };
}

function draftOf(draft: NonNullable<Postmortem['draft']>, { requests, requested }: Postmortem): DraftView {
  const { number, at, findings, foremost = [], changed, incomplete } = draft;
  return {
    number,
    at,
    findings,
    foremost,
    changed,
    ...(number === requests ? { by: nameOf(requested.by) } : {}),
    ...(incomplete === undefined ? {} : { incomplete }),
  };
}
