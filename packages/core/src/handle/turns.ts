/** One at a time for each key, in the order in which they asked. */
export const turns = () => {
  const busy = new Set<string>()
  const queues = new Map<string, (() => void)[]>()
  return {
    /** Nothing when it is free: go on at once. */
    take: (key: string): Promise<void> | undefined => {
      const before = busy.size
      if (busy.add(key).size > before) return undefined
      return new Promise((go) => {
        const queue = queues.get(key)
        if (queue === undefined) queues.set(key, [go])
        else queue.push(go)
      })
    },
    give: (key: string): void => {
      const queue = queues.size === 0 ? undefined : queues.get(key)
      const next = queue?.shift()
      if (next === undefined) busy.delete(key)
      else next()
      if (queue?.length === 0) queues.delete(key)
    },
  }
}
