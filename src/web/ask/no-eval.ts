import { config } from 'zod'

// The policy of the page forbids code made from text, and reports even the attempt. A shape makes the attempt when it is
// built, so this is imported before the first of them.
config({ jitless: true })
