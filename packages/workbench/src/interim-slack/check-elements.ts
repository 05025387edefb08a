import { isObject, type Json, length, type Report, text } from './check-blocks.ts';
import { limits } from './limits.ts';

const selects = [
  'static_select',
  'users_select',
  'conversations_select',
  'channels_select',
  'external_select',
  'multi_static_select',
  'multi_users_select',
  'multi_conversations_select',
  'multi_channels_select',
  'multi_external_select',
];
const inputs = [
  'plain_text_input',
  'number_input',
  'email_text_input',
  'url_text_input',
  'datepicker',
  'timepicker',
  'datetimepicker',
  'rich_text_input',
  'file_input',
];

/** An interactive element: its own limits, its options and its confirmation. */
export function checkElement(element: unknown, at: string, report: Report): void {
  if (!isObject(element)) return report(at, 'must be an object');
  const type = String(element['type']);
  length(element['action_id'], `${at}/action_id`, limits.id, report);
  checkConfirm(element['confirm'], `${at}/confirm`, report);
  text(element['placeholder'], `${at}/placeholder`, { most: limits.placeholder, plain: true }, report);
  if (type === 'button') return checkButton(element, at, report);
  if (type === 'image') {
    length(element['image_url'], `${at}/image_url`, limits.url, report);
    return typeof element['alt_text'] === 'string' ? undefined : report(`${at}/alt_text`, 'is required');
  }
  if (type === 'overflow') return checkOptions(element, at, limits.overflowOptions, report);
  if (type === 'checkboxes' || type === 'radio_buttons') return checkOptions(element, at, limits.choiceOptions, report);
  if (type === 'static_select' || type === 'multi_static_select')
    return element['option_groups'] === undefined ? checkOptions(element, at, limits.options, report) : undefined;
  if (selects.includes(type) || inputs.includes(type)) return;
  report(`${at}/type`, `unsupported element: ${type}`);
}

function checkButton(button: Json, at: string, report: Report): void {
  text(button['text'], `${at}/text`, { most: limits.buttonText, plain: true, required: true }, report);
  length(button['value'], `${at}/value`, limits.buttonValue, report);
  length(button['url'], `${at}/url`, limits.url, report);
  if (button['style'] !== undefined && !['primary', 'danger'].includes(String(button['style'])))
    report(`${at}/style`, 'must be primary or danger');
}

function checkOptions(element: Json, at: string, most: number, report: Report): void {
  const options = element['options'];
  if (!Array.isArray(options) || options.length === 0) return report(`${at}/options`, 'must hold at least one item');
  if (options.length > most) report(`${at}/options`, `no more than ${most} items allowed`);
  options.forEach((option, index) => {
    const place = `${at}/options/${index}`;
    if (!isObject(option)) return report(place, 'must be an object');
    text(option['text'], `${place}/text`, { most: limits.optionText, required: true }, report);
    length(option['value'], `${place}/value`, limits.optionValue, report);
  });
}

function checkConfirm(confirm: unknown, at: string, report: Report): void {
  if (confirm === undefined) return;
  if (!isObject(confirm)) return report(at, 'must be an object');
  text(confirm['title'], `${at}/title`, { most: limits.confirmTitle, plain: true, required: true }, report);
  text(confirm['text'], `${at}/text`, { most: limits.confirmText, required: true }, report);
  text(confirm['confirm'], `${at}/confirm`, { most: limits.confirmButton, plain: true, required: true }, report);
  text(confirm['deny'], `${at}/deny`, { most: limits.confirmButton, plain: true, required: true }, report);
}
