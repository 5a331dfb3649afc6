import type { Status } from './call/call.js'
import type { Referred } from './plan/faults.js'
import type { Revision } from './ports/event-store.js'
import type { Sentences } from './messages.problem.js'

const status: Readonly<Record<Status, string>> = {
  unknown: 'é desconhecida', received: 'foi recebida', menu: 'está no menu', informed: 'foi respondida por uma mensagem', waiting: 'espera na fila', talking: 'está com um atendente',
  ended: 'terminou', refused: 'foi recusada',
}
const over = { cancelled: 'foi cancelado', ended: 'terminou' }
const notTaking = { break: 'está em pausa', deviceLost: 'perdeu o aparelho', leaving: 'está saindo do turno' }
const referred: Readonly<Record<Referred, string>> = {
  announcement: 'a mensagem', calendar: 'o calendário', channel: 'o canal', menu: 'o menu', queue: 'a fila', topic: 'o assunto',
}
const place = (revision: Revision | 'no-stream') => (revision === 'no-stream' ? 'sem eventos' : `na revisão ${revision}`)

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
  CallNotWaiting: ({ status: s }) => `A chamada ${status[s]} e não aguarda atendente; não ofereça nada para ela.`,
  OfferEndedBefore: ({ offer }) => `A oferta ${offer} foi retirada ou terminou; faça outra com identificador próprio.`,
  OfferLimitReached: ({ limit }) => `A chamada já tem ${limit} ofertas em aberto, o máximo permitido; espere que uma delas termine.`,
  HolderNotOffered: ({ attendant }) => `O atendente ${attendant} conduz esta chamada e não pode ser consultado sobre ela; ofereça-a a outro.`,
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

  // Centrais e seus planos
  PlanOfAnotherCentre: ({ centre }) => `O plano é da central ${centre}; envie-o para ela.`,
  PlanInvalid: ({ faults }, { message }) => `O plano não foi aceito; corrija estes pontos (${faults.length}) e envie de novo:\n${faults.map((f) => `- ${message(f)}`).join('\n')}`,
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
  NoOpenTime: ({ after }, { when }) => `O calendário não abre nem fecha depois de ${when(after)}; dê-lhe horários.`,

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

  // Visões, mundo externo, cofre
  Fenced: ({ lease, fence, current }) => `A posse de ${lease} passou a outro (${current}, aqui ${fence}); descarte o que foi apurado e tome posse de novo.`,
  LeaseHeld: ({ lease }, { when }) => `A posse de ${lease.name} é de ${lease.holder} até ${when(lease.until)} (${lease.fence}); tente de novo então.`,
  OutboundUnavailable: ({ reason }) => `O gateway não responde (${reason}); a tentativa se repete sozinha: verifique se ele está no ar.`,
  SealBroken: ({ field }) => `O campo lacrado "${field}" foi alterado ou tirado de onde foi lacrado; não confie nele e procure quem o escreveu.`,
  KeysUnavailable: ({ reason }) => `As chaves do cofre não estão acessíveis (${reason}); tente mais tarde.`,
  NotSealable: ({ field }) => `O que está em "${field}" não pode ser lacrado; envie JSON que não seja vazio.`,
  ReadingUnexplained: () => 'Quem lê dados pessoais diz quem é e para quê; informe o ator e a finalidade.',
}
