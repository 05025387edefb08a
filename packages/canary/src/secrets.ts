import type { Environment } from './context.ts';
import { CheckError } from './errors.ts';
import { describeAwsError } from './probes/aws.ts';

/**
 * Where a secret is kept, as its variable says: `ssm:<parameter>` or `secretsmanager:<name>`. A value itself is refused,
 * for a canary's environment is no place for it: whoever may describe the canary reads it.
 */
export function parseSecretReference(
  name: string,
  text: string | undefined,
):
  | { readonly type: 'reference'; readonly store: 'ssm' | 'secretsmanager'; readonly id: string }
  | { readonly type: 'refused'; readonly reason: string } {
  const [, store, id] = /^(ssm|secretsmanager):(\S+)$/.exec(text ?? '') ?? [];
  if (store !== undefined && id !== undefined) return { type: 'reference', store: store as 'ssm', id };
  const found = text === undefined || text === '' ? 'is not set' : 'holds something else';
  return {
    type: 'refused',
    reason: `${name} ${found}: say where the secret is kept, ssm:<parameter> or secretsmanager:<name>`,
  };
}

/**
 * The values of secrets. Both stores are asked through Parameter Store, which passes requests for
 * `/aws/reference/secretsmanager/…` on: one client, one kind of error.
 *
 * @throws CheckError that names the variable and never the value
 */
export async function readSecrets(
  names: readonly string[],
  environment: Environment,
): Promise<Readonly<Record<string, string>>> {
  if (names.length === 0) return {};
  const { SSMClient, GetParameterCommand } = await import('@aws-sdk/client-ssm');
  const client = new SSMClient({});
  try {
    const read = names.map(async (name) => {
      const reference = parseSecretReference(name, environment[name]);
      if (reference.type === 'refused') throw new CheckError(reference.reason);
      const Name = reference.store === 'ssm' ? reference.id : `/aws/reference/secretsmanager/${reference.id}`;
      const { Parameter } = await client
        .send(new GetParameterCommand({ Name, WithDecryption: true }))
        .catch((cause: unknown) => {
          throw new CheckError(
            `the secret ${name} cannot be read from ${environment[name]}: ${describeAwsError(cause)}`,
            {
              cause,
            },
          );
        });
      if (!Parameter?.Value) throw new CheckError(`the secret ${name} is empty at ${environment[name]}`);
      return [name, Parameter.Value] as const;
    });
    return Object.fromEntries(await Promise.all(read));
  } finally {
    client.destroy();
  }
}
