import shared from '@eventstore/db-client/generated/shared_pb.js'
import grpcStreams from '@eventstore/db-client/generated/streams_grpc_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { credentials } from '@grpc/grpc-js'
import type { ServiceError } from '@grpc/grpc-js'
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js'

/** The protocol itself, for what the official client does not ask. */
export const rawClient = (port: number) => new grpcStreams.StreamsClient(`127.0.0.1:${port}`, credentials.createInsecure())

type RawClient = ReturnType<typeof rawClient>

export const identified = (stream: string) => {
  const identifier = new shared.StreamIdentifier()
  identifier.setStreamName(Buffer.from(stream))
  return identifier
}

export const uuid = (id: string) => {
  const made = new shared.UUID()
  made.setString(id)
  return made
}

interface Asked {
  readonly stream?: string
  readonly position?: { readonly commit: bigint; readonly prepare: bigint }
  readonly revision?: number
  readonly count?: number
  readonly subscribes?: boolean
  readonly backwards?: boolean
  readonly structured?: boolean
  readonly filter?: { readonly types: readonly string[]; readonly window: number; readonly multiplier: number }
}

export const readRequest = (asked: Asked): ReadReq => {
  const options = new streams.ReadReq.Options()
  if (asked.stream === undefined) {
    const all = new streams.ReadReq.Options.AllOptions()
    if (asked.position === undefined) all.setStart(new shared.Empty())
    else {
      const position = new streams.ReadReq.Options.Position()
      position.setCommitPosition(String(asked.position.commit))
      position.setPreparePosition(String(asked.position.prepare))
      all.setPosition(position)
    }
    options.setAll(all)
  } else {
    const stream = new streams.ReadReq.Options.StreamOptions()
    stream.setStreamIdentifier(identified(asked.stream))
    if (asked.revision === undefined) stream.setStart(new shared.Empty())
    else stream.setRevision(String(asked.revision))
    options.setStream(stream)
  }
  if (asked.subscribes === true) options.setSubscription(new streams.ReadReq.Options.SubscriptionOptions())
  else options.setCount(String(asked.count ?? 1_000))
  options.setReadDirection(asked.backwards === true ? 1 : 0)
  if (asked.filter === undefined) options.setNoFilter(new shared.Empty())
  else {
    const filter = new streams.ReadReq.Options.FilterOptions()
    const expression = new streams.ReadReq.Options.FilterOptions.Expression()
    expression.setPrefixList([...asked.filter.types])
    filter.setEventType(expression)
    filter.setMax(asked.filter.window)
    filter.setCheckpointintervalmultiplier(asked.filter.multiplier)
    options.setFilter(filter)
  }
  const form = new streams.ReadReq.Options.UUIDOption()
  if (asked.structured === true) form.setStructured(new shared.Empty())
  else form.setString(new shared.Empty())
  options.setUuidOption(form)
  const control = new streams.ReadReq.Options.ControlOption()
  control.setCompatibility(21)
  options.setControlOption(control)
  const request = new streams.ReadReq()
  request.setOptions(options)
  return request
}

/** An answer in one word, as far as order matters. */
const word = (answer: ReadResp): string => {
  const event = answer.getEvent()?.getEvent()
  if (event !== undefined) return `event ${event.getStreamRevision()}`
  if (answer.hasConfirmation()) return 'confirmed'
  if (answer.hasCheckpoint()) return 'checkpoint'
  if (answer.hasCaughtUp()) return 'caught up'
  if (answer.hasStreamNotFound()) return 'not found'
  if (answer.hasFirstStreamPosition()) return `first ${answer.getFirstStreamPosition()}`
  if (answer.hasLastStreamPosition()) return `last ${answer.getLastStreamPosition()}`
  return 'other'
}

const asFailure = (error: ServiceError) => `${error.code} ${error.details}`

/** All answers of a read; the last word is the failure, if it ends with one. */
export const readWords = (client: RawClient, asked: Asked): Promise<readonly string[]> =>
  new Promise((resolve) => {
    const words: string[] = []
    client
      .read(readRequest(asked))
      .on('data', (answer: ReadResp) => words.push(word(answer)))
      .on('error', (error: ServiceError) => {
        resolve([...words, asFailure(error)])
      })
      .on('end', () => {
        resolve(words)
      })
  })

interface Listening {
  readonly words: readonly string[]
  readonly answers: readonly ReadResp[]
  /** Resolves when so many answers are there. */
  readonly reach: (count: number) => Promise<readonly string[]>
  readonly stop: () => void
}

/** A subscription, and the words it has said. */
export const listening = (client: RawClient, asked: Asked): Listening => {
  const words: string[] = []
  const answers: ReadResp[] = []
  const waiting = new Set<() => void>()
  const say = (what: string) => {
    words.push(what)
    for (const check of [...waiting]) check()
  }
  const call = client.read(readRequest({ ...asked, subscribes: true }))
  call.on('data', (answer: ReadResp) => {
    answers.push(answer)
    say(word(answer))
  })
  call.on('error', (error: ServiceError) => {
    say(asFailure(error))
  })
  return {
    words,
    answers,
    reach: (count) =>
      new Promise((resolve) => {
        const check = () => {
          if (words.length < count) return
          waiting.delete(check)
          resolve([...words])
        }
        waiting.add(check)
        check()
      }),
    stop: () => {
      call.cancel()
    },
  }
}
