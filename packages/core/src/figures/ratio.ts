/** FIG-01 What is divided by nothing is no data: neither 0 nor 1. */
export const ratio = (part: number, of: number): number | undefined => (of > 0 ? part / of : undefined)
