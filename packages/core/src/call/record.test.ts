import { describe, it } from 'vitest'
import type { AttendantId } from '../shared/ids.js'
import { aCall, ana, anasCall, at, bia, call, calls, caio, ended, health, inMenu, offerOf, planNow, received, sharedCall, subject, waitingCall } from '../testing/samples/call.js'
import type { Command, Event, RecordDisposition } from './call.js'

const attach = (reference: string, n = 20): Command => ({ type: 'AttachRecording', call, at: at(n), reference })
const attached = (reference: string, n = 20): Event => ({ type: 'RecordingAttached', at: at(n), reference })
const dispose = (attendant: AttendantId, code: string, note?: RecordDisposition['note']): Command => ({ type: 'RecordDisposition', call, at: at(20), attendant, code, ...(note === undefined ? {} : { note }) })
const disposed = (attendant: AttendantId, code: string): Event => ({ type: 'DispositionRecorded', at: at(20), attendant, code })
const note = (box: string) => ({ sealed: 1 as const, subject, key: '1', origin: { stream: 'call-c1' as never, commandId: 'x' as never, field: 'note' }, box })
const over: Event = ended('caller', 'answered', 9, ['o1'])
const passedOn: readonly Event[] = [...anasCall, { type: 'CallTransferred', at: at(9), from: ana, queue: calls, topic: health, priority: 1, rankSince: at(0), planNow, releases: [offerOf('o1')] }]

describe('recordings', () => {
  it('CALL-14 are attached once, while the call is on, after it was passed on, or after its end', () => {
    for (const history of [anasCall, passedOn, [...anasCall, over]])
      aCall(...history).when(attach('r1')).then(attached('r1')).when(attach('r1')).thenNothing().when(attach('r2')).then(attached('r2')).when(attach('r1')).thenNothing()
    aCall(...anasCall, attached('r1', 5), over).when(attach('r1')).thenNothing()
  })

  it('CALL-14 belong to calls that were answered', () => {
    aCall(...waitingCall).when(attach('r1')).thenRefused({ _tag: 'CallNotAnswered', status: 'waiting' })
    aCall(received, inMenu('main')).when(attach('r1')).thenRefused({ _tag: 'CallNotAnswered', status: 'menu' })
    aCall(...waitingCall, ended('system', 'unserved', 9)).when(attach('r1')).thenRefused({ _tag: 'CallNotAnswered', status: 'ended' })
  })
})

describe('dispositions', () => {
  it('CALL-15 come from those who talked to the caller, during the call or after it', () => {
    for (const history of [anasCall, passedOn, [...anasCall, over]]) {
      aCall(...history).when(dispose(ana, 'solved')).then(disposed(ana, 'solved'))
      aCall(...history).when(dispose(bia, 'solved')).thenRefused({ _tag: 'NeverServedIt', attendant: bia })
    }
    aCall(...sharedCall).when(dispose(bia, 'advised')).then(disposed(bia, 'advised'))
    aCall(...waitingCall).when(dispose(caio, 'solved')).thenRefused({ _tag: 'NeverServedIt', attendant: caio })
  })

  it('CALL-15 the same word again changes nothing, another one of the same attendant does', () => {
    aCall(...sharedCall)
      .when(dispose(ana, 'solved'))
      .then(disposed(ana, 'solved'))
      .when(dispose(ana, 'solved'))
      .thenNothing()
      .when(dispose(bia, 'advised'))
      .then(disposed(bia, 'advised'))
      .when(dispose(ana, 'solved'))
      .thenNothing()
      .when(dispose(ana, 'passed-on'))
      .then(disposed(ana, 'passed-on'))
      .when(dispose(ana, 'solved'))
      .then(disposed(ana, 'solved'))
    aCall(...anasCall, disposed(ana, 'solved'), { ...over, at: at(20) }).when(dispose(ana, 'solved')).thenNothing()
  })

  it('a note is kept sealed, with whom it is about; another note is another word', () => {
    aCall(...anasCall)
      .when(dispose(ana, 'solved', note('AAAA')))
      .then({ ...disposed(ana, 'solved'), note: note('AAAA'), subject } as Event)
      .when(dispose(ana, 'solved', note('AAAA')))
      .thenNothing()
      .when(dispose(ana, 'solved', note('AAAB')))
      .then({ ...disposed(ana, 'solved'), note: note('AAAB'), subject } as Event)
  })
})
