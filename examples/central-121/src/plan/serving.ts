import { Plan } from '@disque/core'
import { officeHours, queues as ids, topics as topicIds } from './names.js'

export const topics: Plan.Plan['topics'] = [
  { id: topicIds.general, name: 'Informações gerais' },
  { id: topicIds.bolsaFamilia, name: 'Bolsa Família' },
  { id: topicIds.cadastroUnico, name: 'Cadastro Único' },
  { id: topicIds.bpc, name: 'Benefício de Prestação Continuada' },
  { id: topicIds.dependentsCare, name: 'Cuidado e apoio a dependentes químicos e famílias' },
  { id: topicIds.cultureIncentive, name: 'Lei de Incentivo à Cultura' },
  { id: topicIds.sportIncentive, name: 'Lei de Incentivo ao Esporte' },
  { id: topicIds.manifestation, name: 'Elogio, sugestão, solicitação ou reclamação' },
  { id: topicIds.wrongdoing, name: 'Denúncia' },
  { id: topicIds.managers, name: 'Gestores e técnicos' },
]

/** An attendant within 60 s is what Portaria MJ 2.014/2008 asks of the services that it binds; here it is a standard taken freely. */
const policy = {
  channel: 'voice', calendar: officeHours, offerSeconds: 18, offerLimit: 1, wrapUpSeconds: 30, confirmSeconds: 10, resumeSeconds: 600, serviceLevelSeconds: 60,
}

export const queues: readonly Plan.Queue[] = [
  { id: ids.social, name: 'Programas sociais', ...policy, maxWaiting: 150 },
  { id: ids.ombudsman, name: 'Ouvidoria', ...policy, wrapUpSeconds: 60, maxWaiting: 40 },
  { id: ids.relations, name: 'Central de Relacionamento', ...policy, maxWaiting: 40 },
  { id: ids.technical, name: 'Áreas técnicas', ...policy, wrapUpSeconds: 60, maxWaiting: 20 },
]

/** One call takes a whole attendant. */
export const channels: Plan.Plan['channels'] = [{ channel: 'voice', cost: 1, interrupts: [] }]

/** Besides these the centre itself sends on break whoever lets several offers in a row go unanswered. */
export const breakReasons: readonly string[] = ['rest', 'meal', 'training', 'missed-offers']
