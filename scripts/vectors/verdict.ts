/** What became of one case. */
export type Verdict = { readonly id: string } & ({ readonly verdict: 'passed' } | { readonly verdict: 'failed'; readonly why: string } | { readonly verdict: 'skipped'; readonly why: string })
