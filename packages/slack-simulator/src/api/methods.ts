import { auth } from './auth.ts';
import { bookmarks } from './bookmarks.ts';
import { canvases } from './canvases.ts';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { conversationsRead } from './conversations-read.ts';
import { dnd } from './dnd.ts';
import { files } from './files.ts';
import { history } from './history.ts';
import { allScopes, type Method } from './method.ts';
import { pins } from './pins.ts';
import { reactions } from './reactions.ts';
import { usergroups } from './usergroups.ts';
import { users } from './users.ts';
import { views } from './views.ts';

/** Every method there is, with its scopes and its tier; another one is `unknown_method`. */
export const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    ...auth,
    ...bookmarks,
    ...canvases,
    ...chat,
    ...conversations,
    ...conversationsRead,
    ...dnd,
    ...files,
    ...history,
    ...pins,
    ...reactions,
    ...usergroups,
    ...users,
    ...views,
  }),
);

/** Every scope that a method of ours asks for, and the one for slash commands. */
export const everyScope: readonly string[] = [
  ...new Set(['commands', ...[...methods.values()].flatMap(({ scopes }) => allScopes(scopes))]),
];
