import { Client } from 'pg'

/** A session of its own beside the adapter, as an administrator has it. */
export const session = async (connectionString: string) => {
  const client = new Client({ connectionString })
  client.on('error', () => undefined)
  await client.connect()
  const ask = async (text: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> => (await client.query<Record<string, unknown>>(text, [...values])).rows
  return {
    ask,
    /** Until so many statements whose text holds `words` wait for a lock. */
    untilWaiting: async (words: string, many = 1): Promise<void> => {
      for (;;) {
        const [row] = await ask("SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE $1 AND pid <> pg_backend_pid()", [`%${words}%`])
        if (Number(row?.['n']) >= many) return
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    end: () => client.end(),
  }
}
