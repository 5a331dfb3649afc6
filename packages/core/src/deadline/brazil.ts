import type { Counting, Rule } from './rule.js'

/**
 * Days on end, the start day excluded and the due day included; a due day without office hours, or with hours that end early,
 * moves to the next business day. Months and years go from date to date.
 * The law for federal procedures (Lei 9.784/1999, art. 66), and the subsidiary one where a law has no counting rule of its own (Lei 13.460/2017).
 */
export const lei9784: Counting = { norm: 'Lei 9.784/1999, art. 66', firstDay: 'nextDay', roll: 'earlyEnd', missingDay: 'lastOfMonth', shortDays: 'business' }

/** How Fala.BR counts terms of the access-to-information law: gov.br/acessoainformacao, "Prazos". */
export const falaBr: Counting = {
  norm: 'Lei 12.527/2011 (Fala.BR, "Prazos")', firstDay: 'nextBusinessDay', roll: 'reduced', missingDay: 'lastOfMonth', shortDays: 'business',
  notice: { before: '19:00', norm: 'Fala.BR, "Prazos"' },
}

/**
 * Days on end that never roll, for keeping things and for services that are open every day; months and years go to the same day number,
 * or to the day after where it is missing. (The roll of § 1º is for acts: use `{ ...plainDays, roll: 'closed' }`.)
 */
export const plainDays: Counting = { norm: 'Código Civil, art. 132, caput e § 3º', firstDay: 'nextDay', roll: 'none', missingDay: 'dayAfter', shortDays: 'business' }

const inDays = (id: string, amount: number, norm: string, counting: Counting, more: Pick<Rule, 'extension' | 'pausesNorm'> & Partial<Pick<Rule, 'pauses'>> = {}): Rule => ({
  id, norm, count: { unit: 'days', amount, counting }, pauses: 'none', warnings: [{ unit: 'businessDays', amount: 5 }, { unit: 'businessDays', amount: 1 }], ...more,
})

const ombudsman = 'Lei 13.460/2017, art. 16'
const internal = 'Lei 13.460/2017, art. 16, parágrafo único'
const access = 'Lei 12.527/2011, art. 11, § 1º'

/** Terms of Brazilian law by name: rules to use as they are, or to change by `{ ...rule, … }`. */
export const brazil = {
  /** The conclusive answer to a manifestation: 30 days, once 30 more; only the first request for a complement stops the clock. */
  manifestationAnswer: inDays('manifestation-answer', 30, ombudsman, lei9784, {
    extension: { amount: 30, from: 'start', norm: ombudsman }, pauses: 'first', pausesNorm: 'Portaria Normativa CGU 116/2024, art. 25',
  }),
  /** What an internal area owes the ombudsman unit: 20 days, once 20 more. */
  internalAnswer: inDays('internal-answer', 20, internal, lei9784, { extension: { amount: 20, from: 'start', norm: internal } }),
  /** The citizen completes a manifestation; after that it is archived. */
  complement: inDays('complement', 20, 'Portaria Normativa CGU 116/2024, art. 25', lei9784),
  /** Forwarding to another body, without extension. */
  forwarding: inDays('forwarding', 30, 'Portaria Normativa CGU 116/2024, art. 26', lei9784),
  /** Who reported wrongdoing consents to the sharing of identity; silence is refusal. */
  identityConsent: inDays('identity-consent', 20, 'Decreto 10.153/2019', lei9784),
  /** An information request: 20 days, once 10 more with a justification. */
  informationRequest: inDays('information-request', 20, access, falaBr, { extension: { amount: 10, from: 'start', norm: 'Lei 12.527/2011, art. 11, § 2º' } }),
  /** The requester appeals. */
  informationAppeal: inDays('information-appeal', 10, 'Lei 12.527/2011, art. 15', falaBr),
  /** The authority decides on an appeal. */
  informationAppealDecision: inDays('information-appeal-decision', 5, 'Lei 12.527/2011, art. 15, parágrafo único', falaBr),
  /** A regulated supplier answers a consumer, from 2022-10-06: 7 days on end. */
  consumerAnswer: inDays('consumer-answer', 7, 'Decreto 11.034/2022', plainDays),
  /** The same until 2022-10-05: 5 business days. */
  consumerAnswerUntil2022: { ...inDays('consumer-answer-until-2022', 5, 'Decreto 6.523/2008', plainDays), count: { unit: 'businessDays', amount: 5, counting: plainDays } },
  /** How long a supplier keeps the recording of a call at least. */
  callRecording: { ...inDays('call-recording', 90, 'Decreto 11.034/2022', plainDays), warnings: [] },
  /** How long who reported wrongdoing is protected: 100 years. */
  identityRestriction: {
    ...inDays('identity-restriction', 0, 'Lei 12.527/2011, art. 31, § 1º, I; Decreto 10.153/2019, art. 6º, § 1º', lei9784), warnings: [],
    count: { unit: 'years', amount: 100, counting: { ...lei9784, roll: 'none' } },
  },
} satisfies Readonly<Record<string, Rule>>
