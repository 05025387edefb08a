import { describe, expect, test } from 'vitest';
import { commandOf, type HeardEvent } from './heard.ts';

const ts = '1793888600.000100';
const message = { ts, text: 'rolled back', edited: { ts } };
const changed = (event: Partial<HeardEvent>): HeardEvent => ({
  type: 'message',
  subtype: 'message_changed',
  channel: 'C0INC00042',
  ts,
  ...event,
});

describe('what Slack sets to null is taken for left out', () => {
  test('what a message was before', () => {
    expect(commandOf(changed({ message, previous_message: null }), [])).toMatchObject({
      type: 'edit-message',
      text: 'rolled back',
    });
  });

  test('words, files and thread', () => {
    const bare = { ...message, text: null, files: null, thread_ts: null };
    expect(commandOf(changed({ message: bare, previous_message: message }), [])).toEqual({
      type: 'edit-message',
      by: { type: 'tocsin' },
      message: { channel: 'C0INC00042', ts },
      text: '',
      editedTs: ts,
    });
  });

  test('that it was edited: then it was not', () => {
    const previewed = { ...message, edited: null, text: 'with a preview' };
    expect(commandOf(changed({ message: previewed, previous_message: message }), [])).toBeUndefined();
  });
});
