import { describe, expect, test } from 'vitest'
import type { AnnouncementId, CalendarId, MenuId, PlanVersion, QueueId, SubjectRef } from '../shared/ids.js'
import { instant, type Instant } from '../shared/instant.js'
import { announcementText, blockedAt, entryAt, menuAt, numberAt, openAt, optionAt, queueOf, servedAt } from './lookup.js'
import { planAt, type Plan, type PlanEdition } from './plan.js'
import { samplePlan } from './plan.arbitrary.js'

const [number] = samplePlan.numbers
const january = instant('2020-01-01T03:00:00Z')
const july = instant('2020-07-01T03:00:00Z')
const december = instant('2021-01-01T03:00:00Z')
const before = (at: Instant) => (at - 1) as Instant

describe('numbers', () => {
  const changing: Plan = {
    ...samplePlan,
    numbers: [{ ...number!, dialled: '0800', until: january }, { ...number!, dialled: '0800', from: july, until: december }, { ...number!, from: july }],
  }
  const tagAt = (dialled: string, at: Instant) => numberAt(changing, dialled, at)._tag

  test('PLAN-01 a number answers from its first instant until its end, then it is retired', () => {
    expect([tagAt('121', before(july)), tagAt('121', july), tagAt('190', july)]).toEqual(['NotInService', 'InService', 'NotInService'])
    expect([before(january), january, july, before(december), december].map((at) => tagAt('0800', at))).toEqual(['InService', 'Retired', 'InService', 'InService', 'Retired'])
  })

  test('PLAN-01 of several retirements the last one speaks', () => {
    expect(numberAt(changing, '0800', december)).toMatchObject({ _tag: 'Retired', number: { until: december } })
  })

  test('PLAN-02 an origin is served where and while the number says so', () => {
    const servedFor = (at: Instant) => (['landline', 'mobile', 'abroad'] as const).map((origin) => servedAt(number!, origin, at)?.payer)
    expect([servedFor(before(july)), servedFor(july)]).toEqual([['centre', undefined, undefined], ['centre', 'centre', undefined]])
  })
})

test('entries, menus and options are those that hold', () => {
  const [main] = samplePlan.menus
  const target = { to: 'repeat' as const }
  const split: Plan = { ...samplePlan, menus: [{ ...main!, until: july }, { ...main!, from: july, options: [{ digit: '4', target, until: december }] }] }
  expect(entryAt({ ...number!, entries: [{ ...number!.entries[0]!, from: july }] }, before(july))).toBeUndefined()
  expect(entryAt(number!, july)).toEqual({ to: 'menu', menu: 'main' })
  expect([before(july), july].map((at) => menuAt(split, 'main' as MenuId, at)?.options.length)).toEqual([3, 1])
  expect([before(december), december].map((at) => optionAt(split.menus[1]!, '4', at)?.target)).toEqual([target, undefined])
  expect(queueOf(samplePlan, 'chats' as QueueId)?.channel).toBe('chat')
})

test('PLAN-03 a block holds from its first instant until its end', () => {
  const subject = 's1' as SubjectRef
  const plan: Plan = { ...samplePlan, blocked: [{ subject, from: january, until: july, reason: 'threats' }] }
  expect([before(january), january, before(july), july].map((at) => blockedAt(plan, subject, at)?.reason)).toEqual([undefined, 'threats', 'threats', undefined])
  expect(blockedAt(plan, 's2' as SubjectRef, january)).toBeUndefined()
})

describe('openness', () => {
  test('PLAN-04 outside its hours it is closed, and says when it next opens', () => {
    const saturday = instant('2020-07-04T15:00:00Z')
    expect(openAt(samplePlan, 'office', saturday)).toEqual({ open: false, opensAt: instant('2020-07-06T10:00:00Z') })
    expect(openAt(samplePlan, 'office', instant('2020-07-06T10:00:00Z'))).toEqual({ open: true })
  })

  test('PLAN-04 without a calendar it is always open, with one that is unknown or never opens it is closed', () => {
    const never: Plan = { ...samplePlan, calendars: { ['never' as CalendarId]: { timeZone: 'Etc/UTC', weekly: {}, breaks: [], holidays: [], exceptions: [] } } }
    expect([openAt(samplePlan, undefined, july), openAt(samplePlan, 'nobody', july), openAt(never, 'never', july)]).toEqual([{ open: true }, { open: false }, { open: false }])
  })
})

test('an announcement is heard in Portuguese where there is no other', () => {
  const id = 'hello' as AnnouncementId
  const plan: Plan = { ...samplePlan, announcements: [{ id, pt: 'olá', en: 'hello' }, { id: 'bye' as AnnouncementId, pt: 'tchau' }] }
  expect([announcementText(plan, id, 'en'), announcementText(plan, id, 'pt'), announcementText(plan, 'bye' as AnnouncementId, 'en')]).toEqual(['hello', 'olá', 'tchau'])
})

describe('editions', () => {
  const edition = (n: number, knownAt: number, validAt: number): PlanEdition => ({ version: `c@${n}` as PlanVersion, knownAt: knownAt as Instant, validAt: validAt as Instant, plan: samplePlan })
  const editions = [edition(1, 10, 10), edition(2, 20, 40), edition(3, 30, 10), edition(4, 50, 40)]
  const inForce = (knownAt: number, validAt: number) => planAt(editions, knownAt as Instant, validAt as Instant)?.version

  test('in force is what counts by then, of that what counts from latest, of that what was made last', () => {
    expect([inForce(9, 50), inForce(10, 9), inForce(10, 50), inForce(20, 39), inForce(20, 40), inForce(30, 39), inForce(30, 40), inForce(50, 40)]).toEqual([
      undefined, undefined, 'c@1', 'c@1', 'c@2', 'c@3', 'c@2', 'c@4',
    ])
  })
})
