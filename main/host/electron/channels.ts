/** The two channels between the window and main; what travels on them is the contract's business. */
export const CALL_CHANNEL = 'slashflow:call'
export const BROADCAST_CHANNEL = 'slashflow:broadcast'
