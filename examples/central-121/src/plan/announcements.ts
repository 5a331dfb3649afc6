import { Plan } from '@disque/core'
import { heard } from './names.js'

type Announcement = Plan.Plan['announcements'][number]

/** What callers hear: recorded in Portuguese, in English for whoever reads the plan. */
export const announcements: readonly Announcement[] = [
  {
    id: heard.main,
    pt: 'Central de Atendimento ao Cidadão. Programas sociais, tecle 1. Ouvidoria, tecle 2. Incentivo à cultura e ao esporte, tecle 3. Cuidado e apoio a dependentes químicos e famílias, tecle 4. Gestores e técnicos, tecle 5. Falar com atendente, tecle 9. Ouvir de novo, tecle 0.',
    en: 'Citizen service centre. Social programmes, press 1. Ombudsman, press 2. Incentives for culture and sport, press 3. Care and support for dependents of chemical substances and their families, press 4. Managers and technicians, press 5. To speak to an attendant, press 9. To hear this again, press 0.',
  },
  {
    id: heard.social,
    pt: 'Bolsa Família, tecle 1. Cadastro Único, tecle 2. Benefício de Prestação Continuada, tecle 3. Falar com atendente, tecle 9. Voltar, tecle estrela.',
    en: 'Bolsa Família, press 1. Cadastro Único, press 2. Benefício de Prestação Continuada, press 3. To speak to an attendant, press 9. To go back, press star.',
  },
  {
    id: heard.ombudsman,
    pt: 'Elogio, sugestão, solicitação ou reclamação, tecle 1. Denúncia, tecle 2. Falar com atendente, tecle 9. Voltar, tecle estrela.',
    en: 'Praise, suggestion, request or complaint, press 1. Report of wrongdoing, press 2. To speak to an attendant, press 9. To go back, press star.',
  },
  {
    id: heard.incentives,
    pt: 'Lei de Incentivo à Cultura, tecle 1. Lei de Incentivo ao Esporte, tecle 2. Falar com atendente, tecle 9. Voltar, tecle estrela.',
    en: 'Incentive law for culture, press 1. Incentive law for sport, press 2. To speak to an attendant, press 9. To go back, press star.',
  },
  {
    id: heard.oldMain,
    pt: 'Cidadão, tecle 1. Gestores e técnicos, tecle 4. Denúncia, tecle 5. Falar com atendente, tecle 9. Este número será atendido até 31 de dezembro; ligue 121.',
    en: 'Citizens, press 1. Managers and technicians, press 4. Report of wrongdoing, press 5. To speak to an attendant, press 9. This number is answered until 31 December; call 121.',
  },
  {
    id: heard.oldCitizen,
    pt: 'Bolsa Família, tecle 1. Cadastro Único, tecle 2. Benefício de Prestação Continuada, tecle 3. Falar com atendente, tecle 9. Voltar, tecle estrela.',
    en: 'Bolsa Família, press 1. Cadastro Único, press 2. Benefício de Prestação Continuada, press 3. To speak to an attendant, press 9. To go back, press star.',
  },
  {
    id: heard.placesOfCare,
    pt: 'Locais de acolhimento e apoio a dependentes químicos e suas famílias, por município. Para falar com atendente, tecle 9.',
    en: 'Places of care and support for dependents of chemical substances and their families, by municipality. To speak to an attendant, press 9.',
  },
  { id: heard.notInService, pt: 'Este número não está em serviço. Ligue 121.', en: 'This number is not in service. Call 121.' },
  { id: heard.callShortNumber, pt: 'O 0800 707 2003 foi substituído. Ligue 121, de graça.', en: '0800 707 2003 has been replaced. Call 121, free of charge.' },
  {
    id: heard.originNotServed,
    pt: 'O 121 ainda não atende chamadas desta origem. Ligue de um telefone fixo; celulares são atendidos a partir de 1º de julho.',
    en: '121 does not take calls from here yet. Call from a landline; mobile phones are served from 1 July.',
  },
  { id: heard.oldOriginNotServed, pt: 'Este número atende somente telefones fixos.', en: 'This number takes calls from landlines only.' },
  { id: heard.closed, pt: 'O atendimento é de segunda a sexta-feira, das 7h às 19h.', en: 'We answer Monday to Friday, 7 a.m. to 7 p.m.' },
  { id: heard.blocked, pt: 'Esta chamada não pode ser atendida. Escreva para a Ouvidoria pelo site.', en: 'This call cannot be taken. Write to the ombudsman on the website.' },
  { id: heard.queueFull, pt: 'Todos os atendentes estão ocupados. Ligue mais tarde.', en: 'All attendants are busy. Call later.' },
]
