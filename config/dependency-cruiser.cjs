/** Which way imports may point: core <- adapters <- examples, and rooms that know only what lies below them. */
const streamRooms = 'call|chat|manifestation|information-request|identity|protocol|attendant|shift|centre'
const valueRooms = 'plan|hours|waiting|routing|deadline|figures|staffing'
const core = '^packages/core/src/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'core-knows-nobody',
      severity: 'error',
      from: { path: core },
      to: { path: '^(packages/adapters|examples|bench|scripts)/' },
    },
    {
      name: 'core-takes-only-fp-ts-and-io-ts',
      comment: 'and temporal-polyfill in the hours room',
      severity: 'error',
      from: { path: core, pathNot: '\\.test(-kit)?\\.ts$|^packages/core/src/(testing|hours)/|\\.arbitrary\\.ts$' },
      to: { path: 'node_modules/', pathNot: 'node_modules/(fp-ts|io-ts)/' },
    },
    {
      name: 'adapters-do-not-know-each-other',
      comment: 'examples and cli put them together; tests may, so that an adapter is tried on a real store',
      severity: 'error',
      from: { path: '^packages/adapters/([^/]+)/', pathNot: '\\.test(-kit)?\\.ts$|^packages/adapters/cli/' },
      to: { path: '^packages/adapters/', pathNot: '^packages/adapters/$1/' },
    },
    {
      name: 'adapters-know-no-example',
      severity: 'error',
      from: { path: '^packages/adapters/' },
      to: { path: '^(examples|bench|scripts)/' },
    },
    {
      name: 'packages-enter-by-the-door',
      comment: "another package is imported by its entry, '@disque/core' or '@disque/core/testing'",
      severity: 'error',
      from: { path: '^(packages/core|packages/adapters/[^/]+|examples/[^/]+|bench|scripts)/' },
      to: { path: '^packages/.+/src/', pathNot: ['^$1/', '^packages/(core|adapters/[^/]+)/src/(index|vitest|testing/index)\\.ts$'] },
    },
    {
      name: 'a-stream-room-knows-no-other',
      comment: 'what crosses streams is a process (testing: see the last rule)',
      severity: 'error',
      from: { path: `${core}(${streamRooms})/` },
      to: { path: core, pathNot: [`${core}$1/`, `${core}(shared|ports|testing|${valueRooms})/`] },
    },
    {
      name: 'ports-and-value-rooms-know-no-stream',
      severity: 'error',
      from: { path: `${core}(ports|${valueRooms})/` },
      to: { path: core, pathNot: `${core}(shared|ports|testing|${valueRooms})/` },
    },
    {
      name: 'shared-knows-no-room',
      severity: 'error',
      from: { path: `${core}shared/` },
      to: { path: core, pathNot: `${core}(shared|ports|testing)/` },
    },
    {
      name: 'core-never-imports-testing',
      comment: 'tests and generators may',
      severity: 'error',
      from: { path: core, pathNot: `${core}testing/|\\.test(-kit)?\\.ts$|\\.arbitrary\\.ts$` },
      to: { path: [`${core}testing/`, '\\.test(-kit)?\\.ts$', '\\.arbitrary\\.ts$', 'node_modules/(fast-check|vitest)/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      conditionNames: ['disque-source', 'types', 'import', 'require', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.d.ts', '.json'],
      mainFields: ['main', 'types'],
    },
  },
}
