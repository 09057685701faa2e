import { businesses, businessFlags, endpoints, lossReasons, messages } from '../../facts/outcome-lists.ts'
import { objections, overrides, reactions } from '../../outcome/lists.ts'

/** Lists to choose from with a single key: digits first, then letters. */
export type Menu = { readonly title: string; readonly options: readonly Option[] }
export type Option = { readonly key: string; readonly value: string; readonly says: string }

const KEYS = '123456789abcdefghijklmnopqrstuvwxyz'

function menu(title: string, options: readonly (readonly [value: string, says: string])[]): Menu {
  return { title, options: options.map(([value, says], i) => ({ key: KEYS[i]!, value, says })) }
}

const plain = (text: string): string => text.replace(/ \(\d{3}-\d{2}\)$/, '')
const told = (table: Readonly<Record<string, { readonly says: string }>>, names: readonly string[]) =>
  names.map((name) => [name, plain(table[name]!.says)] as const)
const said = (table: Readonly<Record<string, string>>) => Object.entries(table)

/** What a rep can tell of an endpoint; the rest is the network’s to say. */
const HEARD = [
  ...['no_answer', 'busy', 'human_wrong_party', 'gatekeeper', 'machine', 'machine_name_match', 'machine_put_through'],
  ...['mailbox_full', 'screener', 'human_right_party', 'ivr_tree', 'fax', 'dead_air', 'rejected', 'vacant_number'],
  ...['changed_number', 'congestion', 'no_circuit', 'failed', 'cancelled']
]
/** The refusals stand last and say what they do. */
const SAID = Object.entries(businesses).map(
  ([name, { says }]) =>
    [name, businessFlags(name as keyof typeof businesses).stop === null ? says : `${says} (stops everything)`] as const
)

export const menus = {
  endpoint: menu('What answered?', [...told(endpoints, HEARD), ['never', 'It was never dialled']]),
  message: menu('What became of the message?', [
    ...[['left_live_by_rep', 'All of it is left'] as const, ['truncated', 'The mailbox cut it off'] as const],
    ...[['talked_over', 'Somebody picked up while I spoke'] as const, ['none_planned', 'None was left'] as const],
    ...told(messages, ['left_with_person'])
  ]),
  said: menu('What did they say?', SAID),
  reaction: menu('How did they take the call?', said(reactions)),
  remembered: menu('Did they remember a message of ours?', [...[['yes', 'Yes'] as const, ['no', 'No'] as const]]),
  objection: menu('What stood in the way?', said(objections)),
  loss: menu(
    'Why is the deal lost?',
    lossReasons.map((reason) => [reason, reason.replaceAll('_', ' ')] as const)
  ),
  override: menu('You did otherwise than advised. Why?', said(overrides)),
  skip: menu('Why not call them now?', said(overrides)),
  cause: menu('Why did they call? Ask them', [
    ...[['message', 'Because of our message'] as const, ['missed_call', 'Because we had called'] as const],
    ...[['other', 'For another reason'] as const, ['unknown', 'They did not say'] as const]
  ]),
  whose: menu('Who calls them back?', [...[['mine', 'I do'] as const, ['any', 'Anyone'] as const]])
} as const satisfies Record<string, Menu>
export type MenuName = keyof typeof menus
