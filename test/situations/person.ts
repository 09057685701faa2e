/** People whom the situations are about, as parts of FACTS; the rest of a situation is laid over them. */
const newYork = { country: 'US', region: 'US-NY' }

/** A firm’s desk phone in New York. */
export const firm = {
  lead: { id: 'firm', market: 'b2b', origin: 'cold_list' },
  number: { e164: '+12125550123', kind: 'business', lineType: 'landline' },
  place: newYork,
  reach: { email: true }
}

/** A consumer’s mobile in New York. */
export const consumer = {
  lead: { id: 'consumer', market: 'b2c', origin: 'internet_lead' },
  number: { e164: '+19175550123', kind: 'mobile', lineType: 'wireless' },
  place: newYork,
  reach: { email: true }
}

/** Laid over a person, group by group: what the change does not name stays. */
export function but(person: object, change: object): object {
  const out: Record<string, unknown> = { ...person }
  for (const [group, value] of Object.entries(change)) {
    const before = out[group]
    out[group] = isGroup(value) && isGroup(before) ? { ...before, ...value } : value
  }
  return out
}

const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** So many calls before this one, the last so many days ago, and of them so many messages, none answered. */
export function called(calls: number, days: number, voicemails = 0): object {
  return {
    attempt: calls + 1,
    history: {
      hoursSinceCall: days * 24,
      voicemails,
      unansweredVoicemails: voicemails,
      ...(voicemails === 0 ? {} : { daysSinceVoicemail: days }),
      ...(voicemails === 0 ? { silentCalls: calls, callsSinceVoicemail: calls } : {})
    }
  }
}
