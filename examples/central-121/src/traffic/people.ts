import { AttendantId, type TopicId } from '@disque/core'
import { named, topics } from '../plan/names.js'
import type { Random } from './random.js'

/** Someone who serves calls: made up, like everything here. */
export interface Person {
  readonly attendant: AttendantId
  /** Names the chance by which he behaves: the same in every run. */
  readonly behaves: string
  readonly name: string
  readonly trainedIn: readonly TopicId[]
  /** From 0 (opens the centre) to 1 (closes it): every team has both. */
  readonly place: number
}

const firstNames = [
  'Ana', 'Bruno', 'Camila', 'Davi', 'Eliane', 'Fábio', 'Gabriela', 'Heitor',
  'Iara', 'João', 'Kátia', 'Luís', 'Marina', 'Nélson', 'Olívia', 'Paulo', 'Rita', 'Sérgio', 'Teresa', 'Vítor',
]
const lastNames = [
  'Almeida', 'Barbosa', 'Cardoso', 'Dias', 'Esteves', 'Ferreira', 'Gomes', 'Lima', 'Moreira', 'Nunes', 'Pereira', 'Ramos', 'Santos', 'Teixeira', 'Vieira',
]

const frontDesk = [topics.general, topics.bolsaFamilia, topics.cadastroUnico, topics.bpc]
const ombudsman = [topics.manifestation, topics.wrongdoing]
const relations = [topics.managers, topics.general, topics.cadastroUnico]
const technical = [topics.cultureIncentive, topics.sportIncentive, topics.dependentsCare]

/** Of twelve, the first eight have everyone whom the plan's topics need. */
const teams: readonly (readonly TopicId[])[] = [
  frontDesk, technical, frontDesk, ombudsman, frontDesk, relations, frontDesk, frontDesk, frontDesk, [...ombudsman, topics.general], frontDesk, frontDesk,
]

/** `prefix` begins their ids. */
export const people = (many: number, chance: Random, prefix = ''): readonly Person[] =>
  Array.from({ length: many }, (_, i) => {
    const behaves = `a-${String(i + 1).padStart(3, '0')}`
    const attendant = named(AttendantId)(`${prefix}${behaves}`)
    const name = `${firstNames[chance.whole(firstNames.length)] ?? ''} ${lastNames[chance.whole(lastNames.length)] ?? ''}`
    const rounds = Math.ceil(many / teams.length)
    return { attendant, behaves, name, trainedIn: teams[i % teams.length] ?? frontDesk, place: (Math.floor(i / teams.length) + 0.5) / rounds }
  })
