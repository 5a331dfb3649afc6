export { outboundGroup, type OutboundGroup } from './group.js'
export type { GroupFailure, GroupOptions, GroupPauses, GroupSettings, GroupSource, Handed, HandleFailure } from './options.js'
export type { Parked } from './parked.js'
export type { GroupStats } from './stats.js'
