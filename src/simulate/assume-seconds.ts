import { seconds, share, spread } from './assumption.ts'

/** How long each part of a call takes. */
export const lengths = {
  'ring.person': seconds(8, 'data AN-11', 'They answer after'),
  'ring.person.spread': spread(0.3, 'data AN-11', 'How much that differs from call to call'),
  'ring.mailbox': seconds(20, 'data AN-11', 'A mailbox answers after'),
  'ring.mailbox.width': seconds(1.5, 'data AN-11', 'Sooner or later than that by at most'),
  'ring.giveUp': seconds(25, 'data AN-11', 'We hang up when nothing has answered after'),
  'ring.straight': seconds(2, 'assumption', 'A phone that is off or has blocked us answers after'),
  'greeting.median': seconds(20, 'data CO-01 CO-02', 'Greeting of a mailbox; sources say 15 and 33'),
  'greeting.spread': spread(0.3, 'data CO-01 CO-02', 'How much greetings differ from mailbox to mailbox'),
  'greeting.screener': seconds(6, 'assumption', 'What a screener says before we may speak'),
  'greeting.menu': seconds(20, 'assumption', 'What a menu says before we give up'),
  'greeting.putThrough': seconds(20, 'assumption', 'A colleague and another ring before the greeting'),
  'message.most': { ...seconds(30, 'assumption', 'No message is longer'), max: 30 },
  'message.live.shortest': share(0.75, 'assumption', 'A spoken message takes this part of the plan at least'),
  'talk.conversation': seconds(150, 'assumption', 'A talk with the person we called'),
  'talk.spread': spread(0.6, 'assumption', 'How much talks differ'),
  'talk.hungUp': seconds(8, 'assumption', 'Until they hang up on us'),
  'talk.colleague': seconds(25, 'assumption', 'With a colleague or somebody else'),
  'talk.screener': seconds(8, 'assumption', 'With a screener'),
  wrap: seconds(25, 'data CO-01', 'Notes after a call that was answered by anything'),
  'wrap.nothing': seconds(8, 'assumption', 'Notes after a call that nothing answered'),
  'wrap.drop': seconds(0, 'assumption', 'Notes after a recording that was left alone; handing it over counts apart')
} as const
