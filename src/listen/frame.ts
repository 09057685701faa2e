/** A frame is 20 ms of a line: 160 samples at 8 kHz. Time is the count of frames; nothing here asks a clock. */
export const RATE_HZ = 8000
export const FRAME_MS = 20
export const FRAME_SAMPLES = 160
