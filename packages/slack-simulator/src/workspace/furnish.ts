import type { NewChannel, NewUser, NewUserGroup } from '../types.ts';
import { addChannel } from './channels.ts';
import type { User } from './model.ts';
import type { World } from './world.ts';

/** Puts people, channels and groups into a workspace as if they had always been there: nobody is told. */

export function furnishUser(world: World, given: NewUser): string {
  const standing = given.standing ?? (given.guest === undefined ? 'member' : 'guest');
  const foreign = standing === 'stranger';
  const user: User = {
    id: given.id ?? world.ids.next('U'),
    name: given.name,
    realName: given.realName ?? given.name,
    email: given.email ?? `${given.name}@example.com`,
    tz: given.tz ?? 'Etc/UTC',
    displayName: given.displayName ?? given.name,
    team: {
      // The first id with `T` is the workspace's own by default.
      id: given.team?.id ?? (foreign ? world.ids.next('T9') : world.team.id),
      domain: given.team?.domain ?? (foreign ? 'elsewhere' : world.team.domain),
    },
    standing,
    guest: standing === 'guest' ? (given.guest ?? 'multi') : undefined,
    admin: given.admin ?? false,
    presence: given.presence ?? 'active',
    deleted: given.deleted ?? false,
    doNotDisturb: given.doNotDisturb,
    pause: undefined,
  };
  world.users.set(user.id, user);
  world.changed('user-added', { user: user.id });
  return user.id;
}

export function furnishChannel(world: World, given: NewChannel): string {
  const creator = given.creator ?? given.members?.[0] ?? 'USLACKBOT';
  const { id } = given;
  const channel = addChannel(world, {
    ...(id === undefined ? {} : { id }),
    name: given.name,
    kind: given.private ? 'private' : 'public',
    creator,
  });
  const everybody = [...world.users.values()]
    .filter(({ standing, deleted }) => standing === 'member' && !deleted)
    .map((user) => user.id);
  for (const member of given.members ?? (channel.general ? everybody : [])) channel.members.add(member);
  channel.archived = given.archived ?? false;
  if (given.topic !== undefined) channel.topic = { value: given.topic, creator, last_set: world.seconds() };
  world.changed('channel-added', { channel: channel.id });
  return channel.id;
}

export function furnishGroup(world: World, { id = world.ids.next('S'), name, handle, users }: NewUserGroup): string {
  world.groups.set(id, { id, name, handle, users: [...users] });
  world.changed('group-added');
  return id;
}
