import type { Call } from './calls.ts';

/** Watches every write to a timeline: what was put once must not be written again, changed or deleted. */
export function watchHistory(): {
  done(call: Call, body: string, status: number): void;
  /** Commits that did not stay as they were put. */
  readonly rewritten: readonly string[];
} {
  const put = new Set<string>();
  const rewritten: string[] = [];
  return {
    rewritten,
    done({ service, operation }, body, status) {
      if (service !== 'DynamoDB' || status !== 200) return;
      const { Item, Key } = JSON.parse(body) as Record<'Item' | 'Key', Record<'pk' | 'sk', { S: string }> | undefined>;
      const { pk, sk } = (operation === 'PutItem' ? Item : Key) ?? {};
      if (!/^(PutItem|UpdateItem|DeleteItem)$/.test(operation) || !pk || !sk?.S.startsWith('V#')) return;
      const commit = `${pk.S} ${sk.S}`;
      if (operation !== 'PutItem' || put.has(commit)) rewritten.push(`${operation} ${commit}`);
      put.add(commit);
    },
  };
}
