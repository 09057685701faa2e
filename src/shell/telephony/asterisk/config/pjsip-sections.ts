import { type AsteriskSettings, type RepPhone, type Trunk } from './asterisk-settings.ts'
import { type Section } from './config-text.ts'

/** Everything of SIP: transports, the trunk, and a telephone for each rep. */
export function pjsipSections({ sip, trunk, reps, outside }: AsteriskSettings): readonly Section[] {
  const bind = `${sip.host}:${sip.port}`
  const seen =
    outside === null
      ? []
      : ([
          ['external_signaling_address', outside.address],
          ['external_media_address', outside.address],
          ['local_net', outside.local]
        ] as const)
  return [
    [
      'global',
      [
        ['type', 'global'],
        ['user_agent', 'Aftertone'],
        ['keep_alive_interval', 30]
      ]
    ],
    ['udp', [['type', 'transport'], ['protocol', 'udp'], ['bind', bind], ...seen]],
    ['tcp', [['type', 'transport'], ['protocol', 'tcp'], ['bind', bind], ...seen]],
    [
      'ws',
      [
        ['type', 'transport'],
        ['protocol', 'ws'],
        ['bind', sip.host]
      ]
    ],
    ...trunkSections(trunk),
    ...reps.flatMap(repSections)
  ]
}

function trunkSections(trunk: Trunk): readonly Section[] {
  const { account, host, port, transport, numbers, codecs } = trunk
  const uri = `sip:${host}:${port}${transport === 'tcp' ? ';transport=tcp' : ''}`
  const auth = account === null ? [] : ([['outbound_auth', 'trunk']] as const)
  const shown = numbers[0] === undefined ? [] : ([['from_user', account?.user ?? numbers[0]]] as const)
  const sections: Section[] = [
    [
      'trunk',
      [
        ...([
          ['type', 'endpoint'],
          ['transport', transport],
          ['context', 'from-trunk'],
          ['aors', 'trunk']
        ] as const),
        ...([
          ['disallow', 'all'],
          ['allow', codecs.join(',')],
          ['direct_media', 'no'],
          ['dtmf_mode', 'auto']
        ] as const),
        ...([
          ['rtp_symmetric', 'yes'],
          ['force_rport', 'yes'],
          ['rewrite_contact', 'yes']
        ] as const),
        // A trunk that falls silent in a call, and says no good-bye, has gone.
        ...([
          ['rtp_timeout', 30],
          ['rtp_timeout_hold', 300],
          ['from_domain', host]
        ] as const),
        // Without this every answered call costs an invitation more.
        ...([
          ['send_connected_line', 'no'],
          ['trust_id_outbound', 'yes'],
          ['send_pai', 'yes']
        ] as const),
        ...auth,
        ...(account === null ? [] : shown)
      ]
    ],
    [
      'trunk',
      [
        ['type', 'aor'],
        ['contact', uri],
        ['qualify_frequency', trunk.qualifySeconds],
        ['qualify_timeout', 3]
      ]
    ],
    ['trunk', [['type', 'identify'], ['endpoint', 'trunk'], ...[`${host}:${port}`, ...trunk.from].map(match)]]
  ]
  if (account !== null) {
    const { user, secret } = account
    sections.push([
      'trunk',
      [
        ['type', 'auth'],
        ['auth_type', 'userpass'],
        ['username', user],
        ['password', secret]
      ]
    ])
  }
  if (account !== null && trunk.registers) {
    sections.push([
      'trunk',
      [
        ...([
          ['type', 'registration'],
          ['transport', transport],
          ['outbound_auth', 'trunk']
        ] as const),
        ...([
          ['server_uri', uri],
          ['client_uri', `sip:${account.user}@${host}:${port}`]
        ] as const),
        ...([
          ['retry_interval', 30],
          ['forbidden_retry_interval', 300],
          ['expiration', 600]
        ] as const),
        ...([
          ['contact_user', account.user],
          ['max_retries', 1_000_000]
        ] as const)
      ]
    ])
  }
  return sections
}

const match = (address: string): readonly [string, string] => ['match', address]

function repSections({ name, kind, secret, address }: RepPhone): readonly Section[] {
  const media =
    kind === 'browser'
      ? ([
          ['transport', 'ws'],
          ['webrtc', 'yes'],
          ['disallow', 'all'],
          ['allow', 'opus,ulaw']
        ] as const)
      : ([
          ['disallow', 'all'],
          ['allow', 'ulaw,alaw'],
          ['rtp_symmetric', 'yes']
        ] as const)
  const sections: Section[] = [
    [
      name,
      [
        ...([
          ['type', 'endpoint'],
          ['context', 'from-rep'],
          ['aors', name],
          ['direct_media', 'no']
        ] as const),
        ...media,
        ...(secret === null ? [] : ([['auth', name]] as const)),
        // A page that died says no good-bye; a rep who is muted or holds goes on sending.
        ...([
          ['rtp_timeout', kind === 'browser' ? 10 : 60],
          ['rtp_timeout_hold', 300]
        ] as const),
        ...([['send_connected_line', 'no']] as const)
      ]
    ],
    [
      name,
      [
        ['type', 'aor'],
        ...(address === null
          ? ([
              ['max_contacts', 1],
              ['remove_existing', 'yes'],
              ['minimum_expiration', 10]
            ] as const)
          : ([['contact', `sip:${name}@${address}`]] as const))
      ]
    ]
  ]
  if (secret !== null)
    sections.push([
      name,
      [
        ['type', 'auth'],
        ['auth_type', 'userpass'],
        ['username', name],
        ['password', secret]
      ]
    ])
  return sections
}
