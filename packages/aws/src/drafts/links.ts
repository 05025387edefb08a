import { basename } from 'node:path/posix';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Clock, Links } from '@tocsin/app';
import { during } from '../errors.ts';

/** Long enough to open a page, short enough that a link which is passed on opens nothing later. */
const validSeconds = 300;

/**
 * Signs addresses of drafts. The browser is told what they are whatever was stored with them: a page is shown, anything
 * else is saved under its name. Nothing is asked of S3 for it.
 */
export function s3Links({
  client,
  bucket,
  clock,
}: {
  client: () => Promise<S3Client>;
  bucket: string;
  clock: Clock;
}): Links {
  return {
    async signed(key) {
      const [{ GetObjectCommand }, { getSignedUrl }] = await Promise.all([
        import('@aws-sdk/client-s3'),
        import('@aws-sdk/s3-request-presigner'),
      ]);
      const page = key.endsWith('.html');
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentType: page ? 'text/html; charset=utf-8' : 'text/markdown; charset=utf-8',
        ResponseContentDisposition: page ? 'inline' : `attachment; filename="${basename(key)}"`,
      });
      const signing = getSignedUrl(await client(), command, { expiresIn: validSeconds, signingDate: clock.now() });
      return during('storage', `signing ${key}`, signing);
    },
  };
}
