/** What AWS answers to a request that it does not carry out; thrown by the stand-ins, written in each one's protocol. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export const unknownOperation = (name: string): Refusal =>
  new Refusal('UnknownOperationException', `The stand-in does not know ${name}`, 400);

/** Says what is wrong rather than let a call through that AWS would refuse. */
export function required<Value>(value: Value | undefined | null, name: string): Value {
  if (value === undefined || value === null || value === '')
    throw new Refusal(
      'ValidationException',
      `Value at '${name}' failed to satisfy constraint: Member must not be null`,
    );
  return value;
}

/** A parameter that nobody looks at is one that nobody tested. */
export function only(input: object, ...known: readonly string[]): void {
  const other = Object.keys(input).find((name) => !known.includes(name));
  if (other !== undefined)
    throw new Refusal('SerializationException', `The stand-in does not know the parameter ${other}`);
}
