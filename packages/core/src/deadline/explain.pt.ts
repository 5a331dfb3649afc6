import type { Sentences, Unit, Words } from './line.js'

const named: Readonly<Record<Exclude<Unit, 'openTime'>, readonly [string, string]>> = {
  days: ['dia', 'dias'], businessDays: ['dia útil', 'dias úteis'], months: ['mês', 'meses'], years: ['ano', 'anos'],
}

const quantity = (amount: number, unit: Unit, { span }: Words) =>
  unit === 'openTime' ? `${span(amount)} de expediente` : `${amount} ${named[unit][amount === 1 ? 0 : 1]}`

export const portuguese: Sentences = {
  started: ({ date, at, values: { amount, unit } }, words) =>
    `Início em ${at === undefined || unit !== 'openTime' ? words.day(date) : words.when(at)}: ${quantity(amount, unit, words)}.`,
  noticed: ({ date, values: { before } }, { day }) => `Cientificação oficial em ${day(date)}: no mesmo dia, se útil e antes das ${before}; senão, no dia útil seguinte.`,
  firstDay: ({ date, values: { firstDay } }, { day }) =>
    `O primeiro dia contado é ${day(date)}: ${{ startDay: 'o próprio dia do início', nextDay: 'exclui-se o dia do início', nextBusinessDay: 'o primeiro dia útil seguinte' }[firstDay]}.`,
  runs: ({ date, at }, { day, when }) => `O prazo corre desde ${at === undefined ? day(date) : when(at)}, o primeiro momento de expediente.`,
  paused: ({ date }, { day }) => `O prazo é suspenso em ${day(date)}.`,
  pausedInVain: ({ date, values: { pauses } }, { day }) =>
    `A pausa de ${day(date)} não suspende o prazo: ${{ first: 'só a primeira suspende, enquanto o prazo corre', all: 'o prazo já tinha vencido', none: 'nenhuma suspende' }[pauses]}.`,
  resumed: ({ date, values: { stood, unit } }, words) => `O prazo volta a correr em ${words.day(date)}; ficou suspenso por ${quantity(stood, unit, words)}.`,
  extended: ({ date, values: { amount, unit, from } }, words) =>
    `Prorrogado em ${words.day(date)} por ${quantity(amount, unit, words)}, a contar ${from === 'start' ? 'do início' : 'do vencimento'}.`,
  retargeted: ({ date, values: { calendar, knownAt } }, { day, when }) => `Recontado em ${day(date)}: o calendário ${calendar}, como conhecido em ${when(knownAt)}, muda o vencimento.`,
  nominal: ({ date }, { day }) => `A contagem termina em ${day(date)}.`,
  skipped: ({ date, values: { until, why } }, { day }) =>
    `${day(date)}${until === date ? '' : ` a ${day(until)}`}: ${{ closed: 'sem expediente', earlyEnd: 'o expediente termina antes da hora', reduced: 'expediente reduzido' }[why]}; o prazo vai ao dia útil seguinte.`,
  due: ({ date, at, values: { calendar, knownAt, unit } }, { day, when }) =>
    `Vencimento em ${unit === 'days' || at === undefined ? `${day(date)}, até o fim do dia` : when(at)} (calendário ${calendar}, como conhecido em ${when(knownAt)}).`,
  standsStill: ({ date }, { day }) => `O prazo está suspenso desde ${day(date)}: não há vencimento até que volte a correr.`,
  met: ({ date, values: { inTime } }, { day }) => `Cumprido em ${day(date)}, ${inTime ? 'no prazo' : 'com atraso'}.`,
  breached: ({ values: { since } }, { when }) => `Venceu em ${when(since)}.`,
}
