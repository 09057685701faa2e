import { caseByCase } from './situations/case-by-case.ts'
import { driveBy } from './situations/drive-by.ts'
import { houseDefault } from './situations/house-default.ts'
import { icoLeave } from './situations/ico-leave.ts'
import { icoNoVoicemail } from './situations/ico-no-voicemail.ts'
import { middleGround } from './situations/middle-ground.ts'
import { powerDrop } from './situations/power-drop.ts'
import { prequalifiedOnly } from './situations/prequalified-only.ts'
import { rearden } from './situations/rearden.ts'
import { relentless, relentlessLarge } from './situations/relentless-farmer.ts'
import { respectfulThree } from './situations/respectful-three.ts'
import { type Casebook } from './situations/situation.ts'

/** Every shipped playbook with its ten situations, in the order in which docs/playbooks.md tells them. */
export const playbookSituations: readonly Casebook[] = [
  houseDefault,
  icoLeave,
  icoNoVoicemail,
  caseByCase,
  relentless,
  relentlessLarge,
  powerDrop,
  prequalifiedOnly,
  driveBy,
  rearden,
  respectfulThree,
  middleGround
]
