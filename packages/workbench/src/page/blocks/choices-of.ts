import type { PlainTextOption } from '@slack/types';
import type { PageChannel } from '../../page-api.ts';
import type { Choice } from '../popup/choices.ts';
import type { Directory } from '../state/names.tsx';
import type { AnyElement } from './element.ts';

/** What a menu offers: what the app listed, or who and what there is in the workspace. */
export function choicesOf(element: AnyElement, { people, channels }: Directory): readonly Choice[] {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      if (element.option_groups)
        return element.option_groups.flatMap(({ label, options }) =>
          options.map((option) => ({ ...toChoice(option), group: label.text })),
        );
      return (element.options ?? []).map(toChoice);
    case 'users_select':
    case 'multi_users_select':
      return people.map(({ id, name, bot }) => ({ id, label: name, sign: '@', note: bot ? 'App' : undefined }));
    case 'channels_select':
    case 'multi_channels_select':
      return channels.filter(({ kind, archived }) => kind === 'public' && !archived).map(channelChoice);
    case 'conversations_select':
    case 'multi_conversations_select': {
      const kinds = element.filter?.include;
      return channels
        .filter(({ kind, archived }) => !archived && (kinds === undefined || kinds.includes(kind)))
        .map(channelChoice);
    }
    default:
      return [];
  }
}

const toChoice = ({ text, value, description }: PlainTextOption): Choice => ({
  id: value ?? '',
  label: text.text,
  note: description?.text,
});

const channelChoice = ({ id, name, kind }: PageChannel): Choice => ({
  id,
  label: name,
  sign: kind === 'public' ? '#' : kind === 'private' ? '🔒' : '@',
});
