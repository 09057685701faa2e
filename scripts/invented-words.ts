/** Names, firms, places and remarks of the invented leads; none is meant to be anybody. */
export const firstNames: readonly string[] =
  'Ana Björn Chidi Dolores Émile Fatima Gareth Hiroko Ingrid Jamal Kateryna Liam María-José Nguyễn Olumide Priya Quentin Rosalía Søren Tamsin Ursula Víctor Wanda Ximena Yusuf Zoë Alasdair Bronwyn Cécile Dmitri Eun-ji Francesca Guðrún Hamza Isabella Jürgen Kwame Leilani Marguerite Nadia Oisín Pilar Rashid Siobhán Thérèse Uzoma Valentina Wolfgang Xiaoling Yolanda'.split(
    ' '
  )

export const lastNames: readonly string[] =
  "Abernathy|Åkesson|Bianchi|Castellanos-Whitfield|Cohen|D'Angelo|de la Fuente y Montoya|Dubois|Eze|Fernández|García-Márquez|Haddad|Hernandez|Iyer|Jankowski|Jørgensen|Kim|Kowalczyk|Li|Lindqvist|MacGillivray|McDonnell|Müller|Nakamura|Ng|Novák|O’Sullivan|Okonkwo|Papadopoulos|Pérez|Quispe|Ramírez|Rosenbaum|Santos|Schwarzenberger|Singh|Ståhl|Tanaka|Tsosie|Ueda|van der Heijden|Villanueva|Washington|Wójcik|Xu|Yıldız|Zamora|Zimmerman-Featherstonehaugh".split(
    '|'
  )

export const companies: readonly string[] =
  'Birch Hollow|Blue Heron|Copper Kettle|Cedar & Stone|Delta Crossing|Evergreen Ridge|Fallow Field|Granite Peak|Harbor Lantern|Iron Willow|Juniper Lane|Kestrel|Larkspur|Mesa Verde Row|Nine Pines|Old Quarry|Pelican Point|Quiet Creek|Red Barn|Silver Thimble|Tall Oak|Umber|Violet Hour|Wren & Sons|Yellow Door|Zephyr'.split(
    '|'
  )

export const companyEnds: readonly string[] =
  'Roofing|Dental Group|Logistics, Inc.|Accounting|HVAC & Plumbing|Legal, PLLC|Foods|Fabrication Co.|Insurance Agency|Veterinary Clinic|Property Management, LLC|Printing|Software|Landscaping|Auto Body|Medical Supply'.split(
    '|'
  )

export const sources: readonly string[] =
  'Web form|Facebook lead ad|Google Ads|ZoomInfo|Cold list|Purchased list|Referral|Client referral|Lead card|Mailer|Direct mail|Pre-qualified list|Inbound call|Webinar||Trade fair, spring'.split(
    '|'
  )

type Stage = { readonly name: string; readonly hasSpoken: boolean; readonly isFresh: boolean; readonly isOld: boolean }
const stage = (name: string, hasSpoken = false, isFresh = false, isOld = false): Stage => ({
  name,
  hasSpoken,
  isFresh,
  isOld
})

/** As often as they stand here: most of a list has never been reached. */
export const stages: readonly Stage[] = [
  ...[
    stage('New', false, true),
    stage('New', false, true),
    stage('New', false, true),
    stage('Open - not contacted', false, true)
  ],
  ...[
    stage('Attempting'),
    stage('Attempting'),
    stage('Attempted to contact'),
    stage('Left voicemail'),
    stage('Left voicemail')
  ],
  ...[
    stage('Contacted', true),
    stage('Connected', true),
    stage('Discovery call', true),
    stage('Nurture', true, false, true)
  ],
  ...[
    stage('Proposal sent', true),
    stage('Proposal sent', true),
    stage('Quote sent', true),
    stage('Negotiation', true)
  ],
  ...[
    stage('Interested', true),
    stage('In conversation', true),
    stage('Qualified', true),
    stage('Closed lost', true, false, true)
  ],
  ...[
    stage('Dormant', true, false, true),
    stage('Not interested', true),
    stage('Do not call'),
    stage('Wrong number'),
    stage('Met', true)
  ]
]

export const notes: readonly string[] = [
  'Gatekeeper is Dana, ask for the office manager',
  'Asked for pricing, "something on one page"',
  'Prefers mornings.\nDo not call at lunch.',
  'Met at the fair, wants a second quote, then decides',
  'Spouse decides too; call after 5 pm',
  'Has 3 sites, 12" shelves, renewals in March',
  'Left card with reception',
  'Uses a competitor,\r\ncontract ends soon'
]

/** Area codes across the zones of the United States, some of Canada, and London. */
export const areas: readonly {
  readonly code: string
  readonly city: string
  readonly state: string
  readonly stateName: string
  readonly country: 'US' | 'CA' | 'GB'
  readonly zone: string
}[] = [
  'US|305|Miami|FL|Florida|Eastern',
  'US|850|Pensacola|FL|Florida|Central',
  'US|212|New York|NY|New York|Eastern',
  'US|617|Boston|MA|Massachusetts|America/New_York',
  'US|404|Atlanta|GA|Georgia|Eastern',
  'US|215|Philadelphia|PA|Pennsylvania|EST',
  'US|313|Detroit|MI|Michigan|Eastern',
  'US|502|Louisville|KY|Kentucky|Eastern',
  'US|615|Nashville|TN|Tennessee|Central',
  'US|312|Chicago|IL|Illinois|Central',
  'US|713|Houston|TX|Texas|America/Chicago',
  'US|915|El Paso|TX|Texas|Mountain',
  'US|612|Minneapolis|MN|Minnesota|CST',
  'US|405|Oklahoma City|OK|Oklahoma|Central',
  'US|303|Denver|CO|Colorado|Mountain',
  'US|602|Phoenix|AZ|Arizona|America/Phoenix',
  'US|505|Albuquerque|NM|New Mexico|MST',
  'US|801|Salt Lake City|UT|Utah|Mountain',
  'US|206|Seattle|WA|Washington|Pacific',
  'US|213|Los Angeles|CA|California|America/Los_Angeles',
  'US|503|Portland|OR|Oregon|PST',
  'US|702|Las Vegas|NV|Nevada|Pacific',
  'US|907|Anchorage|AK|Alaska|Alaska',
  'US|808|Honolulu|HI|Hawaii|Hawaii',
  'CA|416|Toronto|ON|Ontario|Eastern',
  'CA|604|Vancouver|BC|British Columbia|Pacific',
  'CA|514|Montréal|QC|Québec|America/Toronto',
  'GB|020|London|||Europe/London'
].map((line) => {
  const [country, code, city, state, stateName, zone] = line.split('|') as [
    'US' | 'CA' | 'GB',
    string,
    string,
    string,
    string,
    string
  ]
  return { code, city, state, stateName, country, zone }
})
