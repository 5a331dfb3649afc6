import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The names and addresses that the built-in certificate is for. */
export const builtInHosts: readonly string[] = ['localhost', '127.0.0.1', '::1']

/**
 * A certificate that signs itself, valid from 2020 until 2100, with its key.
 * Both are public, since they stand in this package: they protect nothing, and are for tests only.
 */
export const builtInCertificate = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBqTCCAU6gAwIBAgIUfuqBxcmcxcRzXzuLZsca8v9MAL0wCgYIKoZIzj0EAwIw
IjEgMB4GA1UEAwwXcHVibGljIHRlc3QgY2VydGlmaWNhdGUwIBcNMjAwMTAxMDAw
MDAwWhgPMjEwMDAxMDEwMDAwMDBaMCIxIDAeBgNVBAMMF3B1YmxpYyB0ZXN0IGNl
cnRpZmljYXRlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE7GY7v4flZmLrriOF
NWMY9HB90enejfmg0XQSOnrDCa+56/iAp8FTcw1c64WXskhHGsxAfO1bV4Mci+Fa
6foltaNgMF4wDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4EFgQUbo61WtQcgBHwekY7
9vvTVc3MpFYwLAYDVR0RBCUwI4IJbG9jYWxob3N0hwR/AAABhxAAAAAAAAAAAAAA
AAAAAAABMAoGCCqGSM49BAMCA0kAMEYCIQC1JNLzS+/jZfdBCVesMI5pNnJJVbWO
vODY+ICz1cjjAgIhANLTu6Vm23rW1PxiQFXnzEbCgEmpZ4Ay3id2geLg65KQ
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZwF4JFPjHtaQ9XmG
LJN06TIZmw56MonIchV4Xa1cTD6hRANCAATsZju/h+VmYuuuI4U1Yxj0cH3R6d6N
+aDRdBI6esMJr7nr+ICnwVNzDVzrhZeySEcazEB87VtXgxyL4Vrp+iW1
-----END PRIVATE KEY-----
`,
}

/** A file for clients to trust, and the way to remove it. */
export interface CaFile {
  readonly caFile: string
  readonly remove: () => Promise<void>
}

/** TESTSERVER-58 The built-in certificate is in a temporary file, which the connection string names, until the server stops. */
export const writeCaFile = async (): Promise<CaFile> => {
  const directory = await mkdtemp(join(tmpdir(), 'eventstoredb-testserver-'))
  const caFile = join(directory, 'ca.pem')
  const remove = async () => rm(directory, { recursive: true, force: true })
  try {
    await writeFile(caFile, builtInCertificate.cert)
  } catch (error) {
    await remove()
    throw error
  }
  return { caFile, remove }
}
