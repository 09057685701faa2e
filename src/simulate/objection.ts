import { type Business } from '../facts/outcome-lists.ts'
import { type Objection } from '../outcome/lists.ts'
import { type Assumptions } from './assumptions.ts'
import { type Chance, pick } from './chance.ts'

const MAY_OBJECT: readonly Business[] = ['not_interested', 'hesitant', 'not_now', 'send_info']

/** What stood in the way, named in a talk without a yes; who knows us does not ask who we are. */
export function objectionOf(
  a: Assumptions,
  what: Business,
  irritation: number,
  knowsUs: boolean,
  of: Chance
): Objection | null {
  if (!MAY_OBJECT.includes(what) || of('objects') >= a['objection.named']) return null
  if (what === 'send_info') return 'send_mail'
  return pick<Objection>(of('objection'), [
    ['no_need', a['objection.noNeed']],
    ['no_money', a['objection.noMoney']],
    ['no_time', a['objection.noTime']],
    ['has_supplier', a['objection.hasSupplier']],
    ['send_mail', a['objection.sendMail']],
    ['who_are_you', knowsUs ? 0 : a['objection.whoAreYou']],
    ['other', a['objection.other']],
    ['too_many_calls', a['objection.tooManyCalls'] * irritation]
  ])
}
