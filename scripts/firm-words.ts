/** Places, trades and sources of the invented firm's list; streets and trades are nobody's. */
export type FirmArea = {
  readonly code: string
  readonly city: string
  readonly state: string
  readonly country: 'US' | 'CA'
}

const PLACES =
  '305 Miami FL|850 Pensacola FL|813 Tampa FL|407 Orlando FL|212 New York NY|718 Brooklyn NY|516 Hempstead NY|617 Boston MA|203 New Haven CT|401 Providence RI|603 Manchester NH|207 Portland ME|201 Jersey City NJ|215 Philadelphia PA|412 Pittsburgh PA|302 Wilmington DE|410 Baltimore MD|202 Washington DC|703 Arlington VA|804 Richmond VA|704 Charlotte NC|919 Raleigh NC|803 Columbia SC|404 Atlanta GA|912 Savannah GA|205 Birmingham AL|615 Nashville TN|865 Knoxville TN|502 Louisville KY|614 Columbus OH|216 Cleveland OH|313 Detroit MI|317 Indianapolis IN|312 Chicago IL|414 Milwaukee WI|612 Minneapolis MN|515 Des Moines IA|314 St. Louis MO|816 Kansas City MO|316 Wichita KS|402 Omaha NE|405 Oklahoma City OK|501 Little Rock AR|504 New Orleans LA|713 Houston TX|214 Dallas TX|512 Austin TX|915 El Paso TX|303 Denver CO|505 Albuquerque NM|602 Phoenix AZ|801 Salt Lake City UT|208 Boise ID|406 Billings MT|702 Las Vegas NV|206 Seattle WA|503 Portland OR|213 Los Angeles CA|619 San Diego CA|916 Sacramento CA|415 San Francisco CA|907 Anchorage AK|808 Honolulu HI|416 Toronto ON|604 Vancouver BC|403 Calgary AB|514 Montréal QC'

const PROVINCES = ['ON', 'BC', 'AB', 'QC']

/** Sixty-seven area codes of a hundred invented numbers each: 555-0100 to 555-0199. */
export const firmAreas: readonly FirmArea[] = PLACES.split('|').map((place) => {
  const state = place.slice(-2)
  return { code: place.slice(0, 3), city: place.slice(4, -3), state, country: PROVINCES.includes(state) ? 'CA' : 'US' }
})

export const firmStreets: readonly string[] =
  'Lantern Row|Old Mill Road|Juniper Court|Kestrel Way|Harbor Steps|Fallow Lane|Quarry Street|Thimble Avenue|Nine Pines Drive|Violet Hour Lane'.split(
    '|'
  )

export const industries: readonly string[] =
  'Construction|Dental|Logistics|Accounting|HVAC|Legal services|Food production|Manufacturing|Insurance|Veterinary|Real estate|Printing|Software|Landscaping|Automotive|Medical supply'.split(
    '|'
  )

export const jobTitles: readonly string[] =
  'Owner|Office Manager|Operations Manager|CFO|Purchasing|Managing Partner|Practice Manager|VP Operations|Head of IT|General Manager'.split(
    '|'
  )

/** How a firm that tries everything names where its leads came from, as often as each stands here. */
export const firmSources = {
  business:
    'ZoomInfo|ZoomInfo|Purchased list|Purchased list|Cold list|Apollo|Web form|Webinar|Google Ads|Pre-qualified list|Pre-qualified list|Client referral|Referral|Inbound call'.split(
      '|'
    ),
  home: 'Facebook lead ad|Facebook lead ad|Web form|Web form|Google Ads|Lead card|Lead card|Mailer|Purchased list|Cold list|Referral|Referral|Inbound call|Trade fair'.split(
    '|'
  )
} as const

/** Where a lead stands, as often as each stands here: most of a list has never been reached. */
export const firmStages: readonly string[] =
  'New|New|New|New|New|New|New|New|New|New|Attempting|Attempting|Attempting|Left voicemail|Left voicemail|Contacted|Discovery call|Nurture|Proposal sent|Quote sent|Negotiation|Interested|Information requested|Closed lost'.split(
    '|'
  )

export const firmRemarks: readonly string[] = [
  'Asked for a call after the season',
  'Prefers mornings.\nNever at lunch.',
  'Partner decides too; call after 5 pm',
  'Has 3 sites, 12" pipes, renewals in March',
  'Gate code at the front desk',
  'Their contract ends soon,\r\nwants a second quote'
]

export const firmOwners: readonly string[] = [
  'Dana Whitlock',
  'Marco Ruiz',
  'Aisha Bello',
  'Tom Larkin',
  'Jess Park',
  'Ola Berg'
]
