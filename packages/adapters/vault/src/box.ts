import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const cipherName = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** AES-256-GCM: base64 of nonce, ciphertext and tag. The nonce is random and comes from nobody. */
export const sealBox = (key: Uint8Array, content: Uint8Array, boundTo: string): string => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(cipherName, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(boundTo))
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]).toString('base64')
}

/** `undefined` when it was changed, or bound to something else. */
export const openBox = (key: Uint8Array, box: string, boundTo: string): Uint8Array | undefined => {
  const bytes = Buffer.from(box, 'base64')
  // One content has one text: padding bits and foreign characters are changes too.
  if (bytes.length < nonceBytes + tagBytes || bytes.toString('base64') !== box) return undefined
  const decipher = createDecipheriv(cipherName, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(bytes.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()])
  } catch {
    return undefined
  }
}
