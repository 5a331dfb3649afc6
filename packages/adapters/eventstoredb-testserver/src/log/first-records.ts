import { randomUUID } from 'node:crypto'
import type { Accounts } from './model.js'
import type { Records } from './records.js'

const scavenges = '{"$maxAge":2592000,"$acl":{"$r":"$ops","$w":[],"$d":[],"$mr":[],"$mw":[]}}'
const ofUser = '{"$acl":{"$w":"$admins","$d":"$admins","$mw":"$admins"}}'
const none = new Uint8Array()

/** TESTSERVER-13 A new server's log begins with records of the system: its epoch, which `$all` hides, the metadata of `$scavenges`, and the users. */
export const writeFirstRecords = (records: Records, now: () => number, accounts: Accounts): void => {
  const created = BigInt(now()) * 10_000n
  const write = (stream: string, type: string, text: string, isJson = true) => {
    records.write(stream, { id: randomUUID(), type, isJson, data: Buffer.from(text), metadata: none }, created)
  }
  const epoch = { leaderInstanceId: randomUUID(), epochId: randomUUID(), prevEpochPosition: -1, epochNumber: 0, epochPosition: 0 }
  write('$epoch-information', '$epoch-information', JSON.stringify(epoch))
  write('$$$scavenges', '$metadata', scavenges)
  for (const name of Object.keys(accounts)) write(`$$$user-${name}`, '$metadata', ofUser)
  for (const [name, { roles = [] }] of Object.entries(accounts)) {
    write(`$user-${name}`, '$UserCreated', JSON.stringify({ loginName: name, fullName: name, groups: roles, disabled: false }))
  }
  for (const name of Object.keys(accounts)) write('$users', '$User', name, false)
}
