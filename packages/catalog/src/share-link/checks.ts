import { defineChecks, http } from '@tocsin/canary';
import * as z from 'zod';
import { shareLink } from './workflow.ts';

const design = 'canary-cube';

export const checks = defineChecks(
  shareLink,
  {
    'open-link': [
      http({ url: '/health' }),
      // A link of this run's own: one made long ago would open even when no new one can be kept.
      http({
        dependency: 'link-store',
        method: 'POST',
        url: '/links',
        body: { fileId: design },
        expect: { status: 201, json: z.object({ link: z.string().min(1) }) },
        keep: ({ link }, run) => run.set('link', link),
      }),
      http({
        dependency: 'link-store',
        url: (run) => `/links/${run.get('link')}`,
        expect: { status: 200, json: z.object({ fileId: z.literal(design) }) },
      }),
    ],

    preview: http({
      dependency: 'tile-server',
      url: `/previews/${design}`,
      expect: { status: 200, json: z.object({ tile: z.object({ bytes: z.int().positive() }) }), maxMs: 2_000 },
    }),
  },
  { environment: ['BASE_URL'] },
);
