/** The library brings no types of its own: those parts that the bench asks. */
declare module 'moment-business-time' {
  import type { Moment, unitOfTime } from 'moment'

  interface WorkingMoment extends Moment {
    isWorkingTime(): boolean
    addWorkingTime(amount: number, unit: unitOfTime.DurationConstructor): WorkingMoment
    workingDiff(other: Moment, unit: unitOfTime.Diff): number
    clone(): WorkingMoment
  }
  function moment(at: number): WorkingMoment
  export = moment
}
