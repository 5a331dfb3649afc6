import { numbersOf } from '../report/words.js'
import { laws, type Checked } from './check.js'

const { count } = numbersOf('en')

/** Whether the events keep the laws; each that is broken, with where. */
export const renderChecked = ({ events, passedOver, totals: t, broken }: Checked): string => {
  const sum = [
    `${count(t.refused)} refused`, `${count(t.leftInMenu)} left in the menu`, `${count(t.contained)} contained`, `${count(t.answered)} answered`,
    `${count(t.abandoned)} abandoned`, `${count(t.unserved)} unserved`,
  ].join(' + ')
  const kept = `All ${count(events)} events keep the ${Object.keys(laws).length} laws: nobody served twice, nobody beyond capacity, every call ended.`
  const breaches = broken.slice(0, 20).map((b) => `  ${b.where}: ${laws[b.law]} (${b.what})`)
  const more = broken.length > breaches.length ? [`  and ${count(broken.length - breaches.length)} more.`] : []
  const others = passedOver === 0 ? [] : [`${count(passedOver)} events of other applications were passed over.`]
  return [`${count(t.received)} calls received = ${sum}`, ...others, ...(broken.length === 0 ? [kept] : [`${broken.length} breaches of the centre's laws:`, ...breaches, ...more])].join('\n')
}
