import type { AnnouncementView, SituationView } from '@tocsin/app';
import { outside } from './text.ts';

/** What the incident is at a glance; the situation and its announcement say the same. */
export type Phase = 'failing' | 'degraded' | 'unknown' | 'mitigated' | 'recovered' | 'resolved' | 'merged';

type Headed = Pick<
  SituationView | AnnouncementView,
  'status' | 'title' | 'step' | 'workflow' | 'recoveredAt' | 'merged'
>;

export function phaseOf({ status, recoveredAt, step, merged }: Headed): Phase {
  if (merged) return 'merged';
  if (status === 'resolved' || status === 'closed') return 'resolved';
  if (recoveredAt !== undefined) return 'recovered';
  if (status === 'mitigated') return 'mitigated';
  if (!step) return 'unknown';
  return step.degraded ? 'degraded' : 'failing';
}

const signs: Readonly<Record<Phase, string>> = {
  failing: '🔴',
  degraded: '🟠',
  unknown: '🔴',
  mitigated: '🟡',
  recovered: '🟢',
  resolved: '✅',
  merged: '🔗',
};

/** The failing step first: "🔴 Translate is failing — View a design". Escaped, within a header's 150 characters. */
export function headlineOf(view: Headed): string {
  const phase = phaseOf(view);
  const workflow = view.workflow ? ` — ${outside(view.workflow.title, 60)}` : '';
  const step = view.step && outside(view.step.title, 60);
  const title = outside(view.title, 110, 'Incident without a title');
  const words: Readonly<Record<Phase, string>> = {
    failing: `${step} is failing${workflow}`,
    degraded: `${step} is degraded${workflow}`,
    unknown: view.workflow ? `${title} — step unknown` : title,
    mitigated: step ? `${step} is mitigated${workflow}` : `Mitigated: ${title}`,
    recovered: step ? `${step} has recovered${workflow}` : `Recovered: ${title}`,
    merged: `Merged into ${outside(view.merged?.title ?? '', 110)}`,
    resolved: `Resolved: ${step ? `${step}${workflow}` : title}`,
  };
  return `${signs[phase]} ${words[phase]}`;
}
