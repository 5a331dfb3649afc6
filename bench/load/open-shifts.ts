import type { CentreId, EventStore } from '@disque/core'

/** Shifts that are open now, as the store tells from now on. */
export const openShifts = (store: EventStore, centre: CentreId) => {
  const open = new Set<string>()
  const deliveries = store.subscribe({ after: 'end', filter: { types: ['ShiftStarted', 'ShiftClosed'] } })[Symbol.asyncIterator]()
  const follow = async (): Promise<void> => {
    for (let next = await deliveries.next(); next.done !== true; next = await deliveries.next()) {
      if (next.value._tag !== 'event') continue
      const { type, data } = next.value.event
      if (type === 'ShiftClosed') open.delete(String(data['shift']))
      else if (data['centre'] === centre) open.add(String(data['shift']))
    }
  }
  const following = follow()
  return {
    count: () => open.size,
    stop: async (): Promise<void> => {
      await deliveries.return?.()
      await following
    },
  }
}
