import { EventEmitter } from 'node:events'
import { Metadata, status, type sendUnaryData, type StatusObject } from '@grpc/grpc-js'
import { left, right, type Either } from '../either.js'
import type { Service } from '../service.js'

type Refused = Pick<StatusObject, 'code' | 'details'>

/** Puts a question to a service's unary method from within, with the caller's credentials. */
export const askService = async (
  { implementation }: Service,
  method: string,
  request: unknown,
  authorization: string | undefined
): Promise<Either<Refused, unknown>> => {
  const handler = implementation[method]
  if (handler === undefined) return left({ code: status.UNIMPLEMENTED, details: `${method} is not part of this test server` })
  const metadata = new Metadata()
  if (authorization !== undefined) metadata.set('authorization', authorization)
  const call = Object.assign(new EventEmitter(), { request, metadata, cancelled: false, getPeer: () => 'http', getPath: () => method })
  return new Promise((resolve) => {
    const callback: sendUnaryData<unknown> = (error, value) =>
      resolve(error === null ? right(value) : left({ code: error.code ?? status.UNKNOWN, details: error.details ?? '' }))
    Reflect.apply(handler, implementation, [call, callback])
  })
}
