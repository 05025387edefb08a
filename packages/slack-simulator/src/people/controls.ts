import { isObject } from '../blocks/check.ts';
import type { Json, StateValues, View } from '../workspace/model.ts';
import { cannot } from './context.ts';
import { fieldsFor, initialFields } from './input.ts';
import type { InputValues } from './types.ts';

/** One control of a message or a view, and the block it stands in. */
export interface Control {
  readonly blockId: string;
  readonly actionId: string;
  readonly block: Json;
  readonly element: Json;
}

/** Every control in these blocks, in order. */
export function controlsIn(blocks: readonly unknown[]): Control[] {
  return blocks.filter(isObject).flatMap((block) => {
    const several = Array.isArray(block['elements']) ? block['elements'] : [];
    const children = Array.isArray(block['child_blocks']) ? controlsIn(block['child_blocks']) : [];
    const cards = block['type'] === 'carousel' ? controlsIn(several) : [];
    const onCard = Array.isArray(block['actions']) ? block['actions'] : [];
    const own = [...several, ...onCard, block['accessory'], block['element']].flatMap((element): Control[] => {
      if (!isObject(element) || typeof element['action_id'] !== 'string') return [];
      return [{ blockId: String(block['block_id']), actionId: element['action_id'], block, element }];
    });
    return [...own, ...children, ...cards];
  });
}

export interface Wanted {
  readonly actionId: string;
  readonly blockId?: string;
  /** Of a button: its value. */
  readonly value?: string;
}

export function findControl(blocks: readonly unknown[], { actionId, blockId, value }: Wanted): Control | undefined {
  return controlsIn(blocks).find(
    (one) =>
      one.actionId === actionId &&
      (blockId === undefined || one.blockId === blockId) &&
      (value === undefined || one.element['value'] === value),
  );
}

/** Puts values into controls. @throws PersonError for a control that is not there, or what it does not offer */
export function fillIn(view: View, values: InputValues): void {
  const controls = controlsIn(view.blocks);
  for (const [blockId, actions] of Object.entries(values)) {
    for (const [actionId, value] of Object.entries(actions)) {
      const control = controls.find((one) => one.blockId === blockId && one.actionId === actionId);
      if (control === undefined) cannot('no_such_control', `the view has no ${blockId}/${actionId}`);
      view.state.values[blockId] = { ...view.state.values[blockId], [actionId]: fieldsFor(control.element, value) };
    }
  }
  view.state = { values: stateOf(view.blocks, view.state.values) };
}

/** `state.values`: what every control that holds something holds, chosen or from the start. */
export function stateOf(blocks: readonly unknown[], chosen: StateValues): StateValues {
  const values: StateValues = {};
  for (const { blockId, actionId, element } of controlsIn(blocks)) {
    const held = chosen[blockId]?.[actionId] ?? initialFields(element);
    if (held === undefined) continue;
    values[blockId] = { ...values[blockId], [actionId]: held };
  }
  return values;
}
