import * as z from 'zod';
import { refuse } from '../errors.ts';
import { userCalled } from '../workspace/see.ts';
import { findView, mustBeValid, openModal, publishHome, pushModal, updateView } from '../workspace/views.ts';
import { json, text } from './args.ts';
import { method } from './method.ts';

const triggered = z.object({ view: json, trigger_id: text.optional(), interactivity_pointer: text.optional() });

const pointer = ({ trigger_id, interactivity_pointer }: z.output<typeof triggered>): string =>
  trigger_id ??
  interactivity_pointer ??
  refuse('invalid_arguments', {
    response_metadata: { messages: ['[ERROR] missing required field: trigger_id'] },
  });

/** None of them asks for a scope. */
export const views = {
  'views.open': method({
    scopes: [],
    tier: 4,
    args: triggered,
    run(args, { world, triggers }) {
      const view = mustBeValid(args.view, 'modal');
      const { user } = triggers.spend(pointer(args));
      return { view: structuredClone(openModal(world, user, view)) };
    },
  }),

  'views.push': method({
    scopes: [],
    tier: 4,
    args: triggered,
    run(args, { world, triggers }) {
      const view = mustBeValid(args.view, 'modal');
      const { user, viewId } = triggers.spend(pointer(args));
      // Only what was done in a modal can lay another one on it.
      if (viewId === undefined) refuse('not_found');
      return { view: structuredClone(pushModal(world, user, view)) };
    },
  }),

  'views.update': method({
    scopes: [],
    tier: 4,
    args: z.object({ view: json, view_id: text.optional(), external_id: text.optional(), hash: text.optional() }),
    run({ view: given, view_id, external_id, hash }, { world }) {
      const found = findView(world, (one) =>
        view_id === undefined ? external_id !== undefined && one.external_id === external_id : one.id === view_id,
      );
      if (found === undefined) refuse('not_found');
      const view = mustBeValid(given, found.type);
      if (hash !== undefined && hash !== found.hash) refuse('hash_conflict');
      updateView(world, found, view);
      return { view: structuredClone(found) };
    },
  }),

  'views.publish': method({
    scopes: [],
    tier: 4,
    args: z.object({ view: json, user_id: text, hash: text.optional() }),
    run({ view: given, user_id, hash }, { world }) {
      if (world.manifest !== undefined && !world.manifest.features?.app_home?.home_tab_enabled) refuse('not_enabled');
      const user = userCalled(world, user_id);
      const view = mustBeValid(given, 'home');
      const known = world.homes.get(user.id);
      if (hash !== undefined && known !== undefined && hash !== known.hash) refuse('hash_conflict');
      return { view: structuredClone(publishHome(world, user.id, view)) };
    },
  }),
};
