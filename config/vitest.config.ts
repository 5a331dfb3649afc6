import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Packages of the workspace are read from their sources, so no test needs a build. */
const conditions = ['disque-source', 'node', 'development']

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{packages,examples,bench,scripts}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    setupFiles: ['config/properties.ts'],
    testTimeout: 30_000,
  },
})
