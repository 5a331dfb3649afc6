import { describe, expect, test } from 'vitest'
import { eventsPerContact, optionsOf } from './options.js'

const refused = (...args: readonly string[]) => {
  const options = optionsOf(args)
  return options._tag === 'Left' ? options.left.option : undefined
}

describe('options of the load', () => {
  test('a national centre is what they are where nothing is told', () => {
    expect(optionsOf([])).toMatchObject({ right: { contactsPerHour: 43_000, minutes: 10, attendants: 1500, workers: 0, durability: 'disk' } })
  })

  test('events a second are as many contacts as make them', () => {
    expect(optionsOf(['--events-per-second', '500', '--contained', '0.5'])).toMatchObject({ right: { contactsPerHour: (500 * 3600) / eventsPerContact(0.5) } })
  })

  test('what cannot be meant is refused by name', () => {
    expect(refused('--minute', '1')).toBe('--minute')
    expect(refused('--minutes')).toBe('--minutes')
    expect(refused('--minutes', '--workers')).toBe('--minutes')
    expect(refused('--minutes', 'ten')).toBe('--minutes')
    expect(refused('--workers', '1.5')).toBe('--workers')
    expect(refused('--durability', 'paper')).toBe('--durability')
    expect(refused('--events-per-second', '500', '--contacts-per-hour', '43000')).toBe('--events-per-second')
  })

  test('memory is refused where several processes are to share it', () => {
    expect(refused('--store', 'memory', '--workers', '1')).toBe('--store')
    expect(refused('--read-models', 'memory', '--workers', '1')).toBe('--read-models')
    expect(refused('--store', 'memory')).toBeUndefined()
  })
})
