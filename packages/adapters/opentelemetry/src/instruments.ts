import type { Histogram, Meter } from '@opentelemetry/api'

/** From a tenth of a millisecond to ten seconds. */
const short = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** From a hundredth of a second to an hour. */
const long = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600]

const seconds = (meter: Meter, name: string, description: string, boundaries: readonly number[]): Histogram =>
  meter.createHistogram(name, { unit: 's', description, advice: { explicitBucketBoundaries: [...boundaries] } })

/** Everything that is counted and measured as it happens. */
export const instruments = (meter: Meter) => ({
  commands: seconds(meter, 'disque.command.duration', 'How long commands take, from sending to the answer.', short),
  appends: seconds(meter, 'disque.append.duration', 'How long the store takes to append the events of a command.', short),
  resends: meter.createCounter('disque.append.resends', { unit: '{append}', description: 'Appends sent again because it was not known whether they had been stored.' }),
  carries: seconds(meter, 'disque.carry.duration', 'How long the exchange takes to accept an effect.', short),
  readModel: seconds(meter, 'disque.read_model.duration', 'How long the read model takes to answer.', short),
  steps: meter.createCounter('disque.steps', { unit: '{step}', description: 'Steps that processes and timers have taken.' }),
  lateness: seconds(meter, 'disque.timer.lateness', 'How long after they were due timers were carried out.', long),
  retries: meter.createCounter('disque.retries', { unit: '{step}', description: 'Steps that failed technically and are tried again.' }),
  parked: meter.createCounter('disque.parked', { unit: '{key}', description: 'Keys that do nothing more until somebody repairs them.' }),
  troubles: meter.createCounter('disque.troubles', { unit: '{failure}', description: 'Times that a worker found its store or its read model failing.' }),
  outages: seconds(meter, 'disque.trouble.duration', 'How long a worker waited until all went well again.', long),
  moves: meter.createCounter('disque.partition.moves', { unit: '{partition}', description: 'Partitions taken over, given away or lost.' }),
  unloadable: meter.createCounter('disque.partition.unloadable', { unit: '{partition}', description: 'Times that a partition could not be loaded.' }),
  jumps: seconds(meter, 'disque.clock.jump', 'How far the clock was put ahead or back.', long),
})
export type Instruments = ReturnType<typeof instruments>
