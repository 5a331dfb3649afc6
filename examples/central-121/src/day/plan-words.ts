import { messageOf, type PlanFault } from '@disque/core'

/** What is wrong with a plan, where, and what to do. */
export const faultWords = (fault: PlanFault): string => messageOf(fault, 'en')
