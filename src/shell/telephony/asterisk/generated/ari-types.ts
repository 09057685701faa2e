// Made by scripts/generate-ari.ts from the description of ARI that Asterisk 22 brings; never edited by hand.

export type AdditionalParam = {
  readonly parameter_name: string
  readonly parameter_value: string
}

export type Application = {
  readonly name: string
  readonly channel_ids: readonly string[]
  readonly bridge_ids: readonly string[]
  readonly endpoint_ids: readonly string[]
  readonly device_names: readonly string[]
  readonly events_allowed: readonly unknown[]
  readonly events_disallowed: readonly unknown[]
}

export type ApplicationMoveFailed = Omit<Event, 'type'> & {
  readonly type: 'ApplicationMoveFailed'
  readonly channel: Channel
  readonly destination: string
  readonly args: readonly string[]
}

export type ApplicationRegistered = Omit<Event, 'type'> & {
  readonly type: 'ApplicationRegistered'
}

export type ApplicationReplaced = Omit<Event, 'type'> & {
  readonly type: 'ApplicationReplaced'
}

export type ApplicationUnregistered = Omit<Event, 'type'> & {
  readonly type: 'ApplicationUnregistered'
}

export type AsteriskInfo = {
  readonly build?: BuildInfo
  readonly system?: SystemInfo
  readonly config?: ConfigInfo
  readonly status?: StatusInfo
}

export type AsteriskPing = {
  readonly asterisk_id: string
  readonly ping: string
  readonly timestamp: string
}

export type Bridge = {
  readonly id: string
  readonly technology: string
  readonly bridge_type: 'mixing' | 'holding'
  readonly bridge_class: string
  readonly creator: string
  readonly name: string
  readonly channels: readonly string[]
  readonly video_mode?: string
  readonly video_source_id?: string
  readonly creationtime: string
  readonly bridgevars?: unknown
}

export type BridgeAttendedTransfer = Omit<Event, 'type'> & {
  readonly type: 'BridgeAttendedTransfer'
  readonly transferer_first_leg: Channel
  readonly transferer_second_leg: Channel
  readonly replace_channel?: Channel
  readonly transferee?: Channel
  readonly transfer_target?: Channel
  readonly result: string
  readonly is_external: boolean
  readonly transferer_first_leg_bridge?: Bridge
  readonly transferer_second_leg_bridge?: Bridge
  readonly destination_type: string
  readonly destination_bridge?: string
  readonly destination_application?: string
  readonly destination_link_first_leg?: Channel
  readonly destination_link_second_leg?: Channel
  readonly destination_threeway_channel?: Channel
  readonly destination_threeway_bridge?: Bridge
}

export type BridgeBlindTransfer = Omit<Event, 'type'> & {
  readonly type: 'BridgeBlindTransfer'
  readonly channel: Channel
  readonly replace_channel?: Channel
  readonly transferee?: Channel
  readonly exten: string
  readonly context: string
  readonly result: string
  readonly is_external: boolean
  readonly bridge?: Bridge
}

export type BridgeCreated = Omit<Event, 'type'> & {
  readonly type: 'BridgeCreated'
  readonly bridge: Bridge
}

export type BridgeDestroyed = Omit<Event, 'type'> & {
  readonly type: 'BridgeDestroyed'
  readonly bridge: Bridge
}

export type BridgeMerged = Omit<Event, 'type'> & {
  readonly type: 'BridgeMerged'
  readonly bridge: Bridge
  readonly bridge_from: Bridge
}

export type BridgeVideoSourceChanged = Omit<Event, 'type'> & {
  readonly type: 'BridgeVideoSourceChanged'
  readonly bridge: Bridge
  readonly old_video_source_id?: string
}

export type BuildInfo = {
  readonly os: string
  readonly kernel: string
  readonly options: string
  readonly machine: string
  readonly date: string
  readonly user: string
}

export type CallBroadcast = Omit<Event, 'type'> & {
  readonly type: 'CallBroadcast'
  readonly channel: Channel
  readonly caller?: string
  readonly called?: string
}

export type CallClaimed = Omit<Event, 'type'> & {
  readonly type: 'CallClaimed'
  readonly channel: Channel
  readonly winner_app: string
}

export type CallerID = {
  readonly name: string
  readonly number: string
}

export type Channel = {
  readonly id: string
  readonly protocol_id: string
  readonly name: string
  readonly state: 'Down' | 'Rsrved' | 'OffHook' | 'Dialing' | 'Ring' | 'Ringing' | 'Up' | 'Busy' | 'Dialing Offhook' | 'Pre-ring' | 'Unknown'
  readonly caller: CallerID
  readonly connected: CallerID
  readonly accountcode: string
  readonly dialplan: DialplanCEP
  readonly creationtime: string
  readonly language: string
  readonly channelvars?: unknown
  readonly caller_rdnis?: string
  readonly tenantid?: string
}

export type ChannelCallerId = Omit<Event, 'type'> & {
  readonly type: 'ChannelCallerId'
  readonly caller_presentation: number
  readonly caller_presentation_txt: string
  readonly channel: Channel
}

export type ChannelConnectedLine = Omit<Event, 'type'> & {
  readonly type: 'ChannelConnectedLine'
  readonly channel: Channel
}

export type ChannelCreated = Omit<Event, 'type'> & {
  readonly type: 'ChannelCreated'
  readonly channel: Channel
}

export type ChannelDestroyed = Omit<Event, 'type'> & {
  readonly type: 'ChannelDestroyed'
  readonly cause: number
  readonly cause_txt: string
  readonly tech_cause?: number
  readonly channel: Channel
}

export type ChannelDialplan = Omit<Event, 'type'> & {
  readonly type: 'ChannelDialplan'
  readonly channel: Channel
  readonly dialplan_app: string
  readonly dialplan_app_data: string
}

export type ChannelDtmfReceived = Omit<Event, 'type'> & {
  readonly type: 'ChannelDtmfReceived'
  readonly digit: string
  readonly duration_ms: number
  readonly channel: Channel
}

export type ChannelEnteredBridge = Omit<Event, 'type'> & {
  readonly type: 'ChannelEnteredBridge'
  readonly bridge: Bridge
  readonly channel?: Channel
}

export type ChannelHangupRequest = Omit<Event, 'type'> & {
  readonly type: 'ChannelHangupRequest'
  readonly cause?: number
  readonly tech_cause?: number
  readonly soft?: boolean
  readonly channel: Channel
}

export type ChannelHold = Omit<Event, 'type'> & {
  readonly type: 'ChannelHold'
  readonly channel: Channel
  readonly musicclass?: string
}

export type ChannelLeftBridge = Omit<Event, 'type'> & {
  readonly type: 'ChannelLeftBridge'
  readonly bridge: Bridge
  readonly channel: Channel
}

export type ChannelStateChange = Omit<Event, 'type'> & {
  readonly type: 'ChannelStateChange'
  readonly channel: Channel
}

export type ChannelTalkingFinished = Omit<Event, 'type'> & {
  readonly type: 'ChannelTalkingFinished'
  readonly channel: Channel
  readonly duration: number
}

export type ChannelTalkingStarted = Omit<Event, 'type'> & {
  readonly type: 'ChannelTalkingStarted'
  readonly channel: Channel
}

export type ChannelToneDetected = Omit<Event, 'type'> & {
  readonly type: 'ChannelToneDetected'
  readonly channel: Channel
}

export type ChannelTransfer = Omit<Event, 'type'> & {
  readonly type: 'ChannelTransfer'
  readonly state?: string
  readonly refer_to: ReferTo
  readonly referred_by: ReferredBy
}

export type ChannelUnhold = Omit<Event, 'type'> & {
  readonly type: 'ChannelUnhold'
  readonly channel: Channel
}

export type ChannelUserevent = Omit<Event, 'type'> & {
  readonly type: 'ChannelUserevent'
  readonly eventname: string
  readonly channel?: Channel
  readonly bridge?: Bridge
  readonly endpoint?: Endpoint
  readonly userevent: unknown
}

export type ChannelVarset = Omit<Event, 'type'> & {
  readonly type: 'ChannelVarset'
  readonly variable: string
  readonly value: string
  readonly channel?: Channel
}

export type ConfigInfo = {
  readonly name: string
  readonly default_language: string
  readonly max_channels?: number
  readonly max_open_files?: number
  readonly max_load?: number
  readonly setid: SetId
}

export type ConfigTuple = {
  readonly attribute: string
  readonly value: string
}

export type ContactInfo = {
  readonly uri: string
  readonly contact_status: 'Unreachable' | 'Reachable' | 'Unknown' | 'NonQualified' | 'Removed'
  readonly aor: string
  readonly roundtrip_usec?: string
}

export type ContactStatusChange = Omit<Event, 'type'> & {
  readonly type: 'ContactStatusChange'
  readonly endpoint: Endpoint
  readonly contact_info: ContactInfo
}

export type DeviceState = {
  readonly name: string
  readonly state: 'UNKNOWN' | 'NOT_INUSE' | 'INUSE' | 'BUSY' | 'INVALID' | 'UNAVAILABLE' | 'RINGING' | 'RINGINUSE' | 'ONHOLD'
}

export type DeviceStateChanged = Omit<Event, 'type'> & {
  readonly type: 'DeviceStateChanged'
  readonly device_state: DeviceState
}

export type Dial = Omit<Event, 'type'> & {
  readonly type: 'Dial'
  readonly caller?: Channel
  readonly peer: Channel
  readonly forward?: string
  readonly forwarded?: Channel
  readonly dialstring?: string
  readonly dialstatus: string
}

export type Dialed = {

}

export type DialplanCEP = {
  readonly context: string
  readonly exten: string
  readonly priority: number
  readonly app_name: string
  readonly app_data: string
}

export type Endpoint = {
  readonly technology: string
  readonly resource: string
  readonly state?: 'unknown' | 'offline' | 'online'
  readonly channel_ids: readonly string[]
}

export type EndpointStateChange = Omit<Event, 'type'> & {
  readonly type: 'EndpointStateChange'
  readonly endpoint: Endpoint
}

export type Event = Message & {
  readonly application: string
  readonly timestamp: string
}

export type FormatLangPair = {
  readonly language: string
  readonly format: string
}

export type LiveRecording = {
  readonly name: string
  readonly format: string
  readonly target_uri: string
  readonly state: 'queued' | 'recording' | 'paused' | 'done' | 'failed' | 'canceled'
  readonly duration?: number
  readonly talking_duration?: number
  readonly silence_duration?: number
  readonly cause?: string
}

export type LogChannel = {
  readonly channel: string
  readonly type: string
  readonly status: string
  readonly configuration: string
}

export type Mailbox = {
  readonly name: string
  readonly old_messages: number
  readonly new_messages: number
}

export type Message = {
  readonly type: string
  readonly asterisk_id?: string
}

export type MissingParams = Message & {
  readonly params: readonly string[]
}

export type Module = {
  readonly name: string
  readonly description: string
  readonly use_count: number
  readonly status: string
  readonly support_level: string
}

export type Peer = {
  readonly peer_status: string
  readonly cause?: string
  readonly address?: string
  readonly port?: string
  readonly time?: string
}

export type PeerStatusChange = Omit<Event, 'type'> & {
  readonly type: 'PeerStatusChange'
  readonly endpoint: Endpoint
  readonly peer: Peer
}

export type Playback = {
  readonly id: string
  readonly media_uri: string
  readonly next_media_uri?: string
  readonly target_uri: string
  readonly language?: string
  readonly state: 'queued' | 'playing' | 'continuing' | 'done' | 'failed'
}

export type PlaybackContinuing = Omit<Event, 'type'> & {
  readonly type: 'PlaybackContinuing'
  readonly playback: Playback
}

export type PlaybackFinished = Omit<Event, 'type'> & {
  readonly type: 'PlaybackFinished'
  readonly playback: Playback
}

export type PlaybackStarted = Omit<Event, 'type'> & {
  readonly type: 'PlaybackStarted'
  readonly playback: Playback
}

export type RESTHeader = {
  readonly name: string
  readonly value: string
}

export type RESTQueryStringParameter = {
  readonly name: string
  readonly value: string
}

export type RESTRequest = {
  readonly type: string
  readonly transaction_id: string
  readonly request_id: string
  readonly method: string
  readonly uri: string
  readonly content_type?: string
  readonly query_strings?: readonly RESTQueryStringParameter[]
  readonly message_body?: string
}

export type RESTResponse = Omit<Event, 'type'> & {
  readonly type: 'RESTResponse'
  readonly transaction_id: string
  readonly request_id: string
  readonly status_code: number
  readonly reason_phrase: string
  readonly uri: string
  readonly content_type?: string
  readonly message_body?: string
}

export type RTPstat = {
  readonly txcount: number
  readonly rxcount: number
  readonly txjitter?: number
  readonly rxjitter?: number
  readonly remote_maxjitter?: number
  readonly remote_minjitter?: number
  readonly remote_normdevjitter?: number
  readonly remote_stdevjitter?: number
  readonly local_maxjitter?: number
  readonly local_minjitter?: number
  readonly local_normdevjitter?: number
  readonly local_stdevjitter?: number
  readonly txploss: number
  readonly rxploss: number
  readonly remote_maxrxploss?: number
  readonly remote_minrxploss?: number
  readonly remote_normdevrxploss?: number
  readonly remote_stdevrxploss?: number
  readonly local_maxrxploss?: number
  readonly local_minrxploss?: number
  readonly local_normdevrxploss?: number
  readonly local_stdevrxploss?: number
  readonly rtt?: number
  readonly maxrtt?: number
  readonly minrtt?: number
  readonly normdevrtt?: number
  readonly stdevrtt?: number
  readonly local_ssrc: number
  readonly remote_ssrc: number
  readonly txoctetcount: number
  readonly rxoctetcount: number
  readonly channel_uniqueid: string
}

export type RecordingFailed = Omit<Event, 'type'> & {
  readonly type: 'RecordingFailed'
  readonly recording: LiveRecording
}

export type RecordingFinished = Omit<Event, 'type'> & {
  readonly type: 'RecordingFinished'
  readonly recording: LiveRecording
}

export type RecordingStarted = Omit<Event, 'type'> & {
  readonly type: 'RecordingStarted'
  readonly recording: LiveRecording
}

export type ReferTo = {
  readonly requested_destination: RequiredDestination
  readonly destination_channel?: Channel
  readonly connected_channel?: Channel
  readonly bridge?: Bridge
}

export type ReferredBy = {
  readonly source_channel: Channel
  readonly connected_channel?: Channel
  readonly bridge?: Bridge
}

export type RequiredDestination = {
  readonly protocol_id?: string
  readonly destination?: string
  readonly additional_protocol_params?: readonly AdditionalParam[]
}

export type SetId = {
  readonly user: string
  readonly group: string
}

export type Sound = {
  readonly id: string
  readonly text?: string
  readonly formats: readonly FormatLangPair[]
}

export type StasisEnd = Omit<Event, 'type'> & {
  readonly type: 'StasisEnd'
  readonly channel: Channel
}

export type StasisStart = Omit<Event, 'type'> & {
  readonly type: 'StasisStart'
  readonly args: readonly string[]
  readonly channel: Channel
  readonly replace_channel?: Channel
}

export type StatusInfo = {
  readonly startup_time: string
  readonly last_reload_time: string
}

export type StoredRecording = {
  readonly name: string
  readonly format: string
}

export type SystemInfo = {
  readonly version: string
  readonly entity_id: string
}

export type TextMessage = {
  readonly from: string
  readonly to: string
  readonly body: string
  readonly variables?: unknown
}

export type TextMessageReceived = Omit<Event, 'type'> & {
  readonly type: 'TextMessageReceived'
  readonly message: TextMessage
  readonly endpoint?: Endpoint
}

export type Variable = {
  readonly value: string
}

export type Variables = {
  readonly variables: unknown
}

export type AriEvent =
  | DeviceStateChanged
  | PlaybackStarted
  | PlaybackContinuing
  | PlaybackFinished
  | RecordingStarted
  | RecordingFinished
  | RecordingFailed
  | ApplicationMoveFailed
  | ApplicationRegistered
  | ApplicationUnregistered
  | ApplicationReplaced
  | BridgeCreated
  | BridgeDestroyed
  | BridgeMerged
  | BridgeBlindTransfer
  | BridgeAttendedTransfer
  | BridgeVideoSourceChanged
  | ChannelCreated
  | ChannelDestroyed
  | ChannelEnteredBridge
  | ChannelLeftBridge
  | ChannelStateChange
  | ChannelDtmfReceived
  | ChannelDialplan
  | ChannelCallerId
  | ChannelUserevent
  | ChannelHangupRequest
  | ChannelVarset
  | ChannelToneDetected
  | ChannelTalkingStarted
  | ChannelTalkingFinished
  | ChannelHold
  | ChannelUnhold
  | ContactStatusChange
  | EndpointStateChange
  | Dial
  | StasisEnd
  | StasisStart
  | TextMessageReceived
  | ChannelConnectedLine
  | PeerStatusChange
  | ChannelTransfer
  | RESTResponse
  | CallBroadcast
  | CallClaimed

/** What each operation takes and gives, by its method and path. */
export type AriOperations = {
  readonly 'GET /applications': { readonly path: {  }; readonly query: {  }; readonly body: {  }; readonly gives: readonly Application[] }
  readonly 'GET /applications/{applicationName}': { readonly path: { readonly applicationName: string }; readonly query: {  }; readonly body: {  }; readonly gives: Application }
  readonly 'POST /applications/{applicationName}/subscription': { readonly path: { readonly applicationName: string }; readonly query: { readonly eventSource: string | readonly (string)[] }; readonly body: {  }; readonly gives: Application }
  readonly 'DELETE /applications/{applicationName}/subscription': { readonly path: { readonly applicationName: string }; readonly query: { readonly eventSource: string | readonly (string)[] }; readonly body: {  }; readonly gives: Application }
  readonly 'PUT /applications/{applicationName}/eventFilter': { readonly path: { readonly applicationName: string }; readonly query: {  }; readonly body: { readonly filter?: unknown }; readonly gives: Application }
  readonly 'GET /asterisk/config/dynamic/{configClass}/{objectType}/{id}': { readonly path: { readonly configClass: string; readonly objectType: string; readonly id: string }; readonly query: {  }; readonly body: {  }; readonly gives: readonly ConfigTuple[] }
  readonly 'PUT /asterisk/config/dynamic/{configClass}/{objectType}/{id}': { readonly path: { readonly configClass: string; readonly objectType: string; readonly id: string }; readonly query: {  }; readonly body: { readonly fields?: Readonly<Record<string, unknown>> }; readonly gives: readonly ConfigTuple[] }
  readonly 'DELETE /asterisk/config/dynamic/{configClass}/{objectType}/{id}': { readonly path: { readonly configClass: string; readonly objectType: string; readonly id: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'GET /asterisk/info': { readonly path: {  }; readonly query: { readonly only?: 'build' | 'system' | 'config' | 'status' | readonly ('build' | 'system' | 'config' | 'status')[] }; readonly body: {  }; readonly gives: AsteriskInfo }
  readonly 'GET /asterisk/ping': { readonly path: {  }; readonly query: {  }; readonly body: {  }; readonly gives: AsteriskPing }
  readonly 'GET /asterisk/modules': { readonly path: {  }; readonly query: {  }; readonly body: {  }; readonly gives: readonly Module[] }
  readonly 'GET /asterisk/modules/{moduleName}': { readonly path: { readonly moduleName: string }; readonly query: {  }; readonly body: {  }; readonly gives: Module }
  readonly 'POST /asterisk/modules/{moduleName}': { readonly path: { readonly moduleName: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'DELETE /asterisk/modules/{moduleName}': { readonly path: { readonly moduleName: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'PUT /asterisk/modules/{moduleName}': { readonly path: { readonly moduleName: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'GET /asterisk/logging': { readonly path: {  }; readonly query: {  }; readonly body: {  }; readonly gives: readonly LogChannel[] }
  readonly 'POST /asterisk/logging/{logChannelName}': { readonly path: { readonly logChannelName: string }; readonly query: { readonly configuration: string }; readonly body: {  }; readonly gives: void }
  readonly 'DELETE /asterisk/logging/{logChannelName}': { readonly path: { readonly logChannelName: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'PUT /asterisk/logging/{logChannelName}/rotate': { readonly path: { readonly logChannelName: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'GET /asterisk/variable': { readonly path: {  }; readonly query: { readonly variable: string }; readonly body: {  }; readonly gives: Variable }
  readonly 'POST /asterisk/variable': { readonly path: {  }; readonly query: { readonly variable: string; readonly value?: string }; readonly body: {  }; readonly gives: void }
  readonly 'GET /bridges': { readonly path: {  }; readonly query: {  }; readonly body: {  }; readonly gives: readonly Bridge[] }
  readonly 'POST /bridges': { readonly path: {  }; readonly query: { readonly type?: string; readonly bridgeId?: string; readonly name?: string }; readonly body: { readonly variables?: Readonly<Record<string, unknown>> }; readonly gives: Bridge }
  readonly 'POST /bridges/{bridgeId}': { readonly path: { readonly bridgeId: string }; readonly query: { readonly type?: string; readonly name?: string }; readonly body: { readonly variables?: Readonly<Record<string, unknown>> }; readonly gives: Bridge }
  readonly 'GET /bridges/{bridgeId}': { readonly path: { readonly bridgeId: string }; readonly query: {  }; readonly body: {  }; readonly gives: Bridge }
  readonly 'DELETE /bridges/{bridgeId}': { readonly path: { readonly bridgeId: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'GET /bridges/{bridgeId}/variable': { readonly path: { readonly bridgeId: string }; readonly query: { readonly variable: string }; readonly body: {  }; readonly gives: Variable }
  readonly 'POST /bridges/{bridgeId}/variable': { readonly path: { readonly bridgeId: string }; readonly query: { readonly variable: string; readonly value?: string; readonly report_events?: boolean }; readonly body: {  }; readonly gives: void }
  readonly 'GET /bridges/{bridgeId}/variables': { readonly path: { readonly bridgeId: string }; readonly query: { readonly variables: string | readonly (string)[] }; readonly body: {  }; readonly gives: Variables }
  readonly 'POST /bridges/{bridgeId}/variables': { readonly path: { readonly bridgeId: string }; readonly query: {  }; readonly body: { readonly variables: Readonly<Record<string, unknown>> }; readonly gives: void }
  readonly 'POST /bridges/{bridgeId}/addChannel': { readonly path: { readonly bridgeId: string }; readonly query: { readonly channel: string | readonly (string)[]; readonly role?: string; readonly absorbDTMF?: boolean; readonly mute?: boolean; readonly inhibitConnectedLineUpdates?: boolean }; readonly body: {  }; readonly gives: void }
  readonly 'POST /bridges/{bridgeId}/removeChannel': { readonly path: { readonly bridgeId: string }; readonly query: { readonly channel: string | readonly (string)[] }; readonly body: {  }; readonly gives: void }
  readonly 'POST /bridges/{bridgeId}/videoSource/{channelId}': { readonly path: { readonly bridgeId: string; readonly channelId: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'DELETE /bridges/{bridgeId}/videoSource': { readonly path: { readonly bridgeId: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'POST /bridges/{bridgeId}/moh': { readonly path: { readonly bridgeId: string }; readonly query: { readonly mohClass?: string }; readonly body: {  }; readonly gives: void }
  readonly 'DELETE /bridges/{bridgeId}/moh': { readonly path: { readonly bridgeId: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'POST /bridges/{bridgeId}/play': { readonly path: { readonly bridgeId: string }; readonly query: { readonly media: string | readonly (string)[]; readonly announcer_format?: string; readonly lang?: string; readonly offsetms?: number; readonly skipms?: number; readonly playbackId?: string }; readonly body: {  }; readonly gives: Playback }
  readonly 'POST /bridges/{bridgeId}/play/{playbackId}': { readonly path: { readonly bridgeId: string; readonly playbackId: string }; readonly query: { readonly media: string | readonly (string)[]; readonly announcer_format?: string; readonly lang?: string; readonly offsetms?: number; readonly skipms?: number }; readonly body: {  }; readonly gives: Playback }
  readonly 'POST /bridges/{bridgeId}/record': { readonly path: { readonly bridgeId: string }; readonly query: { readonly name: string; readonly format: string; readonly recorder_format?: string; readonly maxDurationSeconds?: number; readonly maxSilenceSeconds?: number; readonly ifExists?: 'fail' | 'overwrite' | 'append'; readonly beep?: boolean; readonly terminateOn?: 'none' | 'any' | '*' | '#' }; readonly body: {  }; readonly gives: LiveRecording }
  readonly 'GET /channels': { readonly path: {  }; readonly query: {  }; readonly body: {  }; readonly gives: readonly Channel[] }
  readonly 'POST /channels': { readonly path: {  }; readonly query: { readonly endpoint: string; readonly extension?: string; readonly context?: string; readonly priority?: number; readonly label?: string; readonly app?: string; readonly appArgs?: string; readonly callerId?: string; readonly timeout?: number; readonly channelId?: string; readonly otherChannelId?: string; readonly originator?: string; readonly formats?: string }; readonly body: { readonly variables?: Readonly<Record<string, unknown>> }; readonly gives: Channel }
  readonly 'POST /channels/create': { readonly path: {  }; readonly query: { readonly endpoint: string; readonly app: string; readonly appArgs?: string; readonly channelId?: string; readonly otherChannelId?: string; readonly originator?: string; readonly formats?: string }; readonly body: { readonly variables?: Readonly<Record<string, unknown>> }; readonly gives: Channel }
  readonly 'GET /channels/{channelId}': { readonly path: { readonly channelId: string }; readonly query: {  }; readonly body: {  }; readonly gives: Channel }
  readonly 'POST /channels/{channelId}': { readonly path: { readonly channelId: string }; readonly query: { readonly endpoint: string; readonly extension?: string; readonly context?: string; readonly priority?: number; readonly label?: string; readonly app?: string; readonly appArgs?: string; readonly callerId?: string; readonly timeout?: number; readonly otherChannelId?: string; readonly originator?: string; readonly formats?: string }; readonly body: { readonly variables?: Readonly<Record<string, unknown>> }; readonly gives: Channel }
  readonly 'DELETE /channels/{channelId}': { readonly path: { readonly channelId: string }; readonly query: { readonly reason_code?: string; readonly reason?: 'normal' | 'busy' | 'congestion' | 'no_answer' | 'timeout' | 'rejected' | 'unallocated' | 'normal_unspecified' | 'number_incomplete' | 'codec_mismatch' | 'interworking' | 'failure' | 'answered_elsewhere' }; readonly body: {  }; readonly gives: void }
  readonly 'POST /channels/{channelId}/continue': { readonly path: { readonly channelId: string }; readonly query: { readonly context?: string; readonly extension?: string; readonly priority?: number; readonly label?: string }; readonly body: {  }; readonly gives: void }
  readonly 'POST /channels/{channelId}/move': { readonly path: { readonly channelId: string }; readonly query: { readonly app: string; readonly appArgs?: string }; readonly body: {  }; readonly gives: void }
  readonly 'POST /channels/{channelId}/redirect': { readonly path: { readonly channelId: string }; readonly query: { readonly endpoint: string }; readonly body: {  }; readonly gives: void }
  readonly 'POST /channels/{channelId}/answer': { readonly path: { readonly channelId: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'POST /channels/{channelId}/ring': { readonly path: { readonly channelId: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'DELETE /channels/{channelId}/ring': { readonly path: { readonly channelId: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'POST /channels/{channelId}/progress': { readonly path: { readonly channelId: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'POST /channels/{channelId}/dtmf': { readonly path: { readonly channelId: string }; readonly query: { readonly dtmf?: string; readonly before?: number; readonly between?: number; readonly duration?: number; readonly after?: number }; readonly body: {  }; readonly gives: void }
  readonly 'POST /channels/{channelId}/mute': { readonly path: { readonly channelId: string }; readonly query: { readonly direction?: 'both' | 'in' | 'out' }; readonly body: {  }; readonly gives: void }
  readonly 'DELETE /channels/{channelId}/mute': { readonly path: { readonly channelId: string }; readonly query: { readonly direction?: 'both' | 'in' | 'out' }; readonly body: {  }; readonly gives: void }
  readonly 'POST /channels/{channelId}/hold': { readonly path: { readonly channelId: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'DELETE /channels/{channelId}/hold': { readonly path: { readonly channelId: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'POST /channels/{channelId}/moh': { readonly path: { readonly channelId: string }; readonly query: { readonly mohClass?: string }; readonly body: {  }; readonly gives: void }
  readonly 'DELETE /channels/{channelId}/moh': { readonly path: { readonly channelId: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'POST /channels/{channelId}/silence': { readonly path: { readonly channelId: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'DELETE /channels/{channelId}/silence': { readonly path: { readonly channelId: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'POST /channels/{channelId}/play': { readonly path: { readonly channelId: string }; readonly query: { readonly media: string | readonly (string)[]; readonly lang?: string; readonly offsetms?: number; readonly skipms?: number; readonly playbackId?: string }; readonly body: {  }; readonly gives: Playback }
  readonly 'POST /channels/{channelId}/play/{playbackId}': { readonly path: { readonly channelId: string; readonly playbackId: string }; readonly query: { readonly media: string | readonly (string)[]; readonly lang?: string; readonly offsetms?: number; readonly skipms?: number }; readonly body: {  }; readonly gives: Playback }
  readonly 'POST /channels/{channelId}/record': { readonly path: { readonly channelId: string }; readonly query: { readonly name: string; readonly format: string; readonly maxDurationSeconds?: number; readonly maxSilenceSeconds?: number; readonly ifExists?: 'fail' | 'overwrite' | 'append'; readonly beep?: boolean; readonly terminateOn?: 'none' | 'any' | '*' | '#' }; readonly body: {  }; readonly gives: LiveRecording }
  readonly 'GET /channels/{channelId}/variable': { readonly path: { readonly channelId: string }; readonly query: { readonly variable: string }; readonly body: {  }; readonly gives: Variable }
  readonly 'POST /channels/{channelId}/variable': { readonly path: { readonly channelId: string }; readonly query: { readonly variable: string; readonly value?: string; readonly report_events?: boolean }; readonly body: {  }; readonly gives: void }
  readonly 'GET /channels/{channelId}/variables': { readonly path: { readonly channelId: string }; readonly query: { readonly variables: string | readonly (string)[] }; readonly body: {  }; readonly gives: Variables }
  readonly 'POST /channels/{channelId}/variables': { readonly path: { readonly channelId: string }; readonly query: {  }; readonly body: { readonly variables: Readonly<Record<string, unknown>> }; readonly gives: void }
  readonly 'POST /channels/{channelId}/snoop': { readonly path: { readonly channelId: string }; readonly query: { readonly spy?: 'none' | 'both' | 'out' | 'in'; readonly whisper?: 'none' | 'both' | 'out' | 'in'; readonly app: string; readonly appArgs?: string; readonly snoopId?: string }; readonly body: {  }; readonly gives: Channel }
  readonly 'POST /channels/{channelId}/snoop/{snoopId}': { readonly path: { readonly channelId: string; readonly snoopId: string }; readonly query: { readonly spy?: 'none' | 'both' | 'out' | 'in'; readonly whisper?: 'none' | 'both' | 'out' | 'in'; readonly app: string; readonly appArgs?: string }; readonly body: {  }; readonly gives: Channel }
  readonly 'POST /channels/{channelId}/dial': { readonly path: { readonly channelId: string }; readonly query: { readonly caller?: string; readonly timeout?: number }; readonly body: {  }; readonly gives: void }
  readonly 'GET /channels/{channelId}/rtp_statistics': { readonly path: { readonly channelId: string }; readonly query: {  }; readonly body: {  }; readonly gives: RTPstat }
  readonly 'POST /channels/externalMedia': { readonly path: {  }; readonly query: { readonly channelId?: string; readonly app: string; readonly external_host?: string; readonly encapsulation?: 'rtp' | 'audiosocket' | 'none'; readonly transport?: 'udp' | 'tcp' | 'websocket'; readonly connection_type?: 'client' | 'server'; readonly format: string; readonly direction?: 'both'; readonly data?: string; readonly transport_data?: string }; readonly body: { readonly variables?: Readonly<Record<string, unknown>> }; readonly gives: Channel }
  readonly 'POST /channels/{channelId}/transfer_progress': { readonly path: { readonly channelId: string }; readonly query: { readonly states: string }; readonly body: {  }; readonly gives: void }
  readonly 'GET /deviceStates': { readonly path: {  }; readonly query: {  }; readonly body: {  }; readonly gives: readonly DeviceState[] }
  readonly 'GET /deviceStates/{deviceName}': { readonly path: { readonly deviceName: string }; readonly query: {  }; readonly body: {  }; readonly gives: DeviceState }
  readonly 'PUT /deviceStates/{deviceName}': { readonly path: { readonly deviceName: string }; readonly query: { readonly deviceState: 'NOT_INUSE' | 'INUSE' | 'BUSY' | 'INVALID' | 'UNAVAILABLE' | 'RINGING' | 'RINGINUSE' | 'ONHOLD' }; readonly body: {  }; readonly gives: void }
  readonly 'DELETE /deviceStates/{deviceName}': { readonly path: { readonly deviceName: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'GET /endpoints': { readonly path: {  }; readonly query: {  }; readonly body: {  }; readonly gives: readonly Endpoint[] }
  readonly 'PUT /endpoints/sendMessage': { readonly path: {  }; readonly query: { readonly to: string; readonly from: string; readonly body?: string }; readonly body: { readonly variables?: Readonly<Record<string, unknown>> }; readonly gives: void }
  readonly 'POST /endpoints/refer': { readonly path: {  }; readonly query: { readonly to: string; readonly from: string; readonly refer_to: string; readonly to_self?: boolean }; readonly body: { readonly variables?: Readonly<Record<string, unknown>> }; readonly gives: void }
  readonly 'GET /endpoints/{tech}': { readonly path: { readonly tech?: string }; readonly query: {  }; readonly body: {  }; readonly gives: readonly Endpoint[] }
  readonly 'GET /endpoints/{tech}/{resource}': { readonly path: { readonly tech?: string; readonly resource?: string }; readonly query: {  }; readonly body: {  }; readonly gives: Endpoint }
  readonly 'PUT /endpoints/{tech}/{resource}/sendMessage': { readonly path: { readonly tech?: string; readonly resource?: string }; readonly query: { readonly from: string; readonly body?: string }; readonly body: { readonly variables?: Readonly<Record<string, unknown>> }; readonly gives: void }
  readonly 'POST /endpoints/{tech}/{resource}/refer': { readonly path: { readonly tech?: string; readonly resource?: string }; readonly query: { readonly from: string; readonly refer_to: string; readonly to_self?: boolean }; readonly body: { readonly variables?: Readonly<Record<string, unknown>> }; readonly gives: void }
  readonly 'GET /events': { readonly path: {  }; readonly query: { readonly app: string | readonly (string)[]; readonly subscribeAll?: boolean }; readonly body: {  }; readonly gives: Message }
  readonly 'POST /events/user/{eventName}': { readonly path: { readonly eventName: string }; readonly query: { readonly application: string; readonly source?: string | readonly (string)[] }; readonly body: { readonly variables?: Readonly<Record<string, unknown>> }; readonly gives: void }
  readonly 'POST /events/claim': { readonly path: {  }; readonly query: { readonly channelId: string; readonly application: string }; readonly body: {  }; readonly gives: void }
  readonly 'GET /mailboxes': { readonly path: {  }; readonly query: {  }; readonly body: {  }; readonly gives: readonly Mailbox[] }
  readonly 'GET /mailboxes/{mailboxName}': { readonly path: { readonly mailboxName: string }; readonly query: {  }; readonly body: {  }; readonly gives: Mailbox }
  readonly 'PUT /mailboxes/{mailboxName}': { readonly path: { readonly mailboxName: string }; readonly query: { readonly oldMessages: number; readonly newMessages: number }; readonly body: {  }; readonly gives: void }
  readonly 'DELETE /mailboxes/{mailboxName}': { readonly path: { readonly mailboxName: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'GET /playbacks/{playbackId}': { readonly path: { readonly playbackId: string }; readonly query: {  }; readonly body: {  }; readonly gives: Playback }
  readonly 'DELETE /playbacks/{playbackId}': { readonly path: { readonly playbackId: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'POST /playbacks/{playbackId}/control': { readonly path: { readonly playbackId: string }; readonly query: { readonly operation: 'restart' | 'pause' | 'unpause' | 'reverse' | 'forward' }; readonly body: {  }; readonly gives: void }
  readonly 'GET /recordings/stored': { readonly path: {  }; readonly query: {  }; readonly body: {  }; readonly gives: readonly StoredRecording[] }
  readonly 'GET /recordings/stored/{recordingName}': { readonly path: { readonly recordingName: string }; readonly query: {  }; readonly body: {  }; readonly gives: StoredRecording }
  readonly 'DELETE /recordings/stored/{recordingName}': { readonly path: { readonly recordingName: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'GET /recordings/stored/{recordingName}/file': { readonly path: { readonly recordingName: string }; readonly query: {  }; readonly body: {  }; readonly gives: unknown }
  readonly 'POST /recordings/stored/{recordingName}/copy': { readonly path: { readonly recordingName: string }; readonly query: { readonly destinationRecordingName: string }; readonly body: {  }; readonly gives: StoredRecording }
  readonly 'GET /recordings/live/{recordingName}': { readonly path: { readonly recordingName: string }; readonly query: {  }; readonly body: {  }; readonly gives: LiveRecording }
  readonly 'DELETE /recordings/live/{recordingName}': { readonly path: { readonly recordingName: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'POST /recordings/live/{recordingName}/stop': { readonly path: { readonly recordingName: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'POST /recordings/live/{recordingName}/pause': { readonly path: { readonly recordingName: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'DELETE /recordings/live/{recordingName}/pause': { readonly path: { readonly recordingName: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'POST /recordings/live/{recordingName}/mute': { readonly path: { readonly recordingName: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'DELETE /recordings/live/{recordingName}/mute': { readonly path: { readonly recordingName: string }; readonly query: {  }; readonly body: {  }; readonly gives: void }
  readonly 'GET /sounds': { readonly path: {  }; readonly query: { readonly lang?: string; readonly format?: string }; readonly body: {  }; readonly gives: readonly Sound[] }
  readonly 'GET /sounds/{soundId}': { readonly path: { readonly soundId: string }; readonly query: {  }; readonly body: {  }; readonly gives: Sound }
}
