import { build } from '../../../config/tsup.js'

export default { ...build({ index: 'src/index.ts', testing: 'src/testing/index.ts', vitest: 'src/vitest.ts' }), external: ['vitest'] }
