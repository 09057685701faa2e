/** The name that the writer most likely meant, or null when none is close; a right name in a wrong group is close. */
export function nearest(wrong: string, names: Iterable<string>): string | null {
  let best: string | null = null
  const lower = wrong.toLowerCase().slice(0, 80)
  let bestDistance = lower.length / 2 + 1
  for (const name of names) {
    const candidate = name.toLowerCase()
    const otherGroup = lower.includes('.') ? 1.5 : 0.5
    const distance = Math.min(
      editDistance(lower, candidate),
      editDistance(lastPart(lower), lastPart(candidate)) + otherGroup
    )
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

/** ", did you mean X?" or nothing. */
export function didYouMean(wrong: string, names: Iterable<string>): string {
  const name = nearest(wrong, names)
  return name === null ? '' : `, did you mean ${name}?`
}

/** Levenshtein distance, letters swapped side by side counting once. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  let before = previous
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1))
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1)
      current.push(cost)
    }
    before = previous
    previous = current
  }
  return previous[b.length]!
}
