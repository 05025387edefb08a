import { createContext, useContext, useMemo, useState } from 'react';
import type { InputValue, InputValues, PageOption, PageView, Place, SuggestRequest } from '../../page-api.ts';
import { ask } from '../state/requests.ts';
import { useTell } from '../state/use-tell.ts';
import { withValue } from './values.ts';

export interface ControlIds {
  readonly blockId: string;
  readonly actionId: string;
}

/** What blocks stand on: a message, a modal, the Home. It holds what is put into their controls, and sends what is done. */
export interface Surface {
  /** Where a message is; empty elsewhere. */
  readonly channel: string;
  /** What was put in since it is shown. */
  readonly values: InputValues;
  /** What Slack keeps of it. */
  readonly held: PageView['held'];
  readonly put: (ids: ControlIds, value: InputValue) => void;
  readonly press: (ids: ControlIds, value: string | undefined) => Promise<void>;
  /** Puts a value in and tells the app. */
  readonly choose: (ids: ControlIds, value: InputValue) => Promise<void>;
  /** What the app offers for what is typed into a menu that asks it. */
  readonly suggest: (ids: ControlIds, query: string) => Promise<readonly PageOption[]>;
  /** What is wrong, by block. */
  readonly errors: Readonly<Record<string, string>>;
  /** Sends the form that it is, if it is one. */
  readonly submit: (() => void) | undefined;
}

const nothing = (): Promise<void> => Promise.resolve();
const SurfaceContext = createContext<Surface>({
  channel: '',
  values: {},
  held: {},
  put: () => {},
  press: nothing,
  choose: nothing,
  suggest: () => Promise.resolve([]),
  errors: {},
  submit: undefined,
});

export const SurfaceOf = SurfaceContext.Provider;
export const useSurface = (): Surface => useContext(SurfaceContext);

const untouched: InputValues = {};
const unheld: PageView['held'] = {};

/** A surface that acts as `me`. What is put in stays when the app changes the blocks, as long as their ids stay. */
export function useActingSurface(
  me: string,
  place: Place,
  { held = unheld, errors = {}, submit }: Partial<Pick<Surface, 'held' | 'errors' | 'submit'>> = {},
): Surface {
  const tell = useTell();
  const [values, setValues] = useState(untouched);
  const key = JSON.stringify(place);
  return useMemo(() => {
    const where = JSON.parse(key) as Place;
    const put = (ids: ControlIds, value: InputValue): void => setValues((before) => withValue(before, ids, value));
    const sent = (ids: ControlIds) => ({
      as: me,
      ...where,
      ...('viewId' in where ? { values: except(values, ids) } : {}),
      actionId: ids.actionId,
      ...(ids.blockId === '' ? {} : { blockId: ids.blockId }),
    });
    const failed = 'That did not work';
    return {
      channel: 'channel' in where ? where.channel : '',
      values,
      held,
      put,
      press: async (ids, value) => {
        await tell(failed, ask.click({ ...sent(ids), ...(value === undefined ? {} : { value }) }));
      },
      choose: async (ids, value) => {
        put(ids, value);
        await tell(failed, ask.select({ ...sent(ids), value }));
      },
      suggest: async (ids, query) => {
        const { values: _, ...asked } = sent(ids);
        return (await ask.suggest({ ...asked, query } as SuggestRequest)).options ?? [];
      },
      errors,
      submit,
    };
  }, [me, key, values, held, errors, submit, tell]);
}

/** The others' values: what is acted on comes by itself. */
function except(values: InputValues, { blockId, actionId }: ControlIds): InputValues {
  const { [actionId]: _own, ...others } = values[blockId] ?? {};
  return { ...values, [blockId]: others };
}
