import type { Fault } from '../hours/hours.js'

/** What a plan refers to by id. */
export type Referred = 'announcement' | 'calendar' | 'channel' | 'menu' | 'queue' | 'topic'

/** What is wrong with a plan, and where: `menus.main.options.4.target`; `menus.main[2]` where an id occurs more than once. */
export type PlanFault =
  /** A menu counts as known only if it is valid at some time at which it is referred to. */
  | { readonly _tag: 'ReferenceUnknown'; readonly path: string; readonly to: Referred; readonly id: string }
  | { readonly _tag: 'DuplicateId'; readonly path: string; readonly other: string; readonly id: string }
  /** Two of the same number, origin, digit, menu or entry hold at the same time. */
  | { readonly _tag: 'ValiditiesOverlap'; readonly path: string; readonly other: string }
  /** It ends before it begins. */
  | { readonly _tag: 'ValidityEmpty'; readonly path: string }
  /** It holds only while that which it is part of does not. */
  | { readonly _tag: 'NeverApplies'; readonly path: string }
  | { readonly _tag: 'NumberWithoutEntry'; readonly path: string; readonly dialled: string }
  | { readonly _tag: 'DigitInvalid'; readonly path: string; readonly digit: string }
  /** No number leads to it. */
  | { readonly _tag: 'MenuUnreachable'; readonly path: string; readonly menu: string }
  /** Whatever is pressed, no queue, answer or end is reached. */
  | { readonly _tag: 'MenuWithoutWayOn'; readonly path: string; readonly menu: string }
  /** Who presses nothing is led from menu to menu without end. */
  | { readonly _tag: 'SilenceNeverEnds'; readonly path: string; readonly menu: string }
  | { readonly _tag: 'OutOfRange'; readonly path: string; readonly value: number; readonly least: number; readonly most: number }
  /** No waiting time opens this tier. */
  | { readonly _tag: 'TierUnknown'; readonly path: string; readonly tier: number }
  /** It opens before a lower one. */
  | { readonly _tag: 'TierOutOfOrder'; readonly path: string; readonly other: string }
  | { readonly _tag: 'NobodyListed'; readonly path: string }
  | { readonly _tag: 'RelaxesNothing'; readonly path: string }
  | { readonly _tag: 'StepWithoutCondition'; readonly path: string }
  | { readonly _tag: 'OverflowsIntoItself'; readonly path: string; readonly queue: string }
  | { readonly _tag: 'ChannelDiffers'; readonly path: string; readonly channel: string; readonly other: string }
  /** A step offers a callback, but the queue does not say how it calls back. */
  | { readonly _tag: 'CallbackWithoutRules'; readonly path: string }
  | { readonly _tag: 'RingsOnlyOne'; readonly path: string; readonly strategy: string }
  /** Of a calendar, with its place in the plan. */
  | Fault
