import type { Figures } from '@disque/core'

/** A bar for one interval, `most` being as wide as `width`: each part rounded so that the whole has the right length. */
export const bar = ({ offered, answered, abandoned }: Pick<Figures.Counts, 'offered' | 'answered' | 'abandoned'>, most: number, width: number): string => {
  const upTo = (n: number) => (most === 0 ? 0 : Math.round((n / most) * width))
  const [first, second, third] = [upTo(answered), upTo(answered + abandoned), upTo(offered)]
  return '█'.repeat(first) + '░'.repeat(second - first) + '·'.repeat(Math.max(0, third - second))
}
