export { createVault, type VaultOptions } from './vault.js'
export { normaliseDocument, normaliseEmail, normaliseTelephone } from './normalise.js'
