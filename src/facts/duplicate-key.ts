/** A key that stands twice in one object: its path, and where the second one begins; both count from 1. */
export type DuplicateKey = { readonly path: string; readonly line: number; readonly column: number }

/**
 * The first key that is given twice in the same object of a valid JSON text, however it is spelled (`"\u0061"` is
 * `"a"`), or null. `JSON.parse` keeps the last one in silence. One pass without recursion: depth and size cost nothing.
 */
export function duplicateKey(json: string): DuplicateKey | null {
  const frames: Frame[] = []
  for (let i = 0; i < json.length; i++) {
    const frame = frames.at(-1)
    switch (json[i]) {
      case '{':
        frames.push({ keys: new Set(), name: '' })
        break
      case '[':
        frames.push({ keys: null, name: 0 })
        break
      case '}':
      case ']':
        frames.pop()
        break
      case ',':
        // The next place in a list; in an object the key that follows takes this place.
        frame!.name = Number(frame!.name) + 1
        break
      case '"': {
        const end = endOfText(json, i)
        if (frame?.keys && isKey(json, end)) {
          const key = JSON.parse(json.slice(i, end)) as string
          frame.name = key
          if (frame.keys.has(key)) return found(json, i, frames)
          frame.keys.add(key)
        }
        i = end - 1
      }
    }
  }
  return null
}

/** An object with its keys so far, or a list; `name` is the key or the index that the text stands at. */
type Frame = { readonly keys: Set<string> | null; name: string | number }

function endOfText(json: string, start: number): number {
  let at = start + 1
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1
  return at + 1
}

function isKey(json: string, end: number): boolean {
  let at = end
  while (json[at] === ' ' || json[at] === '\n' || json[at] === '\r' || json[at] === '\t') at++
  return json[at] === ':'
}

function found(json: string, offset: number, frames: readonly Frame[]): DuplicateKey {
  const before = json.slice(0, offset)
  return {
    path: frames.map((frame) => frame.name).join('.'),
    line: before.split('\n').length,
    column: offset - before.lastIndexOf('\n')
  }
}
