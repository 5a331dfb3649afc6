import type { Language } from '../report/words.js'
import type { Load } from './options.js'

const en = {
  title: (days: number, first: string, last: string) => (days === 1 ? `Attendants needed: calls of ${first}` : `Attendants needed: calls of ${days} days, ${first} to ${last}`),
  nothing: 'No calls on these days.',
  target: (percent: string, within: number, load: Load) => `target ${percent} answered within ${within} s · ${{ mean: 'mean day', p90: 'nine days of ten', peak: 'busiest day' }[load]}, each half hour for itself`,
  patience: (median: string, mean: string, used: string) => `patience: half give up by ${median}, mean ${mean} (Kaplan–Meier, up to the longest wait); Erlang A reckons with ${used}`,
  halfHour: 'half hour', offered: 'offered', handling: 'AHT', erlangs: 'erlangs', present: 'present', level: 'in time', abandonment: 'aband.',
  hours: (c: string, a: string, present: string) => `attendant hours a day: Erlang C ${c} · Erlang A ${a} · present ${present}`,
  limits: (within: number) => `in time = answered within ${within} s of all offered (SL-3), as recorded; AHT without wrap-up, which the log does not hold; present = between an attendant’s services, pauses up to 30 min included.`,
  waits: (days: number, chosenOn: number) => `Estimates of the wait, at the moment of queueing: calls that waited and were answered, ${days} days; ours was chosen on the first ${chosenOn}, the errors are of the others`,
  calls: 'calls', none: 'no estimate', mean: 'mean error', absolute: 'mean distance', median: 'half within', close: 'within ±30 s',
  baselines: { lastAnswered: 'wait of the last answered', longestWait: 'longest wait so far', constant: 'always the median' },
  oneQueue: 'all types as one queue', typeQueues: 'a queue for each type',
  chosen: (minutes: number, share: string) => `chosen: attendants seen in the last ${minutes} min, the longest wait weighs ${share}`,
}
export type StaffingWords = typeof en

const pt: StaffingWords = {
  title: (days, first, last) => (days === 1 ? `Atendentes necessários: ligações de ${first}` : `Atendentes necessários: ligações de ${days} dias, ${first} a ${last}`),
  nothing: 'Nenhuma ligação nesses dias.',
  target: (percent, within, load) => `meta ${percent} atendidas em até ${within} s · ${{ mean: 'dia médio', p90: 'nove dias em dez', peak: 'dia de pico' }[load]}, cada meia hora por si`,
  patience: (median, mean, used) => `paciência: metade desiste até ${median}, média ${mean} (Kaplan–Meier, até a maior espera); Erlang A conta com ${used}`,
  halfHour: 'meia hora', offered: 'oferecidas', handling: 'TMA', erlangs: 'erlangs', present: 'presentes', level: 'no prazo', abandonment: 'aband.',
  hours: (c, a, present) => `horas de atendente por dia: Erlang C ${c} · Erlang A ${a} · presentes ${present}`,
  limits: (within) => `no prazo = atendidas em até ${within} s de todas as oferecidas (SL-3), como registrado; TMA sem pós-atendimento, que o registro não traz; presentes = entre os atendimentos de cada um, com pausas de até 30 min.`,
  waits: (days, chosenOn) => `Estimativas de espera, no momento de entrar na fila: ligações que esperaram e foram atendidas, ${days} dias; a nossa foi escolhida nos primeiros ${chosenOn}, os erros são dos outros`,
  calls: 'ligações', none: 'sem estimativa', mean: 'erro médio', absolute: 'distância média', median: 'metade em até', close: 'em ±30 s',
  baselines: { lastAnswered: 'espera do último atendido', longestWait: 'maior espera até então', constant: 'sempre a mediana' },
  oneQueue: 'todos os tipos numa fila', typeQueues: 'uma fila por tipo',
  chosen: (minutes, share) => `escolhido: atendentes vistos nos últimos ${minutes} min, a maior espera pesa ${share}`,
}

export const staffingWords = (language: Language): StaffingWords => (language === 'pt' ? pt : en)

/** Numbers as the language writes them; no data is a dash, never a zero. */
export const figuresOf = (language: Language) => {
  const locale = language === 'pt' ? 'pt-BR' : 'en-GB'
  const format = (digits: number) => {
    const written = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
    return (n: number | undefined): string => (n === undefined ? '–' : written.format(n))
  }
  const [whole, tenths, hundredths] = [format(0), format(1), format(2)]
  const unit = (text: string, word: string) => (text === '–' ? text : `${text} ${word}`)
  return {
    whole, tenths, hundredths,
    seconds: (n: number | undefined) => unit(tenths(n), 's'),
    percent: (share: number | undefined) => unit(tenths(share === undefined ? undefined : share * 100), '%'),
  }
}
