import { defineConfig } from 'vitest/config';

const reliability = {
  include: ['test/reliability/**/*.test.ts'],
  globalSetup: ['test/support/buildOnce.ts'],
};

export default defineConfig({
  test: {
    // Most tests wait for a child process or a disk: one worker a core, not one less.
    maxWorkers: '100%',
    // `.ci/run` reads its closing line out of the report.
    reporters: (process.env.CI ?? '') === '' ? ['default'] : ['default', ['json', { outputFile: 'dist/test-report.json' }]],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/interop/**', 'test/reliability/**'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/buildOnce.ts'],
          testTimeout: 180_000,
        },
      },
      {
        // Against the packed and installed package, by clients of every kind.
        test: { name: 'interop', include: ['test/interop/**/*.test.ts'], testTimeout: 180_000 },
      },
      { test: { ...reliability, name: 'reliability', testTimeout: 300_000 } },
      {
        // The same trials at full size: `npm run test:hard`.
        test: {
          ...reliability,
          name: 'hard',
          env: { PLANKEEPER_TRIALS: 'hard' },
          testTimeout: 3_600_000,
        },
      },
    ],
  },
});
