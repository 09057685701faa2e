/** FACTS as they are being written: a value may still be wrong, the pure room says so. */
export type Draft = Readonly<Record<string, unknown>>

/** The value of a path such as `lead.market`. */
export function valueAt(draft: Draft, path: string): unknown {
  const [group = '', name] = path.split('.')
  const outer = draft[group]
  if (name === undefined) return outer
  return isObject(outer) ? outer[name] : undefined
}

/** The draft with a path set; undefined takes it away, and an empty group goes with its last value. */
export function withValue(draft: Draft, path: string, value: unknown): Draft {
  const [group = '', name] = path.split('.')
  if (name === undefined) return withKey(draft, group, value)
  const outer = draft[group]
  const inner = withKey(isObject(outer) ? outer : {}, name, value)
  return withKey(draft, group, Object.keys(inner).length === 0 ? undefined : inner)
}

function withKey(object: Draft, key: string, value: unknown): Draft {
  const { [key]: _, ...others } = object
  return value === undefined ? others : { ...object, [key]: value }
}

/** A JSON object, or null when the text is none. */
export function readDraft(text: string): Draft | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    // What is wrong with it is said by the room that reads FACTS; here it only cannot be shown in fields yet.
    return null
  }
}

function isObject(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The path that a problem is about, when it begins with one. */
export function pathOf(problem: string): string {
  return /^[\w.]+(?=:)/.exec(problem)?.[0] ?? ''
}
