import type { Wanted } from './staffing/staffing.js'
import type { Status } from './call/call.js'
import type { Referred } from './plan/faults.js'
import type { Revision } from './ports/event-store.js'
import type { Sentences } from './messages.problem.js'

const status: Readonly<Record<Status, string>> = {
  unknown: 'é desconhecida', received: 'foi recebida', menu: 'está no menu', informed: 'foi respondida por uma mensagem', waiting: 'espera na fila', dialling: 'está sendo retornada', talking: 'está com um atendente',
  ended: 'terminou', refused: 'foi recusada',
}
const over = { cancelled: 'foi cancelado', ended: 'terminou' }
const notTaking = { break: 'está em pausa', deviceLost: 'perdeu o aparelho', leaving: 'está saindo do turno' }
const referred: Readonly<Record<Referred, string>> = {
  announcement: 'a mensagem', calendar: 'o calendário', channel: 'o canal', menu: 'o menu', queue: 'a fila', topic: 'o assunto',
}
const place = (revision: Revision | 'no-stream') => (revision === 'no-stream' ? 'sem eventos' : `na revisão ${revision}`)

const staffing: Readonly<Record<Wanted, string>> = {
  load: 'erlangs de 0 a 5 milhões', whole: 'um número inteiro de 0 a 10 milhões', notNegative: 'um número a partir de 0', aboveZero: 'um número acima de 0',
  share: 'uma fração entre 0 e 1, sem os extremos', patience: 'segundos a partir de 0 em que chegam no máximo 100 milhões de ligações, ou Infinity', attainable: 'uma meta que 10 milhões de atendentes atinjam',
}

export const portuguese: Sentences = {
  // Atendentes
  AttendantUnknown: () => 'Este atendente não está cadastrado; cadastre-o primeiro.',
  AttendantAlreadyRegistered: () => 'Este atendente já está cadastrado com outra central ou outra capacidade; altere a capacidade ou use outro identificador.',
  LevelInvalid: ({ level }) => `O nível é um número inteiro a partir de 1, não ${level}; envie outro.`,
  AnotherShiftOpen: ({ shift }) => `O turno ${shift} ainda está aberto; saia dele antes de abrir outro.`,
  StartByPassed: ({ startBy }, { when }) => `O turno devia começar até ${when(startBy)}, que já passou; peça-o com um prazo posterior.`,

  // Turnos
  ShiftUnknown: () => 'Este turno não existe; abra um para o atendente e inicie-o.',
  ShiftAlreadyStarted: () => 'Este turno já começou; saia dele para terminá-lo.',
  ShiftOver: ({ status: s }) => `Este turno ${over[s]}; abra outro.`,
  NotTakingOffers: ({ why }) => `O atendente ${notTaking[why]} e não recebe ofertas; ofereça o contato a outro.`,
  AttendantResting: ({ readyAt }, { when }) => `O atendente não recebe ofertas até ${when(readyAt)}, depois de uma oferta sem resultado; ofereça o contato a outro, ou a ele depois.`,
  CapacityExceeded: ({ capacity, used, cost }) => `Da capacidade de ${capacity}, ${used} está em uso e mais ${cost} não cabe; ofereça o contato a outro.`,
  CapacityInvalid: ({ capacity }) => `A capacidade é um número inteiro a partir de 1, não ${capacity}; envie outra.`,
  TermsInvalid: ({ field }) => `As condições da reserva estão erradas em "${field}"; use as do plano em vigor e envie de novo.`,
  ReservationUnknown: ({ offer }) => `Não há reserva para a oferta ${offer}: terminou ou nunca existiu; espere a próxima.`,
  AlreadyAccepted: ({ offer }) => `A oferta ${offer} já foi aceita; encerre ou transfira o contato.`,
  OfferOver: ({ offer }) => `A oferta ${offer} já terminou; faça outra com identificador próprio.`,
  AlreadyOnBreak: ({ reason }) => `O atendente já está em pausa (${reason}); termine-a antes de começar outra.`,

  // Chamadas
  CallUnknown: () => 'Esta chamada nunca foi recebida aqui; confira o identificador.',
  CallAlreadyReceived: () => 'Uma chamada com este identificador já foi recebida; dê a cada chamada um identificador próprio.',
  CallNotInMenu: ({ status: s }) => `A chamada ${status[s]} e não ouve um menu agora; ignore o dígito.`,
  DigitInvalid: (p) =>
    'path' in p ? `${p.path}: "${p.digit}" não é tecla de telefone; use 0 a 9, * ou #.` : 'Isso não é tecla de telefone; envie uma de 0 a 9, * ou #.',
  TimerTooEarly: ({ dueAt }, { when }) => `O prazo vence em ${when(dueAt)}, não antes; envie então.`,
  CallNotWaiting: ({ status: s }) => `A chamada ${status[s]} e não aguarda atendente; só a ofereça, mova ou retorne enquanto ela espera.`,
  OfferEndedBefore: ({ offer }) => `A oferta ${offer} foi retirada ou terminou; faça outra com identificador próprio.`,
  OfferLimitReached: ({ limit }) => `A chamada já tem ${limit} ofertas em aberto, o máximo permitido; espere que uma delas termine.`,
  HolderNotOffered: ({ attendant }) => `O atendente ${attendant} conduz esta chamada e não pode ser consultado sobre ela; ofereça-a a outro.`,
  MeantForAnother: ({ attendant }) => `A chamada foi passada só a ${attendant}; oferte-a a esse atendente.`,
  OfferNotStanding: ({ offer }) => `A oferta ${offer} não vale mais; o atendente está livre para a próxima.`,
  OfferAnswered: ({ offer }) => `A oferta ${offer} foi atendida e não pode ser retirada; mantenha o atendimento.`,
  CallNotAnswered: ({ status: s }) => `A chamada ${status[s]} e ninguém a atende; faça isto enquanto um atendente estiver nela.`,
  NotTheHolder: ({ attendant, holder }) => `A chamada é conduzida por ${holder}, não por ${attendant}; deixe que ${holder} o faça.`,
  NotAParticipant: ({ attendant }) => `O atendente ${attendant} não participa desta chamada; abra primeiro uma consulta.`,
  NeverServedIt: ({ attendant }) => `O atendente ${attendant} nunca atendeu esta chamada; deixe que um dos que a atenderam faça o registro.`,
  ConsultationOpen: () => 'Há uma consulta aberta nesta chamada; termine-a ou passe a chamada primeiro.',
  QueueUnknown: ({ queue }) => `O plano em vigor não tem a fila ${queue}; escolha uma que ele tenha.`,
  TopicUnknown: ({ topic }) => `O plano em vigor não tem o assunto ${topic}; escolha um que ele tenha.`,
  QueueClosed: ({ queue, opensAt }, { when }) => `A fila ${queue} está fechada; ${opensAt === undefined ? 'escolha outra' : `abre em ${when(opensAt)}`}.`,
  QueueIsFull: ({ queue, limit }) => `Na fila ${queue} já esperam ${limit}, que é o limite; tente mais tarde ou escolha outra.`,
  NotInQueue: ({ queue }) => `A chamada não espera na fila ${queue}; não aplique a ela os passos dessa fila.`,
  StepUnknown: ({ queue, step }) => `O plano em vigor não tem o passo ${step} para a fila ${queue}; use um que ele tenha.`,
  CallbackNotOffered: ({ queue }) => `Na fila ${queue} não há retorno de chamada; deixe o cidadão esperar ou ligar de novo.`,
  CallbackNotAsked: () => 'Ninguém pediu retorno nesta chamada; peça-o enquanto o cidadão espera na fila.',
  CallbackTooEarly: ({ notBefore }, { when }) => `O cidadão não recebe nova ligação antes de ${when(notBefore)}, depois de uma tentativa sem êxito; ofereça a chamada então.`,
  CallbackNotDialled: ({ offer }) => `Não se está ligando para ninguém pela oferta ${offer}; desligue a linha que foi chamada.`,

  // Centrais e seus planos
  PlanOfAnotherCentre: ({ centre }) => `O plano é da central ${centre}; envie-o para ela.`,
  PlanInvalid: ({ faults }, { message }) => `O plano não foi aceito; corrija estes pontos (${faults.length}) e envie de novo:\n${faults.map((f) => `- ${message(f)}`).join('\n')}`,
  DecidedOtherwise: ({ attendant }) => `Pela política, ${attendant} não teria sido o primeiro: outro roteador decidiu; pergunte a ele as razões.`,
  ContactDidNotWait: ({ contact }) => `Naquele momento ${contact} não esperava por atendente; pergunte com o contato e a razão de uma mesma oferta.`,
  PlanUnknown: ({ version }) => `O plano ${version} não existe; indique uma versão que a central tenha.`,
  ReferenceUnknown: ({ path, to, id }) => `${path}: não existe ${referred[to]} ${id}; acrescente ou indique outro nome.`,
  DuplicateId: ({ path, other, id }) => `${path}: o identificador ${id} também está em ${other}; mude um deles.`,
  ValiditiesOverlap: ({ path, other }) => `${path}: vale ao mesmo tempo que ${other}; faça um terminar quando o outro começa.`,
  ValidityEmpty: ({ path }) => `${path}: termina antes de começar; corrija "from" ou "until".`,
  NeverApplies: ({ path }) => `${path}: só vale enquanto aquilo a que pertence não vale; corrija os prazos de um dos dois, ou remova.`,
  NumberWithoutEntry: ({ path, dialled }) => `${path}: o número ${dialled} não leva a lugar nenhum; acrescente uma entrada.`,
  MenuUnreachable: ({ path, menu }) => `${path}: nada leva ao menu ${menu}; leve até ele ou remova-o.`,
  MenuWithoutWayOn: ({ path, menu }) => `${path}: o menu ${menu} não leva a fila, resposta ou fim, seja qual for a tecla; acrescente uma opção que leve.`,
  SilenceNeverEnds: ({ path, menu }) => `${path}: quem nada aperta no menu ${menu} passa de menu em menu sem fim; faça um deles acabar em fila, resposta ou fim.`,
  OutOfRange: ({ path, value, least, most }) => `${path}: ${value} está fora dos limites; escolha um valor de ${least} a ${most}.`,
  TierUnknown: ({ path, tier }) => `${path}: nada abre o nível ${tier}; inclua-o nos níveis da fila com o seu tempo de espera, ou indique outro.`,
  TierOutOfOrder: ({ path, other }) => `${path}: este nível abre antes do inferior, em ${other}; dê-lhe o mesmo tempo de espera ou um maior.`,
  NobodyListed: ({ path }) => `${path}: quem não está na lista fica de fora, mas ninguém está na lista; liste os membros ou inclua os demais.`,
  RelaxesNothing: ({ path }) => `${path}: isto não dispensa nada que ainda se exija; indique um nível menor ou uma habilidade a dispensar, ou remova-o.`,
  StepWithoutCondition: ({ path }) => `${path}: o passo não tem condição; diga após quantos segundos, a partir de quantos em espera ou quando mais ele é dado.`,
  OverflowsIntoItself: ({ path, queue }) => `${path}: os contatos de ${queue} são movidos para ${queue}; indique outra fila.`,
  ChannelDiffers: ({ path, channel, other }) => `${path}: a fila atende ${other}, o contato veio por ${channel}; indique uma fila do mesmo canal.`,
  CallbackWithoutRules: ({ path }) => `${path}: oferece-se retorno de chamada, mas a fila não tem regras para isso; inclua routing.callback com attempts, retrySeconds e dialSeconds.`,
  RingsOnlyOne: ({ path, strategy }) => `${path}: ${strategy} chama vários, mas a fila permite uma só oferta; ponha offerLimit em 2 ou mais.`,

  // Horários
  ZoneUnknown: ({ path, timeZone }) => `${path}: "${timeZone}" não é um fuso horário; escreva, por exemplo, America/Sao_Paulo.`,
  NoHours: ({ path }) => `${path}: o calendário nunca abre; dê-lhe horários.`,
  TimeInvalid: ({ path, text }) => `${path}: "${text}" não é uma hora do dia; escreva como 07:30.`,
  DateInvalid: ({ path, text }) => `${path}: "${text}" não é uma data; escreva como 2020-07-01.`,
  IntervalEmpty: ({ path, time }) => `${path}: começa e termina às ${time}; alongue ou remova.`,
  IntervalInverted: ({ path, from, until }) => `${path}: termina às ${until}, antes de começar às ${from}; troque, ou escreva em dois o que passa da meia-noite.`,
  IntervalsOverlap: ({ path, other }) => `${path}: sobrepõe-se a ${other}; junte os dois ou encurte um.`,
  ExceptionsContradict: ({ path, other, date }) => `${path}: para ${date} há outra exceção em ${other}; fique com uma delas.`,
  ExceptionWithoutHours: ({ path, date }) => `${path}: a exceção de ${date} não tem horário; dê-lhe um ou torne-a fechamento.`,
  ClosureWithHours: ({ path, date }) => `${path}: ${date} está fechado, mas tem horários; remova-os ou substitua os horários do dia.`,
  WeeksOutOfOrder: ({ path, other, date }) => `${path}: vale desde ${date}, não depois de ${other}; ponha em ordem, um de cada data.`,
  // Prazos, calendários como eram conhecidos, números de protocolo, dimensionamento
  TermRuleInvalid: ({ faults }, { message }) => `A regra do prazo não foi aceita; corrija estes ${faults.length}:\n${faults.map(message).join('\n')}`,
  NormMissing: ({ path }) => `${path}: falta a norma; cite aquela em que se baseia.`,
  BeforeLastFact: ({ last }, { when }) => `O último fato do prazo é de ${when(last)}; use essa data ou uma posterior.`,
  TermOver: ({ how }) => `O prazo ${how === 'met' ? 'foi cumprido' : 'já venceu'}; comece outro.`,
  NotExtendable: ({ rule }) => `Um prazo pela regra ${rule} não admite prorrogação; responda no prazo.`,
  AlreadyExtended: () => 'O prazo já foi prorrogado uma vez e não pode ser de novo; responda no prazo.',
  DateOutOfRange: ({ after }, { when }) => `Contado de ${when(after)}, o vencimento passa do ano 9999; reduza o prazo.`,
  AnotherCalendar: ({ wanted }, { when }) => `O vencimento foi contado com ${wanted.calendar} como conhecido em ${when(wanted.knownAt)}; explique-o com esse.`,
  NoEditionKnown: ({ knownAt }, { when }) => `Nenhum calendário era conhecido em ${when(knownAt)}; pergunte por um momento posterior, ou registre desde quando se conhecia.`,
  EditionZonesDiffer: ({ timeZone, other }) => `As edições estão em ${timeZone} e em ${other}; use um só fuso em todas.`,
  EditionDateInvalid: ({ validFrom }) => `${validFrom} não é data a partir da qual uma edição possa valer; escreva como 2020-06-11.`,
  NupCharacter: ({ at }) => `O protocolo tem um caractere que não cabe ali, depois dos primeiros ${at}; digite algarismos, ponto, barra e hífen.`,
  NupLength: ({ digits, wanted }) => `Um protocolo tem ${wanted} dígitos, não ${digits}; digite todos.`,
  NupForm: ({ form }) => `O protocolo não tem a forma ${form}; escreva-o assim, ou só com os dígitos.`,
  NupCheckDigits: ({ found, expected }) => `Os dígitos verificadores são ${found}, mas caberiam ${expected}: algum dígito está errado; compare com o comprovante.`,
  NupPartInvalid: ({ part, value, min, max }) => `A parte ${part} de um protocolo vai de ${min} a ${max}, não ${value}; corrija-a.`,
  StaffingInputInvalid: ({ field, value, wanted }) => `${field} é ${value}; informe ${staffing[wanted]}.`,
  NoOpenTime: (p, { when }) => {
    const [where, at] = 'after' in p ? ['depois', p.after] : ['antes', p.before]
    return `O calendário não tem horário ${where} de ${typeof at === 'string' ? at : when(at)}; dê-lhe horários.`
  },

  // Ler, decidir, gravar
  NotAllowed: ({ reason }) => `Não é permitido: ${reason}. Peça a quem pode.`,
  TooMuchContention: ({ stream, tries }) => `Outros não param de gravar em ${stream} (${tries} tentativas); envie o comando de novo com o mesmo identificador.`,
  WrongRevision: ({ stream, expected, actual }) => `Esperava-se ${stream} ${place(expected)}, mas está ${place(actual)}; leia o que há de novo e decida outra vez.`,
  StreamTruncated: ({ stream, first }) => `${stream} começa na revisão ${first}: faltam os eventos anteriores; restaure o banco de uma cópia que os tenha.`,
  EventUndecodable: ({ stream, revision, type, path }) => `O ${type} na revisão ${revision} de ${stream} não segue o seu esquema (${path}); use uma versão que o conheça.`,
  StoredEventUnreadable: ({ stream, revision, reason }) => `O evento na revisão ${revision} de ${stream} não pode ser lido (${reason}); restaure o banco de uma cópia.`,
  PlaintextRefused: ({ type, field }) => `O campo "${field}" de ${type} é pessoal e não veio lacrado; nada foi gravado: lacre-o na borda e envie de novo.`,
  EventTooLarge: ({ type, bytes, limit }) => `Um ${type} de ${bytes} bytes é grande demais, o máximo é ${limit}; nada foi gravado: envie menos.`,
  BadEvent: ({ type, reason }) => `Um ${type} não pode ser gravado: ${reason}. Nada foi gravado; corrija e envie de novo.`,
  OutcomeUnknown: ({ reason }) => `Não se sabe se foi gravado (${reason}); envie o comando de novo com o mesmo identificador.`,
  StoreUnavailable: ({ reason }) => `O banco de eventos não responde (${reason}); nada foi gravado: tente mais tarde.`,
  StoreFull: ({ reason }) => `O banco de eventos não tem mais espaço (${reason}); nada foi gravado: libere espaço e tente de novo.`,
  StoreClosed: () => 'O banco de eventos foi fechado; abra-o de novo.',
  StreamDeleted: ({ stream }) => `${stream} foi apagado no banco de eventos, para sempre; nada foi gravado: descubra quem apaga ali e restaure o banco de uma cópia.`,
  AccessDenied: ({ reason }) => `O banco de eventos negou o acesso (${reason}); nada foi gravado: confira usuário, senha e permissões no banco.`,

  // Visões, mundo externo, cofre
  Fenced: ({ lease, fence, current }) => `A posse de ${lease} passou a outro (${current}, aqui ${fence}); descarte o que foi apurado e tome posse de novo.`,
  LeaseHeld: ({ lease }, { when }) => `A posse de ${lease.name} é de ${lease.holder} até ${when(lease.until)} (${lease.fence}); tente de novo então.`,
  OutboundUnavailable: ({ reason }) => `O gateway não responde (${reason}); a tentativa se repete sozinha: verifique se ele está no ar.`,
  SealBroken: ({ field }) => `O campo lacrado "${field}" foi alterado ou tirado de onde foi lacrado; não confie nele e procure quem o escreveu.`,
  KeysUnavailable: ({ reason }) => `As chaves do cofre não estão acessíveis (${reason}); tente mais tarde.`,
  NotSealable: ({ field }) => `O que está em "${field}" não pode ser lacrado; envie JSON que não seja vazio.`,
  ReadingUnexplained: () => 'Quem lê dados pessoais diz quem é e para quê; informe o ator e a finalidade.',
}
