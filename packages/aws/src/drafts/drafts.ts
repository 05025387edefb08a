import type { S3Client } from '@aws-sdk/client-s3';
import type { Drafts } from '@tocsin/app/drafting';
import { during } from '../errors.ts';

/** Drafts in a private bucket. S3 encrypts every object by itself; a bucket's own key does it with that. */
export function s3Drafts({ client, bucket }: { client: () => Promise<S3Client>; bucket: string }): Drafts {
  return {
    async put({ key, text, contentType }) {
      const { PutObjectCommand } = await import('@aws-sdk/client-s3');
      const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentType: contentType });
      await during('storage', `storing ${key}`, (await client()).send(command));
    },
    async get(key) {
      const { GetObjectCommand } = await import('@aws-sdk/client-s3');
      const asked = (await client()).send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      const found = await during('storage', `reading ${key}`, asked.catch(none));
      return await found?.Body?.transformToString('utf-8');
    },
  };
}

function none(error: unknown): undefined {
  if (!(error instanceof Error) || error.name !== 'NoSuchKey') throw error;
}
