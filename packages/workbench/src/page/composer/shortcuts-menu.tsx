import type { ReactNode } from 'react';
import { MenuButton } from '../popup/menu.tsx';
import { useDirectory } from '../state/names.tsx';

interface ShortcutsProps {
  readonly onShortcut: (callbackId: string) => void;
  readonly onCommand: (line: string) => void;
}

/** What the app offers from anywhere: its global shortcuts, and its commands. */
export function ShortcutsMenu({ onShortcut, onCommand }: ShortcutsProps): ReactNode {
  const { app } = useDirectory();
  const shortcuts = app.shortcuts.filter(({ type }) => type === 'global');
  const items = [
    ...shortcuts.map(({ name, callbackId, description }) => ({
      key: callbackId,
      label: name,
      note: description,
      act: () => onShortcut(callbackId),
    })),
    ...app.commands.map(({ command, description }, index) => ({
      key: command,
      label: command,
      note: description,
      apart: index === 0 && shortcuts.length > 0,
      act: () => onCommand(`${command} `),
    })),
  ];
  return (
    <MenuButton label="Shortcuts" items={items} align="start">
      ⚡
    </MenuButton>
  );
}
