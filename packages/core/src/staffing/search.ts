type Condition = (n: number) => boolean

/** The smallest whole number from `from` on that meets a condition which some number meets, and every larger one too. */
export const smallest = (from: number, meets: Condition): number => {
  if (meets(from)) return from
  let below = from
  let above = from + 1
  for (let step = 1; !meets(above); step *= 2) {
    below = above
    above += step
  }
  while (above - below > 1) {
    const middle = below + Math.floor((above - below) / 2)
    if (meets(middle)) above = middle
    else below = middle
  }
  return above
}

const precision = 1e-14

/** Where such a condition begins among all numbers between two, to 14 digits. */
export const boundary = (low: number, high: number, meets: Condition): number => {
  let [below, above] = [low, high]
  while (above - below > precision * above) {
    const middle = below + (above - below) / 2
    if (meets(middle)) above = middle
    else below = middle
  }
  return above
}
