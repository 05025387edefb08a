import { randomUUID } from 'node:crypto';
import { only, Refusal, required, unknownOperation } from './refusal.ts';

/** A document: how long it runs and how it ends. */
export interface Automation {
  /** Asked with each look; undefined: it is still running. */
  readonly end: (
    age: number,
    parameters: Readonly<Record<string, readonly string[]>>,
  ) =>
    | {
        readonly status: string;
        readonly failure?: string;
        readonly outputs?: Readonly<Record<string, readonly string[]>>;
      }
    | undefined;
}

interface Execution {
  readonly document: string;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly at: number;
}

/** Systems Manager: automations, started once by client token, then asked about; and parameters, all of them secure. */
export function automations(
  documents: ReadonlyMap<string, Automation>,
  parameters: ReadonlyMap<string, string>,
  now: () => Date,
) {
  const executions = new Map<string, Execution>();
  const byToken = new Map<string, { id: string; asked: string }>();
  const start = (input: Record<string, unknown>) => {
    only(input, 'DocumentName', 'Parameters', 'ClientToken');
    const document = required(input['DocumentName'] as string, 'documentName');
    const parameters = (input['Parameters'] ?? {}) as Execution['parameters'];
    if (!documents.has(document))
      throw new Refusal('AutomationDefinitionNotFoundException', `Automation document ${document} not found`);
    for (const [name, values] of Object.entries(parameters))
      if (!Array.isArray(values)) throw new Refusal('SerializationException', `Parameter ${name} is not a list`);
    const token = required(input['ClientToken'] as string, 'clientToken');
    if (!/^[a-fA-F0-9]{8}(-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}$/.test(token))
      throw new Refusal('ValidationException', `Value '${token}' at 'clientToken' failed to satisfy constraint`);
    const asked = JSON.stringify([document, parameters]);
    const before = byToken.get(token);
    if (before && before.asked !== asked)
      throw new Refusal('IdempotentParameterMismatch', 'The token was used otherwise');
    if (before) return { AutomationExecutionId: before.id };
    const id = randomUUID();
    byToken.set(token, { id, asked });
    executions.set(id, { document, parameters, at: now().getTime() });
    return { AutomationExecutionId: id };
  };
  const get = (input: Record<string, unknown>) => {
    only(input, 'AutomationExecutionId');
    const id = required(input['AutomationExecutionId'] as string, 'automationExecutionId');
    const execution = executions.get(id);
    if (!execution) throw new Refusal('AutomationExecutionNotFoundException', `Execution ${id} not found`);
    const { document, parameters, at } = execution;
    const end = documents.get(document)?.end(now().getTime() - at, parameters);
    return {
      AutomationExecution: {
        AutomationExecutionId: id,
        DocumentName: document,
        AutomationExecutionStatus: end?.status ?? 'InProgress',
        ...(end?.failure === undefined ? {} : { FailureMessage: end.failure }),
        Outputs: end?.outputs ?? {},
      },
    };
  };
  const getParameter = (input: Record<string, unknown>) => {
    only(input, 'Name', 'WithDecryption');
    const name = required(input['Name'] as string, 'name');
    const value = parameters.get(name);
    if (value === undefined) throw new Refusal('ParameterNotFound', `Parameter ${name} not found`);
    const shown = input['WithDecryption'] === true ? value : `encrypted:${name}`;
    return { Parameter: { Name: name, Type: 'SecureString', Value: shown, Version: 1 } };
  };
  return {
    executions,
    answer(operation: string, input: Record<string, unknown>): object {
      if (operation === 'StartAutomationExecution') return start(input);
      if (operation === 'GetAutomationExecution') return get(input);
      if (operation === 'GetParameter') return getParameter(input);
      throw unknownOperation(`ssm:${operation}`);
    },
  };
}
