import type { handleBidiStreamingCall, StatusObject } from '@grpc/grpc-js'
import type { ReadReq } from '@eventstore/db-client/generated/persistent_pb.js'
import { actionOf, sourceOf } from './requests.js'
import { confirmation, delivery } from './answers.js'
import { dropped, refusal, type Named } from './statuses.js'
import { handlerFailed } from '../streams/statuses.js'
import { idOf } from '../streams/uuids.js'
import { keyOf } from './groups/names.js'
import type { Access } from '../server/access.js'
import type { Groups } from './groups/groups.js'
import type { UuidForm } from '../streams/uuids.js'

interface Parts {
  readonly groups: Groups
  readonly access: Access
  readonly newId: () => string
}

/** The call of a consumer: first what it connects to, then its answers to what it gets. */
export const consume = ({ groups, access, newId }: Parts): handleBidiStreamingCall<ReadReq, Buffer> => {
  return (call) => {
    const id = newId()
    let connected: Named | undefined
    let over = false

    const fail = (why: StatusObject) => {
      if (over) return
      over = true
      call.emit('error', why)
    }

    const connect = (options: ReadReq.Options | undefined) => {
      const source = options === undefined ? undefined : sourceOf(options)
      if (options === undefined || source === undefined) {
        fail(handlerFailed())
        return
      }
      const caller = access(call.metadata)
      const user = caller._tag === 'Left' ? caller : caller.right.mayConsume(source)
      if (user._tag === 'Left') {
        fail(user.left)
        return
      }
      const named: Named = { source, name: options.getGroupName() }
      const form: UuidForm = options.getUuidOption()?.hasString() === true ? 'text' : 'structured'
      const [connection] = call.metadata.get('connection-name')
      const consumer = { id, user: user.right.name, connection: connection?.toString() ?? '<unknown>', limit: options.getBufferSize() }
      const refused = groups.connect(source, named.name, consumer, () => {
        connected = named
        call.write(confirmation(keyOf(source, named.name)))
        return {
          push: (message) => {
            if (!over) call.write(delivery(message, form))
          },
          dropped: () => {
            fail(dropped(named))
          },
        }
      })
      if (refused !== undefined) fail(refusal(named, refused))
    }

    const answer = ({ source, name }: Named, request: ReadReq) => {
      const ack = request.getAck()
      if (ack !== undefined) groups.tell(source, name, { _tag: 'Ack', ids: ack.getIdsList().flatMap((uuid) => idOf(uuid) ?? []) })
      const nack = request.getNack()
      const action = nack === undefined ? undefined : actionOf(nack)
      if (nack === undefined || action === undefined) return
      groups.tell(source, name, { _tag: 'Nack', ids: nack.getIdsList().flatMap((uuid) => idOf(uuid) ?? []), action, reason: nack.getReason() })
    }

    const leave = () => {
      over = true
      if (connected !== undefined) groups.tell(connected.source, connected.name, { _tag: 'Leave', consumer: id })
      connected = undefined
    }

    call.on('data', (request: ReadReq) => {
      if (over) return
      if (connected === undefined) connect(request.getOptions())
      else answer(connected, request)
    })
    call.on('end', () => {
      // One who sends nothing at all gets an empty answer; a consumer that only stops answering stays connected.
      if (!over && connected === undefined) call.end()
    })
    call.on('cancelled', leave)
    call.on('close', leave)
  }
}
