import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { IncidentStore } from '@tocsin/app';
import type { Runbook } from '@tocsin/runbook';
import { runbookKey } from './keys.ts';
import { getItem, putItem, type TableAccess } from './table-access.ts';

/**
 * Runbooks as walks began with them: one item a version, written once for all walks and never changed. Deflated, for a
 * text of some size deflates well and an item takes 400 KB.
 */
export function dynamoRunbooks(access: TableAccess): Pick<IncidentStore, 'keepRunbook' | 'keptRunbook'> {
  return {
    async keepRunbook(runbook) {
      const content = deflateRawSync(JSON.stringify(runbook));
      await putItem(access, { ...runbookKey(runbook), content }, { ConditionExpression: 'attribute_not_exists(pk)' });
    },
    async keptRunbook(version) {
      const content = (await getItem(access, runbookKey(version)))?.['content'];
      if (!(content instanceof Uint8Array)) return undefined;
      return JSON.parse(inflateRawSync(content).toString('utf8')) as Runbook;
    },
  };
}
