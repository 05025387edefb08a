import { defineConfig } from 'vitest/config';

// Two cores are what CI has; forks because SST's platform calls process.chdir(), which threads refuse.
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'packages/**/src/**/*.test.ts',
            'tools/**/*.test.ts',
            'functions/**/*.test.ts',
            'test/architecture/**/*.test.ts',
          ],
        },
      },
      { extends: true, test: { name: 'contracts', include: ['test/contracts/**/*.test.ts'] } },
      { extends: true, test: { name: 'scenarios', include: ['test/scenarios/**/*.test.ts'] } },
      { extends: true, test: { name: 'postmortem', include: ['test/postmortem/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'properties',
          include: ['test/properties/**/*.test.ts', 'test/fuzz/**/*.test.ts'],
          testTimeout: 120_000,
        },
      },
      { extends: true, test: { name: 'simulation', include: ['test/simulation/**/*.test.ts'], testTimeout: 300_000 } },
      { extends: true, test: { name: 'infra', include: ['test/infra/**/*.test.ts'], testTimeout: 120_000 } },
      // A browser beside everything else on two cores sometimes loses a key press; what fails twice is a failure.
      { extends: true, test: { name: 'page', include: ['test/page/**/*.test.ts'], testTimeout: 180_000, retry: 1 } },
      { extends: true, test: { name: 'bench', include: ['test/bench/**/*.test.ts'], testTimeout: 180_000 } },
    ],
  },
});
