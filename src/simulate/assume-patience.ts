import { factor, logOdds, logRatio, share, spread, weight } from './assumption.ts'

/** How much of us they take. Irritation is pressure (facts/pressure.ts), times the person’s own measure. */
export const patience = {
  'irritation.perPressure': factor(0.25, 'assumption FA-01', 'Irritation by one silent call or what presses as much'),
  'irritation.perSilentCall': {
    ...factor(0, 'assumption', 'Irritation on top by each silent call in a row (H15); below 0 it takes some away'),
    min: -2
  },
  'irritation.spread': spread(0.6, 'assumption', 'How much people differ in that'),
  'irritation.answering': logRatio(-0.15, 'assumption', 'What irritation does to answering'),
  'persistence.liked': share(0.15, 'assumption', 'People whom persistence pleases: nothing irritates them (H20)'),
  'persistence.charm': logOdds(0.1, 'assumption', 'What pressure does to their agreeing, up to four touches'),
  'optOut.perTouch': share(0.003, 'assumption FA-05', 'Somebody whom calls can irritate opts out because of one'),
  'optOut.perExtraTouch': factor(
    1.3,
    'assumption FA-01',
    'Each further touch within 7 days makes that so much likelier'
  ),
  'complaint.perTouch': share(0.0002, 'assumption', 'They complain because of one call'),
  'block.perCall': share(0.006, 'assumption', 'They block us because of one call'),
  'block.pressure': factor(12, 'assumption', 'Pressure at which the middle one blocks us, until it fades'),
  'block.pressure.spread': spread(0.5, 'assumption', 'How much people differ in that'),
  'reaction.annoyed': share(0.15, 'assumption', 'People reached who are annoyed that we called'),
  'reaction.annoyed.perIrritation': logOdds(1, 'assumption', 'What irritation does to that'),
  'reaction.pleased': share(0.15, 'assumption', 'People reached who are pleased'),
  'reaction.pleased.known': share(0.4, 'assumption', 'The same of people who know us'),
  'reaction.pleased.perIrritation': logOdds(-1, 'assumption', 'What irritation does to that'),
  'recognition.listens': share(0.18, 'data VM-08', 'A stranger hears a message and remembers it'),
  'recognition.listens.known': share(0.6, 'assumption', 'Somebody who knows us does'),
  'recognition.asked': share(0.6, 'assumption', 'Talks in which the rep asks about it'),
  'recognition.effect': logOdds(0.1, 'assumption', 'What remembering a message does to agreeing'),
  'recognition.effect.spread': spread(0.2, 'assumption', 'How much people differ in that'),
  'objection.named': share(0.7, 'assumption', 'Talks without a yes in which an objection is named'),
  'objection.tooManyCalls': weight(6, 'assumption', 'Objection: we call too often; times irritation'),
  'objection.noNeed': weight(25, 'assumption', 'Objection: no need'),
  'objection.noMoney': weight(12, 'assumption', 'Objection: too dear'),
  'objection.noTime': weight(18, 'assumption', 'Objection: no time'),
  'objection.hasSupplier': weight(18, 'assumption', 'Objection: they have somebody'),
  'objection.sendMail': weight(12, 'assumption', 'Objection: send me an e-mail'),
  'objection.whoAreYou': weight(10, 'assumption', 'Objection: they do not know us; not of people who do'),
  'objection.other': weight(3, 'assumption', 'Objection: something else')
} as const
