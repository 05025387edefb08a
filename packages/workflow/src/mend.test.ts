import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { mendOf } from './mend.ts';

test.each<[what: string, z.ZodMiniType, unknown, string]>([
  ['a text that is too short', z.string().check(z.minLength(1)), '', 'write some text'],
  ['too small a number', z.number().check(z.gte(2)), 1, 'write a number of 2 or more'],
  ['too large a number', z.number().check(z.lte(2)), 3, 'write a number of 2 or less'],
  ['a number at a limit that it must not reach', z.number().check(z.lt(2)), 2, 'write a number below 2'],
  ['a type without a name of its own', z.date(), 1, 'write a value of type date'],
  ['words of the schema come first', z.string('name it'), 1, 'name it'],
])('%s', (_, schema, value, mend) => {
  const { error } = schema.safeParse(value, { error: mendOf });
  expect(error?.issues.map(({ message }) => message)).toEqual([mend]);
});
