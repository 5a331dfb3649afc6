import { toIso, type Instant } from '../shared/instant.js'
import type { Candidate, TieBreak } from './candidate.js'
import type { Exclusion } from './eligible.js'
import { exclusions } from './eligible.js'
import type { Strategy } from './policy.js'
import type { Explanation } from './why.js'

type Language = 'en' | 'pt'

interface Words {
  readonly chosen: (e: Explanation, first: string) => string
  readonly nobody: (e: Explanation) => string
  readonly alone: string
  readonly before: (first: string, second: string, because: string) => string
  readonly others: (names: readonly string[]) => string
  readonly excluded: Readonly<Record<Exclusion, string>>
  readonly left: (why: string, names: readonly string[]) => string
  readonly strategy: Readonly<Record<Strategy, string>>
  readonly part: (part: Exclude<TieBreak, 'none' | 'strategy'>, first: Candidate, second: Candidate, time: (at: Instant) => string) => string
}

const seconds = (ms: number, point = '.') => String(Math.round(ms / 100) / 10).replace('.', point)

const english: Words = {
  chosen: (e, first) => `${e.contact} had waited ${seconds(e.waitedMs)} s in ${e.queue} and was offered to ${first}.`,
  nobody: (e) => `${e.contact} had waited ${seconds(e.waitedMs)} s in ${e.queue} and was offered to nobody.`,
  alone: 'Nobody else could have been offered it.',
  before: (first, second, because) => `${first} came before ${second}: ${because}.`,
  others: (names) => `After them: ${names.join(', ')}.`,
  left: (why, names) => `${why}: ${names.join(', ')}.`,
  excluded: {
    notTaking: 'On break, leaving or without a device',
    noRoom: 'Without room for it',
    resting: 'Left alone for a while after the last offer',
    notMember: 'No members of the queue',
    notTrained: 'Not trained for it',
    tierClosed: 'Of a tier not asked yet',
    notChosen: 'Not whom it was passed to, or already its holder',
    heldForKnown: 'It waited for the attendant who knows it',
    alreadyOffered: 'Already being offered it',
    refused: 'Had refused the reservation',
  },
  strategy: {
    longestIdle: 'idle longest', roundRobin: 'least recently offered a contact of this queue', topDown: 'next by position', fewestContacts: 'fewest contacts in the shift',
    leastTalkTime: 'least time with contacts in the shift', leastOccupied: 'smallest share of the capacity in use', mostSkilled: 'highest level in the topic',
    random: 'drawn by chance', weightedRandom: 'drawn by chance and weight', sequential: 'first by position', ringAll: 'first by position', ringProgressively: 'first by position',
  },
  part: (part, first, second, time) => {
    switch (part) {
      case 'passedOver':
        return 'the other had let it ring or declined it'
      case 'known':
        return 'it is the attendant who knows the caller'
      case 'tier':
        return `tier ${first.key[2]} is asked before tier ${second.key[2]}`
      case 'idleSince':
        return `idle since ${time(first.key[4] as Instant)}, the other since ${time(second.key[4] as Instant)}`
      case 'attendant':
        return 'equal in everything, the smaller id comes first'
    }
  },
}

const portuguese: Words = {
  chosen: (e, first) => `${e.contact} esperava há ${seconds(e.waitedMs, ',')} s em ${e.queue} e foi ofertado a ${first}.`,
  nobody: (e) => `${e.contact} esperava há ${seconds(e.waitedMs, ',')} s em ${e.queue} e não foi ofertado a ninguém.`,
  alone: 'A mais ninguém poderia ter sido ofertado.',
  before: (first, second, because) => `${first} veio antes de ${second}: ${because}.`,
  others: (names) => `Depois deles: ${names.join(', ')}.`,
  left: (why, names) => `${why}: ${names.join(', ')}.`,
  excluded: {
    notTaking: 'Em pausa, de saída ou sem aparelho',
    noRoom: 'Sem capacidade para ele',
    resting: 'Em descanso depois da última oferta',
    notMember: 'Não são membros da fila',
    notTrained: 'Sem treinamento para ele',
    tierClosed: 'De um nível que ainda não se chama',
    notChosen: 'Não são a quem foi passado, ou já o atendem',
    heldForKnown: 'Esperava-se pelo atendente que já o conhece',
    alreadyOffered: 'Já recebem a oferta dele',
    refused: 'Recusaram a reserva',
  },
  strategy: {
    longestIdle: 'ocioso há mais tempo', roundRobin: 'há mais tempo sem oferta desta fila', topDown: 'seguinte pela posição', fewestContacts: 'menos contatos no turno',
    leastTalkTime: 'menos tempo em contatos no turno', leastOccupied: 'menor parte da capacidade em uso', mostSkilled: 'maior nível no assunto',
    random: 'por sorteio', weightedRandom: 'por sorteio com pesos', sequential: 'primeiro pela posição', ringAll: 'primeiro pela posição', ringProgressively: 'primeiro pela posição',
  },
  part: (part, first, second, time) => {
    switch (part) {
      case 'passedOver':
        return 'o outro deixou tocar ou recusou'
      case 'known':
        return 'é o atendente que já conhece quem liga'
      case 'tier':
        return `o nível ${first.key[2]} é chamado antes do nível ${second.key[2]}`
      case 'idleSince':
        return `ocioso desde ${time(first.key[4] as Instant)}, o outro desde ${time(second.key[4] as Instant)}`
      case 'attendant':
        return 'iguais em tudo, vale o menor identificador'
    }
  },
}

const tables: Readonly<Record<Language, Words>> = { en: english, pt: portuguese }

/**
 * The explanation in sentences: whom, why first, who would have been next, and everyone who was left out, by rule.
 *
 * @param time How an instant is written; ISO 8601 in UTC where absent.
 */
export const whyInWords = (e: Explanation, language: Language, time: (at: Instant) => string = toIso): readonly string[] => {
  const words = tables[language]
  const [first, second, ...rest] = e.candidates
  const because = (a: Candidate, b: Candidate): string =>
    e.tieBreak === 'none' || e.tieBreak === 'strategy' ? words.strategy[e.strategy] : words.part(e.tieBreak, a, b, time)
  return [
    first === undefined ? words.nobody(e) : words.chosen(e, first.attendant),
    ...(first !== undefined && second === undefined ? [words.alone] : []),
    ...(first !== undefined && second !== undefined ? [words.before(first.attendant, second.attendant, because(first, second))] : []),
    ...(rest.length > 0 ? [words.others(rest.map((c) => c.attendant))] : []),
    ...exclusions.flatMap((why) => {
      const names = e.excluded.filter((x) => x.why === why).map((x) => x.attendant)
      return names.length === 0 ? [] : [words.left(words.excluded[why], names)]
    }),
  ]
}
