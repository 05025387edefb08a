import type { ReactNode } from 'react';
import { Plain } from '../mrkdwn/mrkdwn.tsx';
import { safeUrl } from '../mrkdwn/token.ts';
import { MenuButton } from '../popup/menu.tsx';
import type { ElementOf } from './element.ts';
import { type ControlProps, useControl } from './use-control.tsx';

/** The three dots and the menu behind them. */
export function OverflowView(props: ControlProps<ElementOf<'overflow'>>): ReactNode {
  const { busy, send, asking } = useControl(props);
  return (
    <>
      <MenuButton
        label={props.label ?? 'More options'}
        className="button button-overflow"
        busy={busy}
        items={props.element.options.map(({ text, value = '', url, description }) => {
          const href = url === undefined ? undefined : safeUrl(url);
          return {
            key: value,
            label: <Plain text={text.text} />,
            ...(description === undefined ? {} : { note: <Plain text={description.text} /> }),
            ...(href === undefined ? {} : { href }),
            act: () => send(value),
          };
        })}
      >
        ⋯
      </MenuButton>
      {asking}
    </>
  );
}
