const files = import.meta.glob<string>('../../examples/leads.csv', { query: '?url', import: 'default', eager: true })

/** The invented leads that come with the page; null when the build has none. */
export const sample: { readonly url: string; readonly name: string; readonly rows: number } | null =
  Object.values(files)
    .map((url) => ({ url, name: 'leads.csv', rows: 320 }))
    .at(0) ?? null
