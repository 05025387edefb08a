import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

/** What a function costs whose author bundled the usual libraries without further thought. */
const source = `
import { App, AwsLambdaReceiver } from '@slack/bolt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SNSClient } from '@aws-sdk/client-sns';
import { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
const receiver = new AwsLambdaReceiver({ signingSecret: 'test' });
const app = new App({ receiver, authorize: async () => ({ botToken: 'xoxb-test' }), tokenVerificationEnabled: false });
const Event = z.object({ body: z.string() });
const region = 'eu-west-1';
export const clients = { table: DynamoDBDocumentClient.from(new DynamoDBClient({ region })), sqs: new SQSClient({ region }), sns: new SNSClient({ region }), s3: new S3Client({ region }) };
export const handler = async (event) => (await receiver.toHandler())(Event.parse(event), {});
`;
const empty = `export const handler = async () => ({});\n`;

/** Builds the plain bundle and an empty handler as our own functions are built: ESM, minified, for Lambda. */
export async function buildComparison(root: string, out: string): Promise<{ plain: string; empty: string }> {
  await mkdir(out, { recursive: true });
  const files = { plain: path.join(out, 'plain.mjs'), empty: path.join(out, 'empty.mjs') };
  const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  await build({
    stdin: { contents: source, resolveDir: root, loader: 'ts' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile: files.plain,
    banner: { js: banner },
    logLevel: 'error',
  });
  await writeFile(files.empty, empty);
  return files;
}
