import { Complaint } from '../command/complaint.ts'
import { playbookNamed, textOfPlaybook } from '../playbooks/playbook-named.ts'
import { type Installation } from '../store/installation.ts'
import { type InFlight, LabelTaken, type Publication, publish } from './publish.ts'

/** Publishes the playbook that somebody names (`NAME`, `NAME@VERSION` or a file) unless this very text is published. */
export async function publishNamed(
  { store, org }: Pick<Installation, 'store' | 'org'>,
  wanted: string,
  inFlight: InFlight = 'finish',
  now: number = Date.now()
): Promise<Publication & { readonly version: string; readonly name: string }> {
  const program = playbookNamed(wanted)
  const version = { program, text: textOfPlaybook(wanted, program), by: 'command line', at: now }
  try {
    const published = await publish(store, org, version, inFlight)
    return { ...published, name: program.name, version: `${program.name}@${program.label}` }
  } catch (error) {
    if (error instanceof LabelTaken) throw new Complaint(error.message)
    throw error
  }
}
