import { CheckError, custom, defineChecks, dynamodb, http, type RunContext } from '@tocsin/canary';
import * as z from 'zod';
import { designViewer } from './workflow.ts';

/*
 * Each run walks the whole path with a design of its own and hands on what it got: token → fileId, uploadedAt → job.
 */

const design = 'canary-cube';
const authorization = (run: RunContext) => ({ authorization: `Bearer ${run.get('token')}` });

/** The front answers without a part it can do without, and says so in `missing`. */
const without = (dependency: string, loss: string) =>
  custom({
    dependency,
    check: ({ run }) => {
      if (run.get<readonly string[]>('missing').includes(dependency)) throw new CheckError(loss);
    },
  });

export const checks = defineChecks(
  designViewer,
  {
    'sign-in': [
      // First the front itself, on no dependency: when it is down, the identity provider is not to blame.
      http({ url: '/health' }),
      http({
        dependency: 'identity',
        method: 'POST',
        url: '/sign-in',
        body: { user: 'canary' },
        expect: { status: 200, json: z.object({ token: z.string().min(1), missing: z.array(z.string()) }) },
        keep: ({ token, missing }, run) => {
          run.set('token', run.hide('token', token));
          run.set('missing', missing);
        },
      }),
      without('feature-flags', 'signed in with default flags: the feature flags did not answer'),
    ],

    upload: http({
      dependency: 'upload-store',
      method: 'PUT',
      url: `/designs/${design}`,
      headers: authorization,
      body: 'cube 0 0 0 1 1 1',
      expect: { status: 201, json: z.object({ fileId: z.string().min(1), uploadedAt: z.string() }) },
      keep: ({ fileId, uploadedAt }, run) => {
        run.set('fileId', fileId);
        run.set('uploadedAt', uploadedAt);
      },
    }),

    translate: [
      http({
        dependency: 'translation-queue',
        method: 'POST',
        url: (run) => `/designs/${run.get('fileId')}/translations`,
        headers: authorization,
        expect: { status: 202, json: z.object({ job: z.string().min(1) }) },
        keep: ({ job }, run) => run.set('job', job),
      }),
      // Accepted is not translated: a queue may take a message and never give it out.
      http({
        dependency: 'translation-queue',
        url: (run) => `/translations/${run.get('job')}`,
        headers: authorization,
        expect: { status: 200, json: z.object({ state: z.literal('translated', 'the job is still waiting') }) },
        withinMs: 1_500,
      }),
    ],

    // Asks the table, not the site: the site would go on showing what it has.
    'cache-loaded': dynamodb({
      dependency: 'translation-cache',
      table: (run) => run.env('CACHE_TABLE'),
      // Where DynamoDB is not AWS's own.
      endpoint: (run) => run.environment['DYNAMODB_CACHE_ENDPOINT'],
      key: { design },
      expect: { exists: true, status: 'READY', freshWithinMs: 60_000, writtenSince: (run) => run.get('uploadedAt') },
      withinMs: 1_000,
    }),

    view: [
      http({
        dependency: 'tile-server',
        url: (run) => `/view/${run.get('fileId')}`,
        headers: authorization,
        expect: {
          status: 200,
          json: z.object({
            tiles: z.array(z.object({ bytes: z.int().positive() })).min(1),
            missing: z.array(z.string()),
          }),
        },
        keep: ({ missing }, run) => run.set('missing', missing),
      }),
      without('thumbnails', 'the view came without thumbnails'),
    ],
  },
  { environment: ['BASE_URL', 'CACHE_TABLE'] },
);
