import type { ResultField } from '@aws-sdk/client-cloudwatch-logs';
import { until } from '../clients.ts';
import { consoleLink } from '../console.ts';
import { outputOf, sentenceOf } from '../output.ts';
import type { LookAt } from './checking.ts';

/** Rows that are asked for: the reading is the first of them, or how many there are. */
const mostRows = 1_000;
const rowsShown = 5;
const pollMs = 500;
/** Stopping a query that took too long is a courtesy that must not take long itself. */
const stopMs = 2_000;

/** Runs a query of Logs Insights and waits for it; one that is not over in time is stopped, for it costs by what it reads. */
export const lookAtLogs: LookAt<'logs'> = async (checking, check, { deadline }) => {
  const { clients, region: home, now, sleep } = checking;
  const { groups, query, over, field, region = home } = check;
  const sdk = await import('@aws-sdk/client-cloudwatch-logs');
  const logs = await clients('logs', { purpose: 'look', region });
  const at = now();
  const link = consoleLink.insights(region, { groups, query, seconds: Math.round(over / 1000) });
  const { queryId } = await logs.send(
    new sdk.StartQueryCommand({
      logGroupNames: [...groups],
      queryString: query,
      startTime: Math.floor((at.getTime() - over) / 1000),
      endTime: Math.ceil(at.getTime() / 1000),
      limit: mostRows,
    }),
    until(deadline, now()),
  );
  for (;;) {
    const { status, results = [] } = await logs.send(
      new sdk.GetQueryResultsCommand({ queryId }),
      until(deadline, now()),
    );
    if (status === 'Complete') {
      const found = field === undefined ? undefined : valueOf(results[0], field);
      const value = field === undefined ? results.length : found === undefined ? null : sentenceOf(found);
      return { type: 'read', reading: { type: 'value', value }, at: at.toISOString(), text: rowsOf(results), link };
    }
    if (status !== 'Running' && status !== 'Scheduled')
      return { type: 'failed', text: `The query ended as ${status ?? 'nothing known'}`, link };
    if (now().getTime() + pollMs + stopMs > deadline.getTime()) {
      await logs
        .send(new sdk.StopQueryCommand({ queryId }), { abortSignal: AbortSignal.timeout(stopMs) })
        .catch(() => undefined);
      return { type: 'failed', text: 'The query was not over in time and was stopped', link };
    }
    await sleep(pollMs);
  }
};

const valueOf = (row: readonly ResultField[] | undefined, name: string): string | undefined =>
  row?.find(({ field }) => field === name)?.value;

function rowsOf(rows: readonly ResultField[][]): string {
  if (rows.length === 0) return 'no rows';
  const shown = rows.slice(0, rowsShown).map((row) =>
    row
      .filter(({ field }) => field !== '@ptr')
      .map(({ field, value }) => `${field}=${value}`)
      .join('  '),
  );
  const more = rows.length > rowsShown ? [`and ${rows.length - rowsShown} more rows`] : [];
  return outputOf([...shown, ...more].join('\n'));
}
