import { build } from '../../../config/tsup.js'

export default { ...build({ index: 'src/index.ts', vitest: 'src/vitest.ts', bin: 'src/bin.ts' }), external: ['vitest'] }
