/** The source of groups that read everything. */
export const all = '$all'

/** The id under which the server knows a group, and confirms it to consumers. */
export const keyOf = (source: string, group: string): string => `${source}::${group}`

export const checkpointStream = (key: string): string => `$persistentsubscription-${key}-checkpoint`

export const parkedStream = (key: string): string => `$persistentsubscription-${key}-parked`

/** Where the server keeps the settings of all groups. */
export const configStream = '$persistentSubscriptionConfig'
