import { type AsteriskPlace, type AsteriskSettings } from './asterisk-settings.ts'
import { asteriskModules } from './modules.ts'
import { type Section, configText } from './config-text.ts'
import { pjsipSections } from './pjsip-sections.ts'

/** The files of an Asterisk by name, each with all that stands in it. Secrets are in pjsip.conf and ari.conf alone. */
export function configFiles(settings: AsteriskSettings, place: AsteriskPlace): ReadonlyMap<string, string> {
  const { application, http, ari, rtp } = settings
  const files: Readonly<Record<string, readonly Section[]>> = {
    'http.conf': [
      [
        'general',
        [
          ['enabled', 'yes'],
          ['bindaddr', http.host],
          ['bindport', http.port],
          ['session_keep_alive', 15_000]
        ]
      ]
    ],
    'ari.conf': [
      [
        'general',
        [
          ['enabled', 'yes'],
          ['pretty', 'no'],
          ['websocket_write_timeout', 500]
        ]
      ],
      [
        ari.user,
        [
          ['type', 'user'],
          ['read_only', 'no'],
          ['password', ari.password],
          ['password_format', 'plain']
        ]
      ]
    ],
    'pjsip.conf': pjsipSections(settings),
    'rtp.conf': [
      [
        'general',
        [
          ['rtpstart', rtp.from],
          ['rtpend', rtp.until],
          ['icesupport', 'yes']
        ]
      ]
    ],
    'modules.conf': [
      ['modules', [['autoload', 'no'], ...asteriskModules.map((name) => ['load', `${name}.so`] as const)]]
    ],
    'extensions.conf': dialplan(application),
    'musiconhold.conf': [
      [
        'default',
        [
          ['mode', 'files'],
          ['directory', `${place.folder}/hold`]
        ]
      ]
    ],
    'logger.conf': [
      ['general', [['dateformat', '%F %T.%3q']]],
      [
        'logfiles',
        [
          ['console', 'notice,warning,error'],
          ['messages', 'notice,warning,error']
        ]
      ]
    ]
  }
  const texts = Object.entries(files).map(([name, sections]) => [name, configText(sections)] as const)
  const placed = ['asterisk.conf', placeText(place)] as const
  return new Map([placed, ...texts, ...unsetFiles.map((name) => [`${name}.conf`, ''] as const)])
}

/**
 * Read at the start, so that without them each is a line of error; what they would set is right as it is. With tones in
 * indications.conf Asterisk would play us ringing of its own, as if the network were heard.
 */
const unsetFiles = [
  'indications',
  ...['stasis', 'features', 'cdr', 'cel', 'ccss', 'acl', 'udptl', 'manager', 'codecs', 'sorcery'],
  ...['pjproject', 'websocket_client', 'chan_websocket']
]

/** asterisk.conf alone: where everything lies. */
export function placeText({ folder, modules, data }: AsteriskPlace): string {
  const places: (readonly [string, string])[] = [
    ...[['astetcdir', `${folder}/etc`] as const, ['astvarlibdir', `${folder}/var`] as const],
    ...[['astdbdir', `${folder}/var`] as const, ['astkeydir', `${folder}/var`] as const],
    ...[['astspooldir', `${folder}/spool`] as const, ['astrundir', `${folder}/run`] as const],
    ...[['astlogdir', `${folder}/log`] as const, ['astcachedir', `${folder}/run`] as const]
  ]
  if (modules !== null) places.push(['astmoddir', modules])
  if (data !== null) places.push(['astdatadir', data], ['astagidir', `${data}/agi-bin`])
  return configText([
    ['directories', places],
    // Where nobody speaks nothing is sent: what a callee hears is then what we sent, packet by packet.
    [
      'options',
      [
        ['transmit_silence', 'no'],
        ['hideconnect', 'yes']
      ]
    ]
  ])
}

/** Calls from the trunk and from reps are handed to us at once; nothing is decided in Asterisk. */
function dialplan(application: string): readonly Section[] {
  const handOver = (kind: string): Section => [
    `from-${kind}`,
    ['_[+0-9a-z].', '_[+0-9a-z]'].flatMap((pattern) => [
      ['exten', `${pattern},1,Stasis(${application},${kind},\${EXTEN})`] as const,
      ['same', 'n,Hangup()'] as const
    ])
  ]
  return [
    [
      'general',
      [
        ['static', 'yes'],
        ['writeprotect', 'yes']
      ]
    ],
    handOver('trunk'),
    handOver('rep')
  ]
}
