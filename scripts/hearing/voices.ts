/**
 * Who speaks in the made calls. A voice is trained on or judged, never both; so are the languages German, French, Spanish,
 * Turkish and Danish, which nobody is trained on. What the developers' set of recordings uses is always kept out.
 */
export type Part = 'train' | 'judge'
export type Voice = {
  readonly name: string
  readonly language: string
  readonly part: Part
  readonly how:
    | { readonly kind: 'espeak'; readonly voice: string; readonly speed: number; readonly pitch: number }
    | { readonly kind: 'flite'; readonly voice: string; readonly stretch: number }
}

const espeak = (part: Part, language: string, voice: string, speed: number, pitch: number): Voice => ({
  ...{ name: `espeak:${voice}@${speed}`, language, part, how: { kind: 'espeak', voice, speed, pitch } }
})
const flite = (part: Part, voice: string, stretch: number): Voice => ({
  ...{ name: `flite:${voice}@${stretch}`, language: 'en', part, how: { kind: 'flite', voice, stretch } }
})
export const voices: readonly Voice[] = [
  espeak('train', 'en', 'en-us+m1', 160, 45),
  espeak('train', 'en', 'en-us+f1', 180, 55),
  espeak('train', 'en', 'en-us+m7', 200, 35),
  espeak('train', 'en', 'en-gb+f4', 150, 60),
  espeak('train', 'it', 'it+m2', 165, 45),
  espeak('train', 'it', 'it+f2', 185, 60),
  espeak('train', 'pl', 'pl+m4', 170, 50),
  espeak('train', 'pl', 'pl+f2', 150, 55),
  espeak('train', 'cs', 'cs+f1', 175, 55),
  espeak('train', 'fi', 'fi+m1', 170, 45),
  espeak('train', 'ru', 'ru+f2', 180, 55),
  espeak('train', 'sv', 'sv+m4', 165, 45),
  espeak('train', 'sv', 'sv+f4', 190, 60),
  flite('train', 'slt', 1),
  flite('train', 'slt', 1.2),
  flite('train', 'kal16', 0.9),
  espeak('judge', 'en', 'en-gb-scotland+m5', 165, 50),
  espeak('judge', 'en', 'en-us+f5', 190, 60),
  espeak('judge', 'en', 'en-029+m6', 155, 40),
  espeak('judge', 'de', 'de+m3', 170, 45),
  espeak('judge', 'de', 'de+f3', 155, 60),
  espeak('judge', 'fr', 'fr-fr+m3', 170, 50),
  espeak('judge', 'fr', 'fr-fr+f5', 185, 60),
  espeak('judge', 'es', 'es+m3', 175, 50),
  espeak('judge', 'es', 'es-419+f3', 165, 60),
  espeak('judge', 'tr', 'tr+m5', 170, 45),
  espeak('judge', 'tr', 'tr+f5', 160, 60),
  espeak('judge', 'da', 'da+m6', 170, 50),
  flite('judge', 'rms', 1),
  flite('judge', 'rms', 1.15),
  flite('judge', 'awb', 1)
]

/** Prompts that people recorded: a folder under the unpacked packages, and the files that make each kind of call. */
export type PromptSet = {
  readonly name: string
  readonly language: string
  readonly part: Part
  readonly folder: string
  readonly ext: 'wav' | 'gsm'
}
const sounds = 'prompts/usr/share/asterisk/sounds'
export const promptSets: readonly PromptSet[] = [
  { name: 'prompt:carlo', language: 'it', part: 'train', folder: `${sounds}/it_IT_m_Carlo`, ext: 'wav' },
  { name: 'prompt:ivrvoice', language: 'ru', part: 'train', folder: `${sounds}/ru_RU_f_IvrvoiceRU`, ext: 'wav' },
  { name: 'prompt:armelle', language: 'fr', part: 'train', folder: `${sounds}/fr`, ext: 'gsm' },
  { name: 'prompt:menardi', language: 'it', part: 'judge', folder: `${sounds}/it_IT_f_Menardi`, ext: 'wav' },
  { name: 'prompt:allison', language: 'en', part: 'judge', folder: `${sounds}/en_US_f_Allison`, ext: 'wav' },
  { name: 'prompt:allison-es', language: 'es', part: 'judge', folder: `${sounds}/es_MX_f_Allison`, ext: 'wav' },
  { name: 'prompt:june', language: 'fr', part: 'judge', folder: `${sounds}/fr_CA_f_June`, ext: 'wav' },
  { name: 'prompt:es-co', language: 'es', part: 'judge', folder: `${sounds}/es`, ext: 'gsm' }
]
/** Which prompts, one after the other, make which call; digits/N is a number read out. */
export const promptCalls = {
  greeting: [
    ['vm-theperson', 'digits/5', 'digits/5', 'digits/1', 'digits/4', 'vm-isunavail', 'vm-intro'],
    ['vm-theperson', 'digits/2', 'digits/0', 'digits/7', 'vm-isonphone', 'vm-intro'],
    ['vm-nobodyavail', 'vm-intro'],
    ['vm-intro'],
    ['vm-leavemsg', 'vm-intro'],
    ['vm-extension', 'digits/3', 'digits/1', 'vm-isunavail', 'vm-intro']
  ],
  ivr: [
    ['vm-onefor', 'vm-INBOX', 'vm-advopts', 'vm-helpexit'],
    ['vm-press', 'digits/1', 'vm-tocallback', 'vm-press', 'digits/2', 'vm-toreply', 'vm-starmain'],
    ['dir-intro'],
    ['conf-usermenu'],
    ['vm-savefolder', 'vm-repeat', 'vm-starmain'],
    ['queue-thankyou', 'queue-thereare', 'digits/4', 'queue-callswaiting']
  ],
  screening: [['priv-recordintro'], ['privacy-unident', 'priv-recordintro'], ['vm-rec-name']],
  full: [['vm-mailboxfull'], ['vm-theperson', 'digits/5', 'digits/9', 'vm-isunavail', 'vm-mailboxfull']]
} as const

/** Lines that people acted or called out: short answers, and longer ones that stand for a firm's. */
export type LineSet = {
  readonly name: string
  readonly language: string
  readonly part: Part
  readonly folder: string
  readonly under: string
}
const game = 'games/usr/share/games/hedgewars/Data/Sounds/voices'
const hedgewars = (part: Part, language: string, voice: string): LineSet => ({
  ...{ name: `acted:${voice}`, language, part, folder: `${game}/${voice}`, under: '' }
})
export const lineSets: readonly LineSet[] = [
  hedgewars('train', 'en', 'British'),
  hedgewars('train', 'en', 'Default'),
  hedgewars('train', 'en', 'HillBilly'),
  hedgewars('train', 'pl', 'Default_pl'),
  hedgewars('train', 'uk', 'Default_uk'),
  hedgewars('train', 'ru', 'Russian'),
  {
    name: 'acted:fillets-cs',
    language: 'cs',
    part: 'train',
    folder: 'prompts/usr/share/games/fillets-ng/sound',
    under: '/cs/'
  },
  hedgewars('judge', 'en', 'Mobster'),
  hedgewars('judge', 'en', 'Surfer'),
  hedgewars('judge', 'en', 'Classic'),
  hedgewars('judge', 'en', 'Pirate'),
  hedgewars('judge', 'es', 'Default_es'),
  hedgewars('judge', 'ru', 'Default_ru'),
  {
    name: 'acted:fillets-nl',
    language: 'nl',
    part: 'judge',
    folder: 'prompts/usr/share/games/fillets-ng/sound',
    under: '/nl/'
  }
]

/** Music that callers wait with, by part. */
export const musicFiles: Readonly<Record<Part, readonly string[]>> = {
  train: [
    'Art',
    'Beach',
    'City',
    'Desert',
    'Freeway',
    'Golf',
    'Jungle',
    'Nature',
    'Rock',
    'Sheep',
    'oriental',
    'snow'
  ].map((name) => `games/usr/share/games/hedgewars/Data/Music/${name}.ogg`),
  judge: [
    'macroform-cold_day',
    'macroform-robot_dity',
    'macroform-the_simplicity',
    'manolo_camp-morning_coffee',
    'reno_project-system'
  ].map((name) => `prompts/usr/share/asterisk/moh/${name}.wav`)
}
