/** What several tests must notice, and where the code is that is changed. */
export const app = 'packages/app/src';
export const incident = 'packages/incident/src';
export const store = 'packages/aws/src/store';

/** A crash leaves a claim behind; whoever comes next does not look for what it had done. */
export const looksForNothing = {
  breaks: 'what an earlier try left is not looked for',
  changes: [
    {
      file: `${app}/perform.ts`,
      from: 'claim.result ?? (claim.first || making ? undefined : await find(world, attempt, ref))',
      to: 'claim.result',
    },
  ],
};
export const forgetsChanges = {
  breaks: 'what is done once counts as done for good, whatever it would show now',
  changes: [{ file: `${app}/perform.ts`, from: ' && record.fingerprint === fingerprintOf(effect);\n}', to: ';\n}' }],
};
export const heldForEver = [
  { file: `${app}/claim-effect.ts`, from: 'leaseMs = 30_000;', to: 'leaseMs = 30_000_000_000;' },
] as const;
export const takesAnyKey = {
  breaks: 'a key is taken though another has it',
  changes: [
    {
      file: `${store}/opening.ts`,
      from: 'ConditionExpression: `attribute_not_exists(pk) OR #incident = :incident$',
      to: 'ConditionExpression: `attribute_not_exists(pk) OR attribute_exists(pk) OR #incident = :incident$',
    },
  ],
};
export const takesAnyVersion = {
  breaks: 'a version is taken though another has it',
  changes: [
    {
      file: `${store}/timeline.ts`,
      from: "ConditionExpression: 'attribute_not_exists(pk)' }",
      to: "ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(pk)' }",
    },
  ],
};
export const forgetsCauses = {
  breaks: 'what was heard before is not known again',
  changes: [
    {
      file: `${app}/commit.ts`,
      from: 'if (incident && hasCause(incident, cause)) {',
      to: 'if (incident && hasCause(incident, `not ${cause}`)) {',
    },
  ],
};
export const gathersNothing = {
  breaks: 'every incident that opens gets a channel',
  changes: [
    { file: `${app}/gathering/place.ts`, from: "if (place.type === 'own') return undefined;", to: 'return undefined;' },
  ],
};
