import { type Answer, type Asked } from '../../contract/endpoint.ts'
import { type enrol } from '../../contract/lists.ts'
import { liveCircumstances } from '../engine/live-circumstances.ts'
import { enrolList } from '../engine/enrol.ts'
import { publishNamed } from '../engine/publish-named.ts'
import { oneList } from './lists.ts'
import { type Office } from './office.ts'

/** Puts the leads of a list into a playbook by the rules of `aftertone enrol`. */
export async function enrolOf(office: Office, { params, body }: Asked<typeof enrol>): Promise<Answer<typeof enrol>> {
  const { store, org } = office
  await oneList(office, params.id)
  const { id: playbookId } = await publishNamed({ store, org }, body.playbook)
  const wish = { org, listId: Number(params.id), playbookId, part: 0, of: 1, perDay: null, limit: Infinity }
  const circumstances = liveCircumstances(org, office.clock(), await office.ground())
  const { enrolled, refused } = await enrolList(store, { ...wish, again: false, anyway: false }, circumstances)
  return { enrolled, left: Object.values(refused).reduce((all, each) => all + each, 0) }
}
