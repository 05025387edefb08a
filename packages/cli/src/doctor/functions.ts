import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { clientSettings } from '../aws-clients.ts';
import type { Deployment } from '../deployment.ts';
import { type Check, fail, looking, ok, skipped, warn } from './check.ts';

/** Of one deployment are functions that were changed within so long of each other. */
const oneDeploymentMs = 3600_000;

/** The functions are there, active, and of one deployment. */
export async function checkFunctions({ functions }: Deployment): Promise<readonly Check[]> {
  const names = Object.entries(functions);
  if (names.length === 0)
    return [skipped('functions', 'their names are not known', 'Deploy from this clone, or give --outputs.')];
  const client = new LambdaClient(clientSettings);
  const changed: number[] = [];
  const checks = await Promise.all(
    names.map(([called, name]) => {
      const check = `function ${called}`;
      return looking(check, 'lambda:GetFunctionConfiguration', async () => {
        try {
          const found = await client.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
          const { Runtime, State, LastUpdateStatus, LastUpdateStatusReason, LastModified = '' } = found;
          if (!Number.isNaN(Date.parse(LastModified))) changed.push(Date.parse(LastModified));
          if (State !== undefined && State !== 'Active' && State !== 'Inactive')
            return [fail(check, `is ${State}`, 'Deploy again.')];
          if (LastUpdateStatus === 'Failed')
            return [
              fail(
                check,
                `its last update failed: ${LastUpdateStatusReason ?? 'it does not say why'}`,
                'Deploy again.',
              ),
            ];
          return [
            ok(check, `${Runtime ?? 'unknown runtime'}, changed ${LastModified.slice(0, 16) || 'at an unknown time'}`),
          ];
        } catch (error) {
          if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
          return [fail(check, `there is no function ${name}`, 'Deploy: npm run deploy.')];
        }
      });
    }),
  );
  const spread = changed.length === 0 ? 0 : Math.max(...changed) - Math.min(...changed);
  const mixed =
    spread > oneDeploymentMs
      ? [
          warn(
            'functions',
            `were changed ${Math.round(spread / 3600_000)} hours apart`,
            'Deploy, so that all are of one version; an unchanged one keeps its time.',
          ),
        ]
      : [];
  return [...checks.flat(), ...mixed];
}
