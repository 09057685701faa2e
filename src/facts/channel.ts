/** Channels on which a person is touched or answers, in the order of `lead.preferredChannel`: the index is stored. */
export const channels = ['call', 'email', 'sms', 'linkedin', 'x', 'letter', 'visit', 'chat', 'in_person'] as const
export type Channel = (typeof channels)[number]

/** Code of a channel as the packed row holds it. */
export function channelCode(channel: Channel): number {
  const code = channels.indexOf(channel)
  if (code < 0) throw new Error(`no channel is called ${channel}: check the entry where it was read`)
  return code
}
