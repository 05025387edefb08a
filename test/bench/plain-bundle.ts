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
const signingSecret = process.env.SLACK_SIGNING_SECRET;
const receiver = new AwsLambdaReceiver({ signingSecret });
const app = new App({ receiver, token: process.env.SLACK_BOT_TOKEN, deferInitialization: true, tokenVerificationEnabled: false });
app.command('/incident', async ({ ack }) => ack('Help is on its way'));
const Event = z.object({ body: z.string() });
const region = process.env.AWS_REGION;
export const clients = { table: DynamoDBDocumentClient.from(new DynamoDBClient({ region })), sqs: new SQSClient({ region }), sns: new SNSClient({ region }), s3: new S3Client({ region }) };
export const handler = async (event) => {
  Event.parse(event);
  await app.init();
  return (await receiver.start())(event, {}, () => {});
};
`;
const empty = `export const handler = async () => ({});\n`;

export interface Comparison {
  readonly plain: string;
  readonly empty: string;
  /** Bytes of the plain bundle. */
  readonly plainBytes: number;
}

/**
 * Builds the plain bundle and an empty handler with the settings that our own functions are built with, ES modules first
 * and minified, but without what tools/bundle.ts leaves out by hand.
 */
export async function buildComparison(root: string, out: string): Promise<Comparison> {
  await mkdir(out, { recursive: true });
  const files = { plain: path.join(out, 'plain.mjs'), empty: path.join(out, 'empty.mjs') };
  const { metafile } = await build({
    stdin: { contents: source, resolveDir: root, loader: 'ts' },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    legalComments: 'none',
    platform: 'node',
    mainFields: ['module', 'main'],
    format: 'esm',
    target: 'node20',
    outfile: files.plain,
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    metafile: true,
    logLevel: 'error',
  });
  await writeFile(files.empty, empty);
  const [output] = Object.values(metafile.outputs);
  return { ...files, plainBytes: output?.bytes ?? 0 };
}
