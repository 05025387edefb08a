import type { RunbookPolicy } from '../index.ts';
import { readRunbooks } from './index.ts';

// For tests of reading: one runbook, `a.md`, beside others.
export const policy: RunbookPolicy = {
  allow: [
    { act: 'lambda', resources: ['mend-*'] },
    { act: 'alb-weight', resources: ['r'] },
  ],
  read: { logGroups: ['/shop/*'], tables: ['shop-*'] },
};
export const read = (text: string, more: Record<string, string> = {}) => {
  const { runbooks, problems } = readRunbooks({ texts: { 'a.md': text, ...more }, policy, variables: ['site'] });
  const runbook = runbooks.find(({ file }) => file === 'a.md');
  if (!runbook) throw new Error('no runbook');
  return { runbook, problems };
};
export const told = (text: string, more: Record<string, string> = {}) =>
  read(text, more).problems.map(({ place, problem, mend }) => `${place}: ${problem}. ${mend}`);

/** A step with a block. */
export const block = (yaml: string) => `## Step\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n`;

export const matter = '---\nowner: Viewer\n---\n';
