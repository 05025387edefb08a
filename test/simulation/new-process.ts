import type { World } from '@tocsin/app';
import { slackChat } from '@tocsin/slack';
import { credentials } from '../../packages/workbench/src/people.ts';

/** A crash takes what the process remembers with it: who we are in Slack, which methods are limited for how long. */
export function newProcess(world: World, crashes: () => number): World {
  const make = () =>
    slackChat({ token: credentials.token, apiUrl: process.env['SLACK_API_URL'] ?? '', now: world.clock.now });
  let chat = { after: 0, made: world.chat };
  const alive = () => {
    if (chat.after !== crashes()) chat = { after: crashes(), made: make() };
    return chat.made;
  };
  return {
    ...world,
    chat: {
      reach: () => alive().reach(),
      createChannel: (channel) => alive().createChannel(channel),
      findChannel: (query) => alive().findChannel(query),
      post: (message) => alive().post(message),
      findPost: (query) => alive().findPost(query),
      update: (message) => alive().update(message),
      inviteGroup: (invitation) => alive().inviteGroup(invitation),
      invite: (invitation) => alive().invite(invitation),
      pin: (message) => alive().pin(message),
      quietUntil: (person) => alive().quietUntil(person),
      setTopic: (topic) => alive().setTopic(topic),
      remove: (message) => alive().remove(message),
      writeCanvas: (draft) => alive().writeCanvas(draft),
      leave: (channel) => alive().leave(channel),
      bookmark: (bookmark) => alive().bookmark(bookmark),
      readMessage: (message) => alive().readMessage(message),
      namesOf: (ids) => alive().namesOf(ids),
      download: (file) => alive().download(file),
    },
  };
}
