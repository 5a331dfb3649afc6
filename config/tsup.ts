import type { Options } from 'tsup'

/** How every package is built: ES modules, CommonJS and declarations; one file an entry, shared code in chunks. */
export const build = (entry: Record<string, string>, tsconfig = 'tsconfig.json'): Options => ({
  entry,
  format: ['esm', 'cjs'],
  dts: true,
  tsconfig,
  target: 'es2022',
  splitting: true,
  sourcemap: true,
  clean: true,
  silent: true,
})
