import { describe, expect, test } from 'vitest'
import { mayDo } from './acl.js'

const anonymous = { name: 'anonymous', roles: [] }
const clerk = { name: 'clerk', roles: ['billing'] }
const admin = { name: 'admin', roles: ['$admins'] }
const none = () => undefined

describe('TESTSERVER-41 access to a stream', () => {
  test('is everyone’s without an $acl, and the admins’ if its name begins with $', () => {
    expect(mayDo(anonymous, 'write', 'order-1', none)).toBe(true)
    expect(mayDo(anonymous, 'read', '$all', none)).toBe(false)
    expect(mayDo(clerk, 'read', '$ce-order', none)).toBe(false)
    expect(mayDo(admin, 'read', '$all', none)).toBe(true)
  })

  test('is granted by user name, by role and by $all', () => {
    const acl = () => ({ $acl: { $r: ['billing'], $w: 'clerk', $d: [], $mr: '$all' } })
    expect(mayDo(clerk, 'read', 'order-1', acl)).toBe(true)
    expect(mayDo(anonymous, 'read', 'order-1', acl)).toBe(false)
    expect(mayDo(clerk, 'write', 'order-1', acl)).toBe(true)
    expect(mayDo(anonymous, 'write', 'order-1', acl)).toBe(false)
    expect(mayDo(clerk, 'delete', 'order-1', acl)).toBe(false)
    expect(mayDo(admin, 'delete', 'order-1', acl)).toBe(true)
    expect(mayDo(anonymous, 'read', '$$order-1', acl)).toBe(true)
  })

  test('to metadata is judged by the rights to metadata of the stream', () => {
    const asked: string[] = []
    const acl = (stream: string) => {
      asked.push(stream)
      return { $acl: { $w: '$all', $mw: 'manager' } }
    }
    expect(mayDo(clerk, 'write', '$$order-1', acl)).toBe(false)
    expect(mayDo({ name: 'manager', roles: [] }, 'write', '$$order-1', acl)).toBe(true)
    expect(mayDo(admin, 'delete', '$$order-1', acl)).toBe(false)
    expect(new Set(asked)).toEqual(new Set(['order-1']))
  })

  test('is never writing to $all, and metadata that says nothing useful says nothing', () => {
    expect(mayDo(admin, 'write', '$all', none)).toBe(false)
    for (const metadata of [null, 7, 'text', {}, { $acl: 7 }, { $acl: { $r: 7 } }]) expect(mayDo(anonymous, 'read', 'order-1', () => metadata)).toBe(true)
  })
})
