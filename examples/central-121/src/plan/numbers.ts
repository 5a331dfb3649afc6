import type { Plan } from '@disque/core'
import { heard, menus, mobilesServedFrom, officeHours, oldNumber, oldNumberUntil, shortNumber } from './names.js'

/** The call costs the caller nothing. */
const free = { payer: 'centre' as const }
const refusals: Plan.DialledNumber['refusals'] = {
  retired: heard.callShortNumber, originNotServed: heard.originNotServed, closed: heard.closed, blocked: heard.blocked, queueFull: heard.queueFull,
}

export const numbers: readonly Plan.DialledNumber[] = [
  {
    dialled: shortNumber,
    calendar: officeHours,
    entries: [{ target: { to: 'menu', menu: menus.main } }],
    served: [
      { origin: 'landline', ...free },
      { origin: 'payphone', ...free },
      { origin: 'mobile', ...free, from: mobilesServedFrom },
      // Until mobiles are served nobody can tell that a withheld number is a landline's. From abroad a three-digit code is out of reach.
      { origin: 'withheld', ...free, from: mobilesServedFrom },
    ],
    refusals,
  },
  {
    dialled: oldNumber,
    until: oldNumberUntil,
    calendar: officeHours,
    entries: [{ target: { to: 'menu', menu: menus.oldMain } }],
    served: [
      { origin: 'landline', ...free },
      { origin: 'payphone', ...free },
    ],
    refusals: { ...refusals, originNotServed: heard.oldOriginNotServed },
  },
]
