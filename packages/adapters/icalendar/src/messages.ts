import type { Language } from '@disque/core'
import type { ICalendarFault } from './faults.js'

type Sentences = { readonly [T in ICalendarFault['_tag']]: (fault: Extract<ICalendarFault, { readonly _tag: T }>) => string }

const english: Sentences = {
  NotACalendar: () => 'This is no iCalendar file: it does not begin with BEGIN:VCALENDAR; export it again as .ics.',
  ICalendarMalformed: ({ line, detail }) => `Line ${line} cannot be read (${detail}); export the file again, or correct that line.`,
  EventWithoutStart: ({ line }) => `The event on line ${line} has no DTSTART; add one or remove the event.`,
  EventDateInvalid: ({ line, property, text }) => `The event on line ${line} has a ${property} that is no date or time there (${text}); correct it.`,
  EventEndsBeforeStart: ({ line }) => `The event on line ${line} ends before it starts; correct DTEND or DURATION.`,
  EventZoneUnknown: ({ line, timeZone }) =>
    line === 0 ? `The zone ${timeZone} is not known; name one of IANA's, such as America/Sao_Paulo.` : `The event on line ${line} is told in the zone ${timeZone}, which is not known; add its VTIMEZONE or name one of IANA's.`,
  RuleNotTaken: ({ line, detail }) => `The event on line ${line} recurs by a rule that is not taken (${detail}); write its dates as RDATE.`,
  RuleEndless: ({ line, limit }) => `The rule of the event on line ${line} is not met in ${limit} steps; correct the rule, or let the event start later.`,
  YearsInvalid: ({ from, until }) => `${from} to ${until} are no years to read; name at most a hundred, from 1 to 9999, the earlier first.`,
}

const portuguese: Sentences = {
  NotACalendar: () => 'Este não é um arquivo iCalendar: não começa com BEGIN:VCALENDAR; exporte-o de novo como .ics.',
  ICalendarMalformed: ({ line, detail }) => `A linha ${line} não pode ser lida (${detail}); exporte o arquivo de novo ou corrija essa linha.`,
  EventWithoutStart: ({ line }) => `O evento da linha ${line} não tem DTSTART; acrescente-o ou retire o evento.`,
  EventDateInvalid: ({ line, property, text }) => `O evento da linha ${line} tem um ${property} que ali não é data nem hora (${text}); corrija-o.`,
  EventEndsBeforeStart: ({ line }) => `O evento da linha ${line} termina antes de começar; corrija DTEND ou DURATION.`,
  EventZoneUnknown: ({ line, timeZone }) =>
    line === 0 ? `O fuso ${timeZone} é desconhecido; informe um da IANA, como America/Sao_Paulo.` : `O evento da linha ${line} usa o fuso ${timeZone}, que é desconhecido; acrescente o VTIMEZONE dele ou informe um da IANA.`,
  RuleNotTaken: ({ line, detail }) => `O evento da linha ${line} se repete por uma regra que não é aceita (${detail}); escreva as datas como RDATE.`,
  RuleEndless: ({ line, limit }) => `A regra do evento da linha ${line} não se cumpre em ${limit} passos; corrija a regra ou faça o evento começar mais tarde.`,
  YearsInvalid: ({ from, until }) => `De ${from} a ${until} não são anos que se leiam; informe no máximo cem, de 1 a 9999, o menor primeiro.`,
}

const tables: Readonly<Record<Language, Sentences>> = { en: english, pt: portuguese }

/** Where a file is wrong, and what to do next, in a sentence. */
export const messageOfCalendar = (fault: ICalendarFault, language: Language): string => {
  const sentence = tables[language][fault._tag] as (fault: ICalendarFault) => string
  return sentence(fault)
}
