import { type Field } from './field.ts'

/**
 * The headings that exports use, already in plain words (plain-words.ts): HubSpot, Salesforce, Close, Pipedrive,
 * VICIdial, PhoneBurner, Outreach, Apollo, Zoho and hand-made sheets; English first, then German, French, Spanish
 * and Dutch. To teach a heading, add it to its row. A phrase stands in one row only (a test reads the table).
 */
export const headingWords: Readonly<Record<Field, readonly string[]>> = {
  name: [
    'name | full name | contact name | contact | lead name | person name | display name | customer name',
    'prospect name | client name | client | customer | lead | prospect | decision maker | owner name',
    'ansprechpartner | vollstandiger name | kontakt | nom complet | nombre completo | contacto',
    'volledige naam | naam | contactpersoon | interlocuteur | who'
  ],
  firstName: ['first name | firstname | first | given name | forename | vorname | prenom | nombre | voornaam'],
  lastName: [
    'last name | lastname | last | surname | family name | nachname | familienname | nom de famille | nom',
    'apellido | apellidos | achternaam'
  ],
  salutation: ['salutation | anrede | name prefix | civilite | tratamiento | aanhef | honorific'],
  middleName: [
    'middle name | middle initial | middle | second name | zweiter vorname | segundo nombre | tussenvoegsel'
  ],
  jobTitle: [
    'title | job title | position | role | job role | occupation | job position | person title | function',
    'funktion | berufsbezeichnung | poste occupe | fonction | cargo | puesto | functie | functietitel | designation'
  ],
  company: [
    'company | company name | account | account name | organization | organization name | organisation',
    'organisation name | business | business name | firm | employer | associated company | company account',
    'company name for emails | primary associated company | lead company | firma | unternehmen | firmenname',
    'entreprise | societe | empresa | compania | bedrijf | bedrijfsnaam | organisatie | security phrase'
  ],
  id: [
    'id | lead id | record id | contact id | prospect id | person id | external id | crm id',
    'vendor lead code | hs object id | customer id | unique id | uid | lead number | apollo contact id',
    'record id contact | hubspot id | salesforce id | lead no | kundennummer | nummer id | identifiant',
    'identificador'
  ],
  phone: [
    'phone | phone number | phone no | phone # | telephone | telephone number | tel | tel no | number to call',
    'primary phone | primary phone number | main phone | contact phone | primary contact primary phone | ph',
    'other phone | alt phone | alternate phone | alternative phone | secondary phone | additional phone',
    'asst phone | phone other | phones | phone numbers | contact number | contact no | best phone',
    'best number | call number | telefon | telefonnummer | rufnummer | telefono | numero de telefono',
    'numero de telephone | telefoon | telefoonnummer | dial | phone number e164 | lead phone | dialed number',
    'assistant phone | voip phones'
  ],
  phoneWork: [
    'work phone | work phone number | business phone | office phone | office | work | direct phone',
    'direct dial | work direct phone | direct | direct line | phone work | work phones | business phone number',
    'office number | desk phone | geschaftlich | telefon geschaftlich | telefon arbeit | buro | durchwahl',
    'telephone professionnel | tel bureau | telefono trabajo | telefono del trabajo | telefono oficina',
    'telefoon werk | zakelijk telefoonnummer'
  ],
  phoneMobile: [
    'mobile | mobile phone | mobile number | mobile phone number | mobile no | cell | cell phone',
    'cell number | cellphone | mobile phones | phone mobile | phone cell | mob | whatsapp',
    'whatsapp phone number | sms number | handy | handynummer | mobil | mobilnummer | mobiltelefon | portable',
    'telephone portable | tel portable | movil | celular | telefono movil | mobiel | mobiele nummer',
    'mobiel nummer | gsm'
  ],
  phoneHome: [
    'home phone | home phone number | home number | home | phone home | home phones | residence phone',
    'evening phone | telefon privat | privat | telephone domicile | domicile | telefono casa',
    'telefono particular | telefoon thuis'
  ],
  phoneCompany: [
    'company phone | corporate phone | company phone number | hq phone | account phone | switchboard',
    'main line | main number | company main line | company main phone | switchboard number | switchboard phone',
    'front desk | reception | reception phone | headquarters phone | hq number | head office phone | hq line',
    'company number | company telephone | organization phone | organisation phone | corporate number',
    'zentrale | telefon zentrale | telefonzentrale | firmentelefon | standard telephonique | centralita',
    'telefono de la empresa | telephone entreprise | telephone societe | telefoon bedrijf | bedrijfstelefoon',
    'hoofdnummer | algemeen nummer'
  ],
  phoneKind: ['phone kind'],
  phoneCode: [
    'phone code | phone country code | dial code | dialing code | calling code | country calling code',
    'country dial code | landesvorwahl | indicatif | prefijo | landnummer'
  ],
  extension: ['extension | ext | phone extension | phone ext | work phone extension | nebenstelle | poste | toestel'],
  lineType: [
    'line type | phone type | number type | carrier type | phone line type | phone label | landline or mobile'
  ],
  suspectedBlock: ['suspected block | blocked us | may have blocked us | straight to voicemail | number blocked'],
  wrongNumber: [
    'wrong number | bad number | invalid number | disconnected | number invalid | phone invalid | bad phone',
    'phone status | number status | phone number status | falsche nummer | numero errone | numero equivocado'
  ],
  email: [
    'email | e mail | email address | e mail address | primary email | work email | personal email | mail',
    'contact email | email work | email home | email other | primary contact primary email | other email',
    'emails | secondary email | email 1 | e mail adresse | emailadresse | mailadresse | courriel',
    'adresse e mail | adresse mail | adresse email | correo | correo electronico | e mailadres | mailadres',
    'lead email | alternate email | alternative email | alt email | business email | additional email',
    'email address 2 | company email | private email | home email | emails work | weitere e mail',
    'e mail geschaftlich | e mail privat | email professionnel | email personnel | correo alternativo',
    'email zakelijk | additional email addresses'
  ],
  emailKind: ['email kind'],
  linkedin: [
    'linkedin | linkedin url | linkedin profile | person linkedin url | linkedin bio | linkedin profile url',
    'linked in | linked in url | linked in profile | hs linkedin url | linkedin contact url | linkedin member url'
  ],
  x: [
    'x | twitter | twitter handle | twitter username | twitter url | x handle | x profile | x url',
    'twitter profile'
  ],
  website: [
    'website | url | web site | company website | homepage | home page | website url | company url | web',
    'company domain | domain | company domain name | webseite | internetseite | site web | sitio web',
    'pagina web | webadres'
  ],
  address: [
    'address | street | street address | address 1 | address1 | address line 1 | mailing address',
    'mailing street | postal address | home address | work address | primary address | strasse | adresse',
    'anschrift | rue | direccion | calle | straat | adres | person postal address | addresses',
    'street address 1 | billing street | billing address'
  ],
  addressMore: [
    'address 2 | address 3 | address2 | address3 | address line 2 | address line 3 | street 2 | street address 2',
    'apt | suite | unit | apartment | adresszusatz | complement adresse | toevoeging'
  ],
  city: [
    'city | town | mailing city | ort | stadt | ville | ciudad | plaats | stad | wohnort | localite | poblacion',
    'localidad | woonplaats | person city | billing city | city town | municipality'
  ],
  postalCode: [
    'postal code | zip | zip code | postcode | plz | postleitzahl | code postal | codigo postal',
    'mailing zip postal code | zip postal code | zipcode | post code | billing zip | billing postal code',
    'mailing postal code | mailing zip | postal | cp'
  ],
  country: [
    'country | country code | country region | mailing country | nation | land | pays | pais | person country',
    'billing country | lead country | country name'
  ],
  region: [
    'state | state region | province | state province | region | mailing state | mailing state province',
    'county | bundesland | kanton | departement | provincia | estado | provincie | company state | state code',
    'person state | billing state | billing state province | state or province'
  ],
  timeZone: [
    'time zone | timezone | preferred time zone | preferred timezone | tz | local time zone',
    'contact timezone | zeitzone | fuseau horaire | zona horaria | tijdzone | time zone sid key'
  ],
  origin: [
    'origin | source | lead source | original source | original traffic source | source id | channel',
    'lead origin | marketing source | how did you hear about us | acquisition channel | campaign source',
    'list source | source name | quelle | leadquelle | herkunft | origine | source du lead | origen | fuente',
    'origen del lead | bron | herkomst | lead channel | source type'
  ],
  cost: [
    'cost per lead | lead cost | cpl | cost | price paid | lead price | acquisition cost | cost of lead',
    'purchase price | kosten pro lead | leadkosten | cout par lead | cout du lead | coste por lead',
    'kosten per lead | price per lead'
  ],
  mailedOn: [
    'mail date | mailed on | date mailed | mailing date | drop date | card date | mailed | mail drop',
    'mail drop date | mailer date | card mailed | lead card date | date of mailing | versanddatum',
    'mailingdatum | date envoi | date denvoi | fecha de envio | verzenddatum'
  ],
  market: [
    'market | segment | customer type | b2b b2c | b2b or b2c | consumer or business | account type',
    'lead type | person or company | kundentyp | type de client | tipo de cliente | klanttype'
  ],
  relationship: [
    'relationship | relation | relationship status | beziehung | relacion | relatie | how well we know them'
  ],
  stage: [
    'stage | status | lead status | lifecycle stage | deal stage | pipeline stage | prospect stage',
    'contact stage | sales stage | opportunity stage | status label | opportunity status | disposition',
    'last disposition | call status | call outcome | last call outcome | last call result | call result',
    'outcome | result | contact status | lead stage | phase | etape | statut | etapa | estado del lead | fase',
    'verkaufsphase | deal status | stadium'
  ],
  owesInformation: [
    'owes information | information owed | waiting for information | awaiting information | info requested',
    'information requested | we owe them | owes info | quote requested | information promised'
  ],
  hasNews: ['has news | news | news for them | new offer | something new | neuigkeit | nouveaute | novedad | nieuws'],
  dealValue: [
    'deal value | value | amount | deal amount | opportunity value | opportunity amount | expected value',
    'deal size | expected revenue | potential value | estimated value | premium | annual premium',
    'contract value | acv | arr | deal value usd | lead value | opportunity value formatted | wert',
    'auftragswert | dealwert | montant | valeur | importe | valor | bedrag | waarde | potential revenue'
  ],
  currency: [
    'currency | currency code | deal currency | currency iso code | wahrung | devise | moneda | divisa',
    'valuta'
  ],
  listPrequalified: [
    'list prequalified | prequalified | pre qualified | prequalified list | vorqualifiziert | prequalifie'
  ],
  fitConfirmed: [
    'fit confirmed | fit | qualified | is qualified | good fit | icp fit | qualifiziert | qualifie',
    'cualificado'
  ],
  fitScore: ['fit score | icp score | lead score | hubspot score | score | grade score | lead scoring | punktzahl'],
  interest: [
    'interest | interest level | rating | lead rating | temperature | hot cold | buying interest | interesse',
    'interet | interes'
  ],
  askedForNumber: ['asked for number | asked for our number | asked for callback number | wants our number'],
  preferredChannel: [
    'preferred channel | preferred contact method | contact preference | preferred method of contact',
    'contact via | best way to reach | bevorzugter kanal | canal prefere | canal preferido | voorkeurskanaal',
    'preferred communication'
  ],
  calls: [
    'calls | calls made | call count | number of calls | total calls | dials | attempts | call attempts',
    'called count | number of attempts | times called | attempt count | no of calls | total dials',
    'dial attempts | num calls | # calls | anrufe | anzahl anrufe | appels | nombre dappels | llamadas',
    'numero de llamadas | gesprekken | oproepen'
  ],
  voicemails: [
    'voicemails | voicemails left | voicemail count | vms left | vm left | messages left',
    'number of voicemails | vms | voicemails dropped | voice messages left | vm count | sprachnachrichten',
    'messages vocaux | mensajes de voz'
  ],
  unansweredVoicemails: [
    'unanswered voicemails | voicemails unanswered | voicemails without reply | unreturned voicemails'
  ],
  lastVoicemail: [
    'last voicemail | last voicemail date | last vm | last voicemail left | last vm date',
    'date of last voicemail | last message left | letzte sprachnachricht | dernier message vocal',
    'ultimo mensaje de voz | laatste voicemail'
  ],
  daysSinceVoicemail: ['days since voicemail | days since last voicemail | days since vm | voicemail age days'],
  callsSinceVoicemail: ['calls since voicemail | calls since last voicemail | dials since voicemail'],
  lastCall: [
    'last call | last call date | last called | last call time | last local call time | last dialed',
    'last attempt | date of last call | last call at | last attempt date | last contacted | last contact',
    'last contact date | last contact attempt | last touch | touched at | last activity | last activity date',
    'date last contacted | last communication | last communication date | last called on | letzter anruf',
    'letzter kontakt | dernier appel | dernier contact | ultima llamada | ultimo contacto | laatste gesprek',
    'laatst gebeld | laatste contact'
  ],
  hoursSinceCall: ['hours since call | hours since last call'],
  lastSpoken: [
    'last spoken | last conversation | last conversation date | last spoke | last spoke with | last connected',
    'last connect | last talked | last conversation at | last meaningful contact | last meeting | engaged at',
    'last engagement date | last connected call | letztes gesprach | derniere conversation',
    'ultima conversacion'
  ],
  daysSinceSpoken: ['days since spoken | days since last conversation | days since conversation'],
  everSpoken: [
    'ever spoken | spoken | spoken with | reached | contacted | connected | conversation had | talked | spoke'
  ],
  touches7d: ['touches 7d | touches last 7 days | touches this week | touches 7 days'],
  touches30d: ['touches 30d | touches last 30 days | touches this month | touches 30 days'],
  calls24h: ['calls 24h | calls today | calls last 24 hours | called since last reset'],
  consentVoice: [
    'consent voice | voice consent | call consent | consent to call | tcpa consent | consent | phone consent',
    'pewc | calls opt in | call opt in | phone opt in | einwilligung telefon | einwilligung | consentement',
    'toestemming'
  ],
  consentRecordings: [
    'consent recordings | recording consent | recorded message consent | prerecorded consent',
    'consent to recordings | rvm consent | prerecorded voice consent | consent to recorded messages'
  ],
  consentSms: [
    'sms opt in | sms consent | text opt in | text consent | consent sms | opted in to sms | texting consent',
    'consent to text | ok to text | einwilligung sms'
  ],
  consentEmail: [
    'email opt in | email consent | consent email | marketing consent | newsletter opt in | opted in to email',
    'email marketing consent | einwilligung e mail | subscribed | email marketing opt in'
  ],
  optOut: [
    'opt out | opted out | opt outs | unsubscribed | unsubscribe | do not contact | dnc all | is opted out',
    'do not market | removed from list | nicht kontaktieren | abgemeldet | ne pas contacter | no contactar',
    'afgemeld'
  ],
  doNotCall: [
    'do not call | dnc | do not phone | no call | do not call list | dnc list | on dnc | dnc status',
    'call opt out | do not call me | phone opt out | opted out of calls | nicht anrufen | ne pas appeler',
    'no llamar | niet bellen | national dnc | calls opted out | call opted out | do not dial | bel me niet'
  ],
  smsOptOut: [
    'sms opt out | opted out of sms | text opt out | do not text | sms opted out | no sms',
    'has opted out of sms'
  ],
  emailOptOut: [
    'email opt out | opted out of email | has opted out of email | unsubscribed from all email | do not email',
    'email opted out | unsubscribed from email | opted out of all email | no email | emails opted out'
  ],
  stops: ['stop | stops | stop reason | suppression | suppression reason | dnc reason | opt out reason | refused'],
  callback: [
    'callback | call back | callback date | callback time | callback at | call back on | call back date',
    'callback due | next call | next call date | promised callback | callback promised | requested callback',
    'follow up date | next follow up | next follow up date | follow up | next activity date | call on',
    'scheduled callback | due date | next step due | wiedervorlage | ruckruf | ruckruf am | rappel',
    'date de rappel | proxima llamada | terugbellen | next step date | call back at | callback requested'
  ],
  priority: [
    'priority | rank | call priority | prioritat | priorite | prioridad | prioriteit | lead priority',
    'lead rank'
  ],
  owner: [
    'owner | lead owner | contact owner | account owner | assigned to | user | rep | sales rep | salesperson',
    'assigned rep | agent | assigned user | record owner | hubspot owner | account executive | responsible',
    'zustandig | verkaufer | besitzer | proprietaire | propietario | eigenaar | verkoper | owner email'
  ],
  notes: [
    'notes | note | comments | comment | remarks | description | notizen | bemerkung | bemerkungen | notas',
    'opmerkingen | remarques | lead notes | call notes | internal notes | kommentar | commentaire | commentaires',
    'comentarios | notities | remark'
  ],
  setAside: [
    'lead title | gender | date of birth | birthday',
    'created | created date | create date | created at | date added | entry date | modify date',
    'last modified | last modified date | updated at | updated | fax | fax number | work fax | fax phone',
    'industry | employees | # employees | number of employees | tags | list | list id | lists | list name',
    'campaign | seniority | departments | department | keywords | revenue | annual revenue | email status',
    'gmt offset now | gmt offset | entry list id | telefax | faxnummer | phone fax | business fax | home fax',
    'modified time | deal title | deal id | associated company ids | associated company id',
    'created time | last viewed | date of last activity type | technologies | company city | deals',
    'open deals | open deals count | won deals | label | labels | categorie | category'
  ]
}
