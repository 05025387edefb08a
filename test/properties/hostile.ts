import fc from 'fast-check';

/** Text that tries to be a mention, a link, an entity, half a character, nothing at all, or very long. */
export const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '<OUT!channel>',
    '<OUT@U0ANA00001>',
    '<OUT https://x.example|runbook>',
    '&amp;&lt;',
    '*_~`',
    '> quote',
    '@channel',
    ':x:',
    'ש'.repeat(80),
    '😀'.repeat(90),
    '\u202Eevil',
    '|^|',
    '𝕏'.repeat(2_000),
    '&'.repeat(4_000),
    '<OUT'.repeat(1_000),
  ),
);

export const url = fc.oneof(
  fc.webUrl(),
  fc.constantFrom('https://a.example/<OUT>?a=1&b=2#|^', `https://a.example/${'&'.repeat(550)}`),
);

export const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

/** Leaves out what is undefined, as everything that is stored does. */
export const tidy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
