import { build } from '../../../config/tsup.js'

export default build({ index: 'src/index.ts' })
