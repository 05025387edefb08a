import type { SNSClient } from '@aws-sdk/client-sns';
import type { Log, Pager } from '@tocsin/app';
import { during } from './errors.ts';

export interface PagerOptions {
  readonly client: (region: string | undefined) => Promise<SNSClient>;
  /** Where a page goes whose owner has no topic. */
  readonly defaultTopic: string | undefined;
  readonly log: Log;
}

type Said = Omit<Parameters<Pager['page']>[0], 'target'>;

/** SNS takes a subject of less than 100 printable ASCII characters (API reference, Publish), a message of 256 KB. */
const longestSubject = 99;
const longestText = 60_000;

/**
 * Pages by SNS. An owner's topic that does not take the page (deleted, not ours to publish to) must not leave everybody
 * asleep: the default topic gets it, and says so. Without any topic there is nobody to page: that is logged, not thrown,
 * for the incident must go on.
 *
 * @throws AwsError (`page`) when no topic takes it; the effect is then tried again
 */
export function snsPager({ client, defaultTopic, log }: PagerOptions): Pager {
  const publish = async (topic: string, { subject, text, ...of }: Said): Promise<void> => {
    const { PublishCommand } = await import('@aws-sdk/client-sns');
    const sns = await client(topic.split(':')[3]);
    const message = { TopicArn: topic, Subject: toSubject(subject), Message: text.slice(0, longestText) };
    await during('page', `paging ${topic}`, sns.send(new PublishCommand(message)));
    // Not what it says: an incident's title is people's words, and may become private.
    log.info('page', { ...of, topic });
  };
  return {
    async page({ target, subject, text, incident }) {
      const of = incident === undefined ? {} : { incident };
      const topic = target ?? defaultTopic;
      if (topic === undefined) {
        const reason = 'nobody is paged: neither the owner nor TOCSIN_PAGE_TOPIC names an SNS topic';
        log.warn('page', { ...of, reason });
        return;
      }
      try {
        await publish(topic, { ...of, subject, text });
      } catch (error) {
        if (defaultTopic === undefined || topic === defaultTopic) throw error;
        log.warn('page', {
          ...of,
          reason: `${topic} did not take it; ${defaultTopic} gets it instead`,
          error,
        });
        const because = `(Sent here because ${topic} did not take it.)`;
        await publish(defaultTopic, { ...of, subject, text: `${text}\n\n${because}` });
      }
    },
  };
}

/** Letters lose their accents, other characters become question marks; the text below has them all. */
function toSubject(text: string): string {
  const ascii = text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/[^ -~]/gu, '?')
    .trim();
  return ascii.length > longestSubject ? `${ascii.slice(0, longestSubject - 3)}...` : ascii || 'Incident';
}
