import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts', 'eval/**/*.test.ts', 'bench/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // The machine may have two cores: more workers than that only make the real-socket suites jittery.
    maxWorkers: 2,
    // A process and a load of the modules per file would cost more than most files' tests.
    isolate: false,
  },
});
