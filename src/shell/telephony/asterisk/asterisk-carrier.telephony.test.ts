import { carrierConformance } from '../../../../test/carrier-conformance.ts'
import { triedAsterisk } from '../../../../test/phone-network/tried-asterisk.ts'

carrierConformance('asterisk', triedAsterisk)
