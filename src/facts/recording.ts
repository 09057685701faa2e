/** What a message is for; each is judged by the measure of its purpose (002-04). */
export const purposes = ['commercial', 'callback', 'pointer_to_email', 'courtesy'] as const
export type Purpose = (typeof purposes)[number]

/** No message is longer than this, live or recorded (004-18). */
export const MESSAGE_SECONDS_MAX = 30

/** A recording approved for this use; `purpose` null fits any. */
export type Recording = { readonly id: string; readonly seconds: number; readonly purpose: Purpose | null }

/** So many recordings fit the bits of one number. */
export const RECORDINGS_MAX = 52
