import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Most tests wait for a child process or a disk: one worker a core, not one less.
    maxWorkers: '100%',
    // `.ci/run` reads its closing line out of the report.
    reporters: (process.env.CI ?? '') === '' ? ['default'] : ['default', ['json', { outputFile: 'dist/test-report.json' }]],
    projects: [
      {
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/e2e/**'], testTimeout: 20_000 },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/buildOnce.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
