export type Language = 'en' | 'pt'

const en = {
  day: (days: number, first: string, last: string) => (days === 1 ? `Calls of ${first}` : `Calls of ${days} days, ${first} to ${last}`),
  nothing: 'No calls.',
  received: 'received', refused: 'refused', leftInMenu: 'left in the menu', contained: 'answered by an announcement', unserved: 'let go unserved', transferred: 'transferred',
  queue: 'queue', all: 'all', halfHour: 'half hour',
  offered: 'offered', answered: 'answered', abandoned: 'abandoned', waiting: 'waiting', abandonment: 'aband.', speed: 'ASA', talk: 'talk',
  attendant: 'attendant', calls: 'calls', handling: 'AHT', occupancy: 'occupancy', unbounded: 'stands in for attendants whom the record does not name',
  legend: '█ answered  ░ abandoned  · neither (yet)',
  limits: (within: number, short: number) => `T = ${within} s, short = up to ${short} s; a call counts in the half hour in which it was offered.`,
}
export type Words = typeof en

const pt: Words = {
  day: (days, first, last) => (days === 1 ? `Ligações de ${first}` : `Ligações de ${days} dias, ${first} a ${last}`),
  nothing: 'Nenhuma ligação.',
  received: 'recebidas', refused: 'recusadas', leftInMenu: 'desistiram no menu', contained: 'atendidas por mensagem', unserved: 'não atendidas', transferred: 'transferidas',
  queue: 'fila', all: 'todas', halfHour: 'meia hora',
  offered: 'oferecidas', answered: 'atendidas', abandoned: 'abandonadas', waiting: 'em espera', abandonment: 'aband.', speed: 'TME', talk: 'conversa',
  attendant: 'atendente', calls: 'ligações', handling: 'TMA', occupancy: 'ocupação', unbounded: 'no lugar de atendentes que o registro não nomeia',
  legend: '█ atendidas  ░ abandonadas  · nem uma nem outra (ainda)',
  limits: (within, short) => `T = ${within} s, curta = até ${short} s; a ligação conta na meia hora em que foi oferecida.`,
}

export const wordsOf = (language: Language): Words => (language === 'pt' ? pt : en)

/** Numbers as the language writes them; no data is a dash, never a zero. */
export const numbersOf = (language: Language) => {
  const locale = language === 'pt' ? 'pt-BR' : 'en-GB'
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const or = (n: number | undefined, text: (n: number) => string) => (n === undefined ? '–' : text(n))
  return {
    count: (n: number) => whole.format(n),
    percent: (share: number | undefined) => or(share, (n) => `${tenths.format(n * 100)} %`),
    seconds: (ms: number | undefined) => or(ms, (n) => `${tenths.format(n / 1000)} s`),
  }
}
