import { randomUUID } from 'node:crypto';
import { only, Refusal, required, unknownOperation } from './refusal.ts';

/** Rows that a query finds, by field; undefined: it does not end. */
export type Insights = (
  query: string,
  groups: readonly string[],
) => readonly Readonly<Record<string, string>>[] | undefined;

/** Logs Insights: a query is started, runs for one look, and then has its rows. What it finds is the test's to say. */
export function logsInsights(groups: ReadonlySet<string>, insights: () => Insights) {
  const queries = new Map<string, { rows: ReturnType<Insights>; looks: number; stopped?: true }>();
  const stopped: string[] = [];
  const start = (input: Record<string, unknown>) => {
    only(input, 'logGroupNames', 'queryString', 'startTime', 'endTime', 'limit');
    const names = required(input['logGroupNames'] as string[], 'logGroupNames');
    const missing = names.find((name) => !groups.has(name));
    if (missing !== undefined) throw new Refusal('ResourceNotFoundException', `Log group '${missing}' does not exist`);
    const [from, to] = [
      required(input['startTime'] as number, 'startTime'),
      required(input['endTime'] as number, 'endTime'),
    ];
    if (!Number.isInteger(from) || !Number.isInteger(to) || from > to)
      throw new Refusal('InvalidParameterException', 'startTime and endTime are whole seconds, in order');
    const queryId = randomUUID();
    queries.set(queryId, {
      rows: insights()(required(input['queryString'] as string, 'queryString'), names),
      looks: 0,
    });
    return { queryId };
  };
  const results = (input: Record<string, unknown>) => {
    only(input, 'queryId');
    const query = queries.get(String(input['queryId']));
    if (!query) throw new Refusal('ResourceNotFoundException', 'Query not found');
    query.looks += 1;
    if (query.rows === undefined || query.looks < 2) return { status: 'Running', results: [] };
    const rows = query.rows.map((row) => Object.entries(row).map(([field, value]) => ({ field, value })));
    return { status: 'Complete', results: rows.map((row) => [...row, { field: '@ptr', value: 'ptr' }]) };
  };
  return {
    stopped,
    answer(operation: string, input: Record<string, unknown>): object {
      if (operation === 'StartQuery') return start(input);
      if (operation === 'GetQueryResults') return results(input);
      if (operation === 'StopQuery') return (stopped.push(String(input['queryId'])), { success: true });
      throw unknownOperation(`logs:${operation}`);
    },
  };
}
