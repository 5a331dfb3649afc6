/** The columns of a call log, tab separated, in the order in which logs are written; a log may have them in any. */
export const columns = [
  'vru+line', 'call_id', 'customer_id', 'priority', 'type', 'date', 'vru_entry', 'vru_exit', 'vru_time', 'q_start', 'q_exit', 'q_time', 'outcome', 'ser_start', 'ser_exit', 'ser_time', 'server',
] as const
export type Column = (typeof columns)[number]

/** One line of the log as it was written; times are seconds of the local day, absent where they did not happen. */
export interface Row {
  /** In the file, whose first line is 1. */
  readonly line: number
  /** What the log calls it: date, line and number. */
  readonly key: string
  /** Personal data: it goes to the vault and nowhere else. Absent: the caller was not identified. */
  readonly customer?: string
  readonly priority: number
  readonly type: string
  /** Days since 1970-01-01. */
  readonly day: number
  readonly vruEntry: number
  readonly vruExit: number
  readonly vruTime: number
  readonly queueStart?: number
  readonly queueExit: number
  readonly queueTime: number
  readonly outcome: 'AGENT' | 'HANG'
  readonly serviceStart?: number
  readonly serviceExit: number
  readonly serviceTime: number
  readonly server?: string
}

type Cells = Readonly<Record<Column, string>>

const timeColumns = ['vru_entry', 'vru_exit', 'q_start', 'q_exit', 'ser_start', 'ser_exit'] as const satisfies readonly Column[]
const integerColumns = ['call_id', 'priority', 'vru_time', 'q_time', 'ser_time'] as const satisfies readonly Column[]

const secondsOf = (text: string): number | undefined => {
  const [, h, m, s] = /^(\d{1,2}):(\d\d):(\d\d)$/.exec(text)?.map(Number) ?? []
  return h === undefined || m === undefined || s === undefined || h > 23 || m > 59 || s > 59 ? undefined : h * 3600 + m * 60 + s
}

const integerOf = (text: string): number | undefined => (/^-?\d{1,15}$/.test(text) ? Number(text) : undefined)

/** A spreadsheet that opened the log has written long numbers as `6.02E+11`: a number still, but no longer anybody's. */
const isCustomerNumber = (text: string): boolean => integerOf(text) !== undefined || (/^\d(\.\d+)?E\+\d\d?$/.test(text) && Number.isSafeInteger(Number(text)))
const identifies = (text: string): boolean => /^\d+$/.test(text) && Number(text) > 0

/** `yymmdd`; two digits up to 69 are of this century. */
const dayOf = (text: string): number | undefined => {
  const [, yy, mm, dd] = /^(\d\d)(\d\d)(\d\d)$/.exec(text)?.map(Number) ?? []
  if (yy === undefined || mm === undefined || dd === undefined) return undefined
  const date = new Date(Date.UTC((yy < 70 ? 2000 : 1900) + yy, mm - 1, dd))
  return date.getUTCMonth() === mm - 1 && date.getUTCDate() === dd ? date.getTime() / 86_400_000 : undefined
}

const happened = (seconds: number): number | undefined => (seconds === 0 ? undefined : seconds)
const given = <K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V } => (value === undefined ? {} : ({ [name]: value } as { readonly [P in K]: V }))

export type Read = { readonly _tag: 'Call'; readonly row: Row } | { readonly _tag: 'Phantom' } | { readonly _tag: 'Malformed'; readonly reason: string }

const malformed = (reason: string): Read => ({ _tag: 'Malformed', reason })

/** Reads one data line. Reasons name columns, never their contents, which may be personal. */
export const readRow = (cells: Cells, line: number): Read => {
  for (const column of timeColumns) if (secondsOf(cells[column]) === undefined) return malformed(`${column} is no time of the form H:MM:SS`)
  for (const column of integerColumns) if (integerOf(cells[column]) === undefined) return malformed(`${column} is no whole number`)
  if (!isCustomerNumber(cells.customer_id)) return malformed('customer_id is no whole number')
  const day = dayOf(cells.date)
  if (day === undefined) return malformed('date is no date of the form yymmdd')
  const { outcome } = cells
  if (outcome === 'PHANTOM') return { _tag: 'Phantom' }
  if (outcome !== 'AGENT' && outcome !== 'HANG') return malformed('outcome is none of AGENT, HANG, PHANTOM')
  const time = (column: (typeof timeColumns)[number]) => secondsOf(cells[column]) ?? 0
  const whole = (column: (typeof integerColumns)[number]) => integerOf(cells[column]) ?? 0
  const server = cells.server === '' || cells.server === 'NO_SERVER' ? undefined : cells.server
  return {
    _tag: 'Call',
    row: {
      line, day, outcome,
      key: `${cells.date}.${cells['vru+line']}.${cells.call_id}`,
      priority: whole('priority'),
      type: cells.type === '' ? 'untyped' : cells.type,
      vruEntry: time('vru_entry'), vruExit: time('vru_exit'), vruTime: whole('vru_time'),
      queueExit: time('q_exit'), queueTime: whole('q_time'),
      serviceExit: time('ser_exit'), serviceTime: whole('ser_time'),
      ...given('queueStart', happened(time('q_start'))),
      ...given('serviceStart', happened(time('ser_start'))),
      ...given('customer', identifies(cells.customer_id) ? cells.customer_id : undefined),
      ...given('server', server),
    },
  }
}
