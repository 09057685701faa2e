import { days, factor, hours, share, spread } from './assumption.ts'

/** What people do of their own accord after a touch. */
export const comingBack = {
  'callback.message': share(0.012, 'data CB-01 CB-02 CB-03', 'The middle one of strangers calls back per message'),
  'callback.message.spread': spread(0.82, 'data CB-01 CB-02 CB-03', 'How much people differ in that (0.003 to 0.045)'),
  'callback.message.further': factor(0.8, 'assumption', 'Each earlier message without a response leaves so much'),
  'callback.message.internetLead': factor(
    2,
    'assumption',
    'Internet leads, referrals and cards call back so much oftener'
  ),
  'callback.message.known': factor(4, 'assumption', 'People who know us call back so much oftener'),
  'callback.missed.cold': share(0.004, 'assumption CB-04', 'A stranger rings back a missed call without a message'),
  'callback.missed.warm': share(0.05, 'assumption CB-04', 'Somebody who asked for us or knows us does'),
  'callback.later': share(0.02, 'assumption', 'Who wanted information or time rings by themselves'),
  'callback.delay': hours(3, 'assumption', 'They ring back after, in the middle'),
  'callback.delay.spread': spread(1.5, 'assumption', 'How much that differs; two weeks at most'),
  'email.reply': share(0.0273, 'data VM-02 CH-02', 'A reply to an e-mail without a message before it'),
  'email.reply.warm': factor(3, 'assumption', 'People who know us or asked for us reply so much oftener'),
  'email.reply.further': factor(0.85, 'assumption CH-02', 'Each earlier e-mail leaves so much'),
  'email.reply.afterMessage.mean': {
    ...share(0.3, 'shrunk VM-02', 'What a message in the mailbox does to replies to e-mail, over all people'),
    unit: 'log ratio',
    min: -3,
    max: 3
  },
  'email.reply.afterMessage.spread': spread(0.4, 'shrunk VM-02', 'How much people differ in that'),
  'email.bounce': share(0.03, 'assumption', 'E-mail addresses that do not exist'),
  'email.optOut': share(0.003, 'assumption CH-04', 'They stop everything by a reply to an e-mail'),
  'sms.reply': share(0.06, 'assumption', 'A reply to a text message'),
  'sms.optOut.first': share(0.2, 'data CH-08', 'They stop at the first text message'),
  'sms.optOut': share(0.035, 'data CH-08 CH-09', 'They stop at any later one'),
  'linkedin.reply': share(0.0544, 'data CH-11', 'A reply on LinkedIn'),
  'letter.response': share(0.049, 'data CH-13', 'A response to a letter by strangers, half of them by telephone'),
  'letter.response.known': share(0.09, 'data CH-13', 'The same by people who know us'),
  'letter.bounce': share(0.03, 'assumption', 'Letters that come back'),
  'other.reply': share(0.02, 'assumption', 'A reply on any other channel'),
  'reply.delay': hours(8, 'assumption', 'They reply after, in the middle'),
  'reply.delay.spread': spread(1.2, 'assumption', 'How much that differs; two weeks at most'),
  'reply.books': share(0.1, 'assumption', 'Replies that book a meeting at once'),
  'letter.days': days(3, 'assumption', 'A letter is on its way for')
} as const
