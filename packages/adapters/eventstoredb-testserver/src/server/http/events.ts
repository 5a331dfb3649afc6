import { randomUUID } from 'node:crypto'
import type { AppendAnswer, Expected, Log } from '../../log/model.js'
import type { User } from '../access.js'
import { answerForStatus, badRequest, notAllowed, notFound, type HttpAnswer, type HttpRequest } from './answer.js'

/** TESTSERVER-50 `POST /streams/NAME` appends the body as one event, as its headers say; without an id it sends on to a path with one. */
export const appendFromHttp = (log: Log, user: User, request: HttpRequest): HttpAnswer => {
  const [, stream, incoming, idInPath, ...more] = request.segments
  if (stream === undefined || more.length > 0 || (incoming !== undefined && incoming !== 'incoming')) return notFound
  if (request.method !== 'POST') return notAllowed
  const allowed = user.may('write', stream)
  if (allowed._tag === 'Left') return answerForStatus(allowed.left)
  const isJson = jsonOrBytes(request.header('content-type'))
  if (isJson === undefined) return { status: 415, message: 'Invalid or missing Content-Type: application/json or application/octet-stream' }
  const type = request.header('es-eventtype')
  if (type === undefined || type === '') return badRequest('Must include an event type with the request as ES-EventType header.')
  const expected = expectedBy(request.header('es-expectedversion'))
  if (expected === undefined) return badRequest('ES-ExpectedVersion header in wrong format.')
  const location = `${request.origin}/streams/${encodeURIComponent(stream)}`
  const id = (idInPath ?? request.header('es-eventid'))?.toLowerCase()
  if (id === undefined) return { status: 307, headers: { location: `${location}/incoming/${randomUUID()}` } }
  if (!uuid.test(id)) return badRequest('ES-EventId header in wrong format.')
  return answerFor(location, log.append(stream, expected, [{ id, type, isJson, data: request.body, metadata: new Uint8Array() }]))
}

const answerFor = (location: string, answer: AppendAnswer): HttpAnswer => {
  switch (answer._tag) {
    case 'Appended':
    case 'Already':
      return { status: 201, headers: { location: `${location}/${answer.last}` } }
    case 'WrongRevision':
      return { status: 400, message: 'Wrong expected EventNumber', headers: { 'es-currentversion': String(answer.current) } }
    case 'Deleted':
      return { status: 410, message: 'Stream deleted' }
    case 'TooLarge':
      return { status: 413, message: `More than ${answer.limit} bytes` }
  }
}

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/

const jsonOrBytes = (contentType = ''): boolean | undefined => {
  const [mediaType] = contentType.split(';')
  return mediaType === 'application/json' ? true : mediaType === 'application/octet-stream' ? false : undefined
}

const expectedBy = (header: string | undefined): Expected | undefined => {
  switch (header) {
    case undefined:
    case '-2':
      return 'any'
    case '-1':
      return 'no-stream'
    case '-4':
      return 'stream-exists'
    default:
      return /^\d+$/.test(header) ? { revision: BigInt(header) } : undefined
  }
}
