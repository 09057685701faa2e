/**
 * What Asterisk loads, and nothing else. Some are not obvious: chan_pjsip does not load without pubsub, chan_rtp not
 * without multicast, and a bridge plays nothing without chan_bridge_media.
 */
export const asteriskModules: readonly string[] = [
  // What SIP leans on.
  ...['res_timing_timerfd', 'res_sorcery_config', 'res_sorcery_memory', 'res_sorcery_astdb', 'res_pjproject'],
  // SIP itself: calls, who is who, passwords, registering with a trunk, a softphone in a browser.
  ...['res_pjsip', 'res_pjsip_session', 'res_pjsip_sdp_rtp', 'res_pjsip_caller_id', 'res_pjsip_nat'],
  ...['res_pjsip_rfc3326', 'res_pjsip_pubsub', 'res_pjsip_header_funcs', 'res_pjsip_dtmf_info'],
  ...['res_pjsip_dlg_options', 'res_pjsip_empty_info', 'res_pjsip_path', 'res_pjsip_registrar'],
  ...['res_pjsip_endpoint_identifier_ip', 'res_pjsip_endpoint_identifier_user'],
  ...['res_pjsip_authenticator_digest', 'res_pjsip_outbound_authenticator_digest', 'res_pjsip_outbound_registration'],
  ...['res_pjsip_transport_websocket', 'chan_pjsip'],
  // Sound: RTP, its encryption, the codecs of trunks and browsers, files, bridges, music on hold.
  ...['res_rtp_asterisk', 'res_srtp', 'res_crypto', 'codec_ulaw', 'codec_alaw', 'codec_resample', 'codec_g722'],
  ...['codec_opus_open_source', 'res_format_attr_opus', 'format_pcm', 'format_wav', 'format_sln'],
  ...['bridge_simple', 'bridge_softmix', 'bridge_holding', 'bridge_native_rtp', 'chan_bridge_media'],
  ...['res_musiconhold', 'res_rtp_multicast', 'chan_rtp'],
  // The sound of a call to us and back, and who tells Asterisk what to do.
  ...['res_http_websocket', 'res_websocket_client', 'chan_websocket', 'res_stasis', 'res_stasis_answer'],
  ...['res_stasis_playback', 'res_stasis_recording', 'res_stasis_snoop', 'res_stasis_device_state', 'res_ari'],
  ...['res_ari_model', 'res_ari_applications', 'res_ari_asterisk', 'res_ari_bridges', 'res_ari_channels'],
  ...['res_ari_endpoints', 'res_ari_events', 'res_ari_playbacks', 'res_ari_recordings', 'res_ari_sounds', 'app_stasis'],
  // The few lines of dialplan that hand a call to us.
  ...['pbx_config', 'func_callerid', 'func_channel', 'func_timeout', 'func_strings', 'func_logic']
]

/** Those without which no call is possible; the doctor looks for each. */
export const neededModules: readonly string[] = [
  ...['chan_pjsip', 'chan_websocket', 'res_http_websocket', 'res_stasis', 'app_stasis', 'res_stasis_answer'],
  ...['res_ari_channels', 'res_ari_bridges', 'res_ari_events', 'res_ari_endpoints', 'res_stasis_recording'],
  ...['res_rtp_asterisk', 'res_pjsip_session', 'res_pjsip_sdp_rtp', 'res_pjsip_caller_id', 'codec_ulaw'],
  ...['bridge_simple', 'bridge_softmix', 'func_callerid', 'func_timeout', 'format_wav']
]
