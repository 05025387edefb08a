import type { S3Client } from '@aws-sdk/client-s3';
import type { Files } from '@tocsin/app';
import { during } from './errors.ts';

/** Files that people attached, in a private bucket; without a bucket there is no storage. */
export function s3Files({ client, bucket }: { client: () => Promise<S3Client>; bucket: string | undefined }): Files {
  if (bucket === undefined) return { put: undefined };
  return {
    async put({ key, bytes, contentType }) {
      const { PutObjectCommand } = await import('@aws-sdk/client-s3');
      const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: contentType });
      await during('storage', `storing ${key}`, (await client()).send(command));
    },
  };
}
