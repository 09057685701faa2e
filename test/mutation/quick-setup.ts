import fc from 'fast-check'

/** A law runs once per mutant: a few hundred milliseconds of it find what a fault breaks, minutes find no more. */
fc.configureGlobal({ interruptAfterTimeLimit: 120 })
