/**
 * Something that a probe reads in AWS, and so all that its canary's role may read there. Names may hold `${VARIABLE}`,
 * which stands for the stage's value.
 */
export type Read =
  | {
      readonly type: 'dynamodb';
      readonly table: string;
      /** Left out where the key only becomes known in a run: then the role can be held to the table alone. */
      readonly record?: { readonly partition: string; readonly attributes: readonly string[] };
    }
  | { readonly type: 'queue'; readonly url: string };

/** What a workflow's canary needs of its stage. Data: the build writes it, the stacks transcribe it. */
export interface CanaryNeeds {
  readonly workflow: string;
  readonly environment: readonly string[];
  readonly secrets: readonly string[];
  readonly reads: readonly Read[];
  readonly browser: boolean;
}
