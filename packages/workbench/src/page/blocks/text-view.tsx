import type { MrkdwnElement, PlainTextElement } from '@slack/types';
import type { ReactNode } from 'react';
import { Mrkdwn, Plain } from '../mrkdwn/mrkdwn.tsx';

export function TextView({ text }: { readonly text: MrkdwnElement | PlainTextElement }): ReactNode {
  return text.type === 'mrkdwn' ? <Mrkdwn text={text.text} /> : <Plain text={text.text} />;
}
