import type { S3Client } from '@aws-sdk/client-s3';
import type { CanaryReports, Log } from '@tocsin/app';
import { jsonOf } from '../json-of.ts';

/** Reports are some 10 KB; one of megabytes is something else under that name. */
const largestReport = 5_000_000;

/**
 * The reports that Synthetics leaves in S3. A run's objects are listed rather than guessed: with several browsers a folder
 * for each comes in between. Of several reports a failed one tells most. Whatever is wrong with a report costs the report
 * alone: it is logged, and the signal goes on without it.
 */
export function s3Reports({ client, log }: { client: () => Promise<S3Client>; log: Log }): CanaryReports {
  return {
    async read(artifacts, workflow) {
      const none = (reason: string, error?: unknown): undefined => {
        log.warn('report', { artifacts, workflow: workflow.id, reason, ...(error === undefined ? {} : { error }) });
      };
      const [, bucket = '', prefix = ''] = /^([^/]+)\/(.+)$/.exec(artifacts.replace(/(?<!\/)\/+$/, '')) ?? [];
      if (bucket === '') return none('the run names no place for its artifacts');
      try {
        const found = await findReport(await client(), bucket, `${prefix}/`);
        if (found.type === 'none') return none(found.reason);
        const { parseReport } = await import('./synthetics-report.ts');
        const json = jsonOf(found.text);
        if (json === undefined) return none(`the report of ${found.text.length} characters is no JSON`);
        const reported = parseReport(json, workflow);
        return reported.type === 'steps' ? reported.results : none(reported.reason);
      } catch (error) {
        return none('the report could not be read', error);
      }
    },
  };
}

type Found = { readonly type: 'report'; readonly text: string } | { readonly type: 'none'; readonly reason: string };

async function findReport(s3: S3Client, bucket: string, prefix: string): Promise<Found> {
  const { GetObjectCommand, ListObjectsV2Command } = await import('@aws-sdk/client-s3');
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
  const reports = Contents.filter(({ Key = '' }) => /\/SyntheticsReport-[A-Z_]+\.json$/.test(Key));
  const best = reports.find(({ Key }) => Key?.endsWith('-FAILED.json')) ?? reports[0];
  if (!best) return { type: 'none', reason: `no SyntheticsReport-*.json among ${Contents.length} objects` };
  if ((best.Size ?? 0) > largestReport) return { type: 'none', reason: `the report has ${best.Size} bytes` };
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: best.Key }));
  return { type: 'report', text: (await Body?.transformToString('utf-8')) ?? '' };
}
