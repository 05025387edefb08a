import * as z from 'zod/mini';
import { type Expectation, parseExpectation } from './expectation.ts';

const units = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** `30s`, `5m`, `2h` → milliseconds. */
export const Duration = z.pipe(
  z.string('write a duration such as 30s, 5m or 1h').check(
    z.regex(/^\d{1,4}[smh]$/, 'write a duration such as 30s, 5m or 1h'),
    z.refine((text) => !/^0+[smh]$/.test(text), 'make it longer than nothing'),
  ),
  z.transform((text: string) => Number(text.slice(0, -1)) * units[text.at(-1) as keyof typeof units]),
);

/** Text that is not blank; numbers and yes/no are taken as they are written. */
export const Text = z.pipe(
  z.union([z.string().check(z.regex(/\S/, 'write some text')), z.number(), z.boolean()], 'write some text'),
  z.transform((value: string | number | boolean) => String(value)),
);

export const Texts = z.record(z.string(), Text, 'write names with their values, one a line');

export const Url = z
  .string('write an address that begins with https://')
  .check(
    z.regex(
      /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1)[:/]|\{\{)\S+$/,
      'write an address that begins with https://',
    ),
  );

/** Any value of JSON, as parameters of a call have it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export const JsonObject = z.record(z.string(), z.json(), 'write names with their values, one a line');

export const Expected = z.pipe(
  z.union([z.string(), z.number(), z.boolean()], 'say what is expected: "< 60", "= READY" or "10..20"'),
  z.transform((written: string | number | boolean, context): Expectation => {
    const expectation = parseExpectation(String(written));
    if (expectation) return expectation;
    context.issues.push({
      code: 'custom',
      input: written,
      message: 'say what is expected: "< 60", "= READY" or "10..20"',
    });
    return z.NEVER;
  }),
);
