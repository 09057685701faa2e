/** A small playbook that is in order, for tests that change one thing of it. */
export const sample = `playbook: sample
version: "1"
title: A sample
summary: For trying one thing at a time.
source: our own
pro: [short]
contra: [invented]
message:
  purpose: callback
  slots: [who, number]
voicemail:
  - rule: known
    when: lead.relationship == "met"
    do: leave
    because: You have met.
  - rule: rest
    when: otherwise
    do: skip
    because: Nothing speaks for a message.
steps:
  - loop:
      times: 3
      steps:
        - call: {}
        - wait: 2d
  - end: passive_list
exits: [conversation]
caps:
  calls: 3
`

/** The sample with one passage replaced; throws when it is not there, so that no test passes by accident. */
export function sampleWith(passage: string, other: string): string {
  if (!sample.includes(passage)) throw new Error(`the sample does not say ${passage}`)
  return sample.replace(passage, () => other)
}
