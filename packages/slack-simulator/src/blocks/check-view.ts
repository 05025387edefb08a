import { type BlockProblem, boolean, type Check, isObject, shape, string } from './check.ts';
import { checkBlocks } from './check-blocks.ts';
import { limits } from './limits.ts';
import { plainText } from './objects.ts';

const shared: Readonly<Record<string, Check>> = {
  blocks: (value, _pointer, report) => {
    if (!Array.isArray(value)) report('/blocks', 'must provide an array');
  },
  private_metadata: string(limits.view.privateMetadata, 0),
  callback_id: string(limits.view.callbackId, 0),
  external_id: string(limits.view.externalId, 0),
};
const { blocks, ...optional } = shared;

const modal: Check = shape(
  { blocks: blocks as Check, title: plainText(limits.view.title) },
  {
    ...optional,
    submit: plainText(limits.view.button),
    close: plainText(limits.view.button),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
);
const home: Check = shape({ blocks: blocks as Check }, { ...optional, title: plainText(limits.view.title) });

/**
 * What Slack would refuse in a view, as an app sends one. Pointers start at the view itself (`/title/text`).
 * A modal with an input needs a submit button.
 */
export function checkView(view: unknown): BlockProblem[] {
  const problems: BlockProblem[] = [];
  const report = (pointer: string, message: string) => void problems.push({ pointer, message });
  if (!isObject(view)) return [{ pointer: '', message: 'must provide an object' }];
  const type = view['type'];
  if (type !== 'modal' && type !== 'home') {
    return [
      {
        pointer: '/type',
        message: type === undefined ? 'missing required field: type' : `unsupported type: ${String(type)}`,
      },
    ];
  }
  (type === 'modal' ? modal : home)(view, '', report);
  if (Array.isArray(view['blocks'])) {
    problems.push(...checkBlocks(view['blocks'], type));
    const asks = view['blocks'].some((block) => isObject(block) && block['type'] === 'input');
    if (type === 'modal' && asks && view['submit'] === undefined) report('/submit', 'missing required field: submit');
  }
  return problems;
}
