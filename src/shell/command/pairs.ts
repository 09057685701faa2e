import { Complaint } from './complaint.ts'

/** NAME=VALUE as often as an option was given; throws a complaint of wrong usage. */
export function pairsOf(name: string, texts: readonly string[] = []): readonly (readonly [string, string])[] {
  return texts.map((text) => {
    const [key = '', value = '', more] = text.split('=')
    if (key === '' || value.trim() === '' || more !== undefined)
      throw new Complaint(`--${name} ${text}: write it as NAME=VALUE`, 2)
    return [key, value] as const
  })
}
