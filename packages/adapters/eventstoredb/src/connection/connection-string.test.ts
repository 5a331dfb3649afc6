import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { connect } from './connect.js'
import { parseConnectionString } from './connection-string.js'

const read = (text: string) => {
  const parsed = parseConnectionString(text)
  return E.isRight(parsed) ? parsed.right : parsed.left.reason
}

describe('connection strings', () => {
  it('ESDB-02 hosts, credentials and options are read as users know them', () => {
    expect(read('esdb://127.0.0.1:2113?tls=false')).toEqual({ discover: false, hosts: [{ address: '127.0.0.1', port: 2113 }], options: { tls: false } })
    expect(read('esdb+discover://admin:p%40ss%3Aword@cluster.example/?nodePreference=Follower&TLS-CA-file=%2Fetc%2Fca.pem')).toEqual({
      discover: true, hosts: [{ address: 'cluster.example', port: 2113 }], credentials: { username: 'admin', password: 'p@ss:word' },
      options: { nodePreference: 'follower', tlsCAFile: '/etc/ca.pem' },
    })
    expect(read('kurrentdb://a:2113,b:2114,[::1]:2115')).toEqual({
      discover: false, hosts: [{ address: 'a', port: 2113 }, { address: 'b', port: 2114 }, { address: '[::1]', port: 2115 }], options: {},
    })
    expect(read('kurrentdb+discover://a')).toMatchObject({ discover: true })
    expect(read('esdb://a?throwOnAppendFailure=false')).toMatchObject({ options: {} })
    expect(read('esdb://ana:@a')).toMatchObject({ credentials: { username: 'ana', password: '' } })
  })

  it('ESDB-02 what is wrong is said with what to write instead', () => {
    expect(read('postgres://a')).toMatch(/begin with esdb:/)
    expect(read('a:2113')).toMatch(/begin with esdb:/)
    expect(read('esdb://')).toMatch(/host is missing/)
    expect(read('esdb://a:0')).toMatch(/port/)
    expect(read('esdb://a:port')).toMatch(/port/)
    expect(read('esdb://a,,b')).toMatch(/host/)
    expect(read('esdb://a/streams')).toMatch(/nothing may stand/)
    expect(read('esdb://ana@a')).toMatch(/name:password@/)
    expect(read('esdb://ana:p@ss@a')).toMatch(/%40/)
    expect(read('esdb://ana:pa/ss@a')).toMatch(/percent-encoded/)
    expect(read('esdb://ana:p%zz@a')).toMatch(/%25/)
    expect(read('esdb://a?tsl=false')).toMatch(/write one of tls,/)
    expect(read('esdb://a?tls=no')).toMatch(/value of tls is wrong; write true or false/)
    expect(read('esdb://a?nodePreference=any')).toMatch(/leader, follower/)
    expect(read('esdb://a?tls=false&TLS=true')).toBe('tls is given twice; write it once')
    expect(read('esdb://a?throwOnAppendFailure=false&throwOnAppendFailure=false')).toMatch(/given twice/)
    expect(read('esdb://a?gossipTimeout=soon')).toMatch(/whole number/)
  })

  it('ESDB-03 a certificate file that cannot be read is named by its option', () => {
    expect(connect('esdb://a?tlsCAFile=/no/such/file.pem')).toEqual(E.left({ _tag: 'CertificateUnreadable', option: 'tlsCAFile', reason: 'ENOENT' }))
    expect(connect(`esdb://a?tlsCAFile=${encodeURIComponent(import.meta.filename)}`)).toMatchObject({ left: { _tag: 'CertificateUnreadable', reason: 'it is no PEM file' } })
    expect(connect('esdb://a?userCertFile=/no/such/file.pem')).toMatchObject({ left: { _tag: 'ConnectionStringInvalid', reason: expect.stringContaining('belong together') as string } })
    expect(connect('esdb://a?defaultDeadline=0')).toMatchObject({ left: { _tag: 'ConnectionStringInvalid' } })
  })
})
