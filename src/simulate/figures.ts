/**
 * The published figures behind the assumptions, in our words. A: trial, probability survey or law; B: large
 * observational platform data; C: vendor or second hand; D: one person's experience.
 */
export type Figure = {
  readonly says: string
  readonly trust: 'A' | 'B' | 'C' | 'D'
  readonly from: string
}

export const figures: Readonly<Record<string, Figure>> = {
  'AN-01': {
    says: '19 % of US adults say that they usually answer a number they do not know',
    trust: 'A',
    from: 'Pew Research Center, panel of 10,211, July 2020'
  },
  'AN-02': { says: '24 % of calls by unknown numbers are answered', trust: 'B', from: 'Hiya network, 2018' },
  'AN-04': { says: '53 % of calls by firms that they recognise are answered', trust: 'B', from: 'Hiya network, 2018' },
  'AN-05': { says: '9 % of calls labelled as spam are answered', trust: 'B', from: 'Hiya network, 2018' },
  'AN-08': {
    says: 'The average rep’s cold call to a firm is answered in 5.4 % of dials',
    trust: 'B',
    from: 'Gong Labs and 30MPC, over 300 million calls, 2024'
  },
  'AN-10': {
    says: 'A mailbox answers 65 to 90 % of cold calls',
    trust: 'C',
    from: 'connectrate, skipcall and leadware, 2016 to 2026'
  },
  'AN-11': {
    says: '25 to 35 % ring out at 25 s, 3 to 6 % are busy, up to 3 % fax; people answer after 6 to 10 s, mailboxes after 18 to 22 s',
    trust: 'B',
    from: 'Unicom, two call logs of a survey dialler'
  },
  'AN-14': {
    says: 'A phone’s own screening counts as answered on the line; nobody says how often it happens',
    trust: 'C',
    from: 'PhoneBurner, 2024'
  },
  'CB-01': {
    says: '2 % call back per message, claims from 0.5 to 4.8 %',
    trust: 'C',
    from: 'skipcall and others, 2026'
  },
  'CB-02': { says: 'One callback in about a hundred messages', trust: 'D', from: 'one of the five texts' },
  'CB-03': { says: 'Fewer than one in a hundred call back', trust: 'D', from: 'one of the five texts' },
  'CB-04': {
    says: '14 % of people who asked for a call and missed it ring back without a message',
    trust: 'C',
    from: 'Lead2Call, one developer, about 2023'
  },
  'VM-01': {
    says: 'Later calls are answered 0.72 times as often after a message; nobody drew lots',
    trust: 'B',
    from: 'Gong Labs and 30MPC, over 300 million calls, 2024'
  },
  'VM-02': {
    says: 'E-mails are answered 2.15 times as often after a message (5.9 against 2.7 %); nobody drew lots',
    trust: 'B',
    from: 'Gong Labs and 30MPC, over 300 million calls, 2024'
  },
  'VM-03': {
    says: 'In a randomised survey messages raised participation, three texts alike',
    trust: 'A',
    from: 'Xu, Bates and Schweitzer, 1993'
  },
  'VM-04': {
    says: 'In a randomised survey in eleven states messages changed nothing',
    trust: 'A',
    from: 'Link and Mokdad, 2005'
  },
  'VM-06': {
    says: 'A mailbox reached ten times seldom becomes a success',
    trust: 'C',
    from: 'Survey Research Center Berkeley, 1996'
  },
  'VM-07': { says: 'Hanging up on mailboxes may look like spam to carriers', trust: 'D', from: 'OutboundANI, 2022' },
  'VM-08': {
    says: '18 % listen to a message by an unknown number',
    trust: 'D',
    from: 'eVoice, quoted; origin not found'
  },
  'AT-01': {
    says: 'Of internet leads that can be reached 39, 72, 83, 88 and 91 % are, by the first to fifth call',
    trust: 'B',
    from: 'Leads360, several million leads, 2009 to 2011'
  },
  'AT-04': {
    says: 'The odds of success fall by 0.82 with each further contact of a bank campaign',
    trust: 'B',
    from: 'UCI Bank Marketing, 41,188 people, counted by us'
  },
  'SP-05': {
    says: 'Best and worst hour differ by 2.6 points of people reached',
    trust: 'B',
    from: 'Velocify, millions of calls, 2016'
  },
  'CO-01': {
    says: 'A left message takes 120 s: ringing until 17, greeting 33, message 40, notes 25',
    trust: 'C',
    from: 'CallCenterAdvisor, worked example'
  },
  'CO-02': { says: 'A message takes 30 to 73 s in all', trust: 'C', from: 'one of the five texts and connectrate' },
  'CH-02': {
    says: 'Cold e-mail sequences get 3 to 7 % replies; longer ones no more',
    trust: 'C',
    from: 'Instantly, quoted, 2025'
  },
  'CH-04': { says: 'Providers allow 0.3 % complaints per e-mail', trust: 'A', from: 'rules of Gmail and Yahoo, 2024' },
  'CH-08': {
    says: '3.5 % stop at each text message, 20 % at the first to a list',
    trust: 'C',
    from: 'Burst SMS, its customers'
  },
  'CH-09': { says: '3.7 % stop per retail text campaign', trust: 'B', from: 'Cellit, 1,180 campaigns, about 2012' },
  'CH-11': {
    says: '5.4 % reply to a LinkedIn request without a note, 9.4 % to one with',
    trust: 'C',
    from: 'Expandi and Belkins, quoted, 2024'
  },
  'CH-13': {
    says: '4.9 % of strangers respond to a letter, 9 % of people who know the sender',
    trust: 'C',
    from: 'ANA and DMA, 2018'
  },
  'CH-15': {
    says: '4.8 % of talks end with a meeting (254 of 5,265)',
    trust: 'B',
    from: 'Cognism, 2023 to 2024'
  },
  'FA-01': {
    says: '37 % of people in collection were contacted four times a week or more by one collector',
    trust: 'A',
    from: 'CFPB survey, 2017'
  },
  'FA-05': { says: '40 % of those reached want no more of it, in one example', trust: 'D', from: 'nathanprats.com' },
  'RE-02': { says: 'A spam label leaves 0.38 of the answers', trust: 'B', from: 'out of AN-05 and AN-02' },
  'RE-03': { says: '28 % of unknown calls are flagged', trust: 'B', from: 'Hiya, 46.75 billion calls, 2023' },
  'LG-03': { says: 'At most 3 % of answered calls may be abandoned', trust: 'A', from: 'Ofcom and FCC' }
}
