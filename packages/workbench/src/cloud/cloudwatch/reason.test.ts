import { expect, test } from 'vitest';
import { double } from './reason.ts';

// As Java's Double.toString, which is what CloudWatch prints.
test.each([
  [0, '0.0'],
  [100, '100.0'],
  [-3, '-3.0'],
  [99.50160229693434, '99.50160229693434'],
  [45628, '45628.0'],
  [12_345_678, '1.2345678E7'],
  [10_000_000, '1.0E7'],
  [0.0005, '5.0E-4'],
])('%d prints as %s', (value, expected) => {
  expect(double(value)).toBe(expected);
});
