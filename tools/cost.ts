import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Count, idleMonth, incident, watched, workflowMonth } from './cost/counts.ts';
import { prices, pricesAsOf } from './cost/prices.ts';

// `npx tsx tools/cost.ts` writes docs/cost.md anew from the counts and prices beside it; a test sees that it is up to date.
const page = fileURLToPath(new URL('../docs/cost.md', import.meta.url));

const dollarsOf = ({ count, price }: Count): number => count * prices[price].dollars;
const totalOf = (counts: readonly Count[]): number => counts.reduce((sum, count) => sum + dollarsOf(count), 0);
const number = (value: number): string => value.toLocaleString('en-US', { maximumSignificantDigits: 4 });
const money = (value: number): string => (value >= 0.005 ? `$${value.toFixed(2)}` : `$${value.toFixed(5)}`);

function table(counts: readonly Count[]): string {
  const lines = counts.map((one) => {
    const { dollars, unit } = prices[one.price];
    return `| ${one.what} | ${number(one.count)} | $${Number(dollars.toPrecision(6))} per ${unit} | ${money(dollarsOf(one))} | ${one.from} |`;
  });
  return [
    '| | count | price | cost | the count is from |',
    '|---|---:|---|---:|---|',
    ...lines,
    `| **in all** | | | **${money(totalOf(counts))}** | |`,
  ].join('\n');
}

/** The page, from the counts and prices. */
export function costPage(): string {
  const used = [...idleMonth, ...incident, ...watched.flatMap(workflowMonth)].map(({ price }) => prices[price].source);
  const months = watched.map((workflow) => ({ workflow, counts: workflowMonth(workflow) }));
  const all = totalOf(idleMonth) + months.reduce((sum, { counts }) => sum + totalOf(counts), 0);
  return `# Cost

Written by \`npx tsx tools/cost.ts\`. Counts are in \`tools/cost/counts.ts\`, those of alarms and canaries derived from the catalog, those
of an incident counted by the bench; what is assumed says so. List prices of us-east-1 as written down in ${pricesAsOf}, free tiers left out; look at
the pages below before you rely on one. Slack, NAT gateways, and what CloudWatch may charge for the metrics that Synthetics itself
puts are not in it.

**Tocsin itself costs about ${money(totalOf(idleMonth))} a month while nothing happens, and an incident ${money(totalOf(incident))}.** Watching costs more: the
${watched.length} workflows of the catalog come to ${money(all - totalOf(idleMonth))}, nearly all of it canary runs.

## A month in which nothing happens

${table(idleMonth)}

## An incident

${table(incident)}

${months.map(({ workflow, counts }) => `## Watching “${workflow.title}” for a month\n\n${table(counts)}`).join('\n\n')}

## Prices

${[...new Set(used)].map((source) => `- <${source}>`).join('\n')}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const before = await readFile(page, 'utf8').catch(() => '');
  const text = costPage();
  if (before !== text) await writeFile(page, text);
  console.log(before === text ? 'docs/cost.md is up to date' : 'docs/cost.md was written');
}
