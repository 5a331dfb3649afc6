import { describe, expect, test } from 'vitest'
import { Code, Dialled, Digit, Reference } from './words.js'

describe('texts of one form', () => {
  const forms = [
    [Code, ['rest', 'missed-offers', 'a.b:c_1'], ['', 'for Maria Silva', 'ação', '-x', 'x'.repeat(101), 7]],
    [Reference, ['s3://recordings/2020/07/01.wav', 'r-1'], ['', 'with space', 'ação', 'x'.repeat(301)]],
    [Dialled, ['121', '08007072003', '*21#', '+556133334444'], ['', '0800 707 2003', '1'.repeat(33)]],
    [Digit, ['0', '9', '*', '#'], ['', '10', 'a', ' ']],
  ] as const
  for (const [codec, good, bad] of forms)
    test(`${codec.name} is taken as it is, and nothing else for it`, () => {
      for (const text of good) expect([text, codec.decode(text)]).toEqual([text, { _tag: 'Right', right: text }])
      for (const text of bad) expect([text, codec.decode(text)._tag]).toEqual([text, 'Left'])
    })
})
