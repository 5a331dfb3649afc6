export { addCounts, countEnd, countOffer, countTalk, type Counts, type Limits, noCounts, stillWaiting, type WaitEnd } from './counts.js'
export { serviceLevels, simpleLevel } from './levels.js'
export {
  abandonment, abandonmentWithoutShort, addPresence, averageHandling, meanTalk, noPresence, occupancy, type Presence, speedOfAnswer,
} from './means.js'
