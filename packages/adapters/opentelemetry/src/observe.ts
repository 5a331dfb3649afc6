import type { Instruments } from './instruments.js'
import { quietly } from './quietly.js'
import type { Word } from './words.js'

/** What a runtime tells of its work, as far as it is counted: it may tell more. */
export type Seen =
  | { readonly _tag: 'trouble'; readonly failure: { readonly _tag: string } }
  | { readonly _tag: 'recovered'; readonly afterMs: number }
  | { readonly _tag: 'stepped'; readonly work: string; readonly outcome: string; readonly lateMs?: number }
  | { readonly _tag: 'retried'; readonly work: string }
  | { readonly _tag: 'parked'; readonly work: string; readonly what: string }
  | { readonly _tag: 'taken' | 'given' | 'lost'; readonly work: string }
  | { readonly _tag: 'unloadable'; readonly work: string }
  | { readonly _tag: 'clock-moved'; readonly byMs: number }

/** Counts what a runtime tells. */
export const counted = (word: Word, on: Instruments) => {
  const count = (seen: Seen): void => {
    switch (seen._tag) {
      case 'trouble': {
        on.troubles.add(1, { 'error.type': word(seen.failure._tag) })
        return
      }
      case 'recovered': {
        on.outages.record(seen.afterMs / 1000)
        return
      }
      case 'stepped': {
        on.steps.add(1, { 'disque.work': word(seen.work), 'disque.outcome': word(seen.outcome) })
        if (seen.lateMs !== undefined) on.lateness.record(seen.lateMs / 1000)
        return
      }
      case 'retried': {
        on.retries.add(1, { 'disque.work': word(seen.work) })
        return
      }
      case 'parked': {
        on.parked.add(1, { 'disque.work': word(seen.work), 'disque.what': word(seen.what) })
        return
      }
      case 'taken':
      case 'given':
      case 'lost': {
        on.moves.add(1, { 'disque.work': word(seen.work), 'disque.move': seen._tag })
        return
      }
      case 'unloadable': {
        on.unloadable.add(1, { 'disque.work': word(seen.work) })
        return
      }
      case 'clock-moved': {
        on.jumps.record(Math.abs(seen.byMs) / 1000, { 'disque.direction': seen.byMs < 0 ? 'back' : 'ahead' })
      }
    }
  }
  return (seen: Seen): void => {
    quietly(() => {
      count(seen)
    })
  }
}
