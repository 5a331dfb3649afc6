import { wordsOf, type Language } from '../report/words.js'

const en = {
  figure: 'all calls', recorded: 'recorded', routed: 'routed', difference: 'difference', hour: 'hour',
  turnedAway: 'turned away', wait: 'mean wait', handling: 'handling time', occupancy: 'occupancy', abandonment: 'abandonment', within: (s: number) => `within ${s} s`,
  of: (figure: string, side: string) => `${figure} ${side}`, aband: 'aband.', speed: 'ASA', points: 'pp',
  patience: (waits: string, events: string, median: string, longest: string) =>
    `Patience: Kaplan–Meier over ${waits} waits, of which ${events} ended by hanging up; its median is ${median}, the longest wait seen ${longest}.`,
  staff: (attendants: string, days: string, breaks: string) => `Attendants: ${attendants}, present on ${days} days in all with ${breaks} breaks of more than 30 min; a ring is picked up at once.`,
  unnamed: (calls: string) => `Answered calls for which the record names no attendant: ${calls}. Here they too go to those whom it names.`,
}
type Words = typeof en

const pt: Words = {
  figure: 'todas as ligações', recorded: 'registro', routed: 'roteado', difference: 'diferença', hour: 'hora',
  turnedAway: 'dispensadas', wait: 'espera média', handling: 'tempo de atendimento', occupancy: 'ocupação', abandonment: 'abandono', within: (s) => `em até ${s} s`,
  of: (figure, side) => `${figure} ${side}`, aband: 'aband.', speed: 'TME', points: 'p.p.',
  patience: (waits, events, median, longest) =>
    `Paciência: Kaplan–Meier sobre ${waits} esperas, das quais ${events} terminaram em desistência; mediana de ${median}, espera mais longa observada de ${longest}.`,
  staff: (attendants, days, breaks) => `Atendentes: ${attendants}, presentes em ${days} dias ao todo, com ${breaks} pausas de mais de 30 min; o toque é atendido na hora.`,
  unnamed: (calls) => `Ligações atendidas para as quais o registro não nomeia atendente: ${calls}. Aqui também vão para os que ele nomeia.`,
}

/** The words of the comparison beside those of every report. */
export const comparisonWords = (language: Language) => ({ ...wordsOf(language), ...(language === 'pt' ? pt : en) })
