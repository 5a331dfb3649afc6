/** A field that is absent where its figure is. */
export const given = <K extends string>(name: K, value: number | undefined): { readonly [P in K]?: number } =>
  value === undefined ? {} : ({ [name]: value } as { readonly [P in K]: number })
