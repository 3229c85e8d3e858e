/** What the codec server refuses, by stable codes. Its callers are Temporal's UI and CLI, which show the message. */

const REFUSALS = {
  origin_not_allowed: {
    statusCode: 403,
    message: 'Pages of this origin may not ask. Set CODEC_UI_ORIGIN to the origin of Temporal’s UI.',
  },
  key_missing: {
    statusCode: 401,
    message:
      'Nothing was decrypted. Send a key as Authorization: Bearer KEY, or sign in at this server’s address.',
  },
  key_unknown: {
    statusCode: 401,
    message: 'Nothing was decrypted. This key is neither one of CODEC_KEYS nor an operator’s.',
  },
  rate_limited: { statusCode: 429, message: 'Too many requests. Nothing was decrypted. Wait a moment.' },
  body_invalid: { statusCode: 400, message: 'The body is not {"payloads": […]} in protobuf’s JSON.' },
  body_too_large: { statusCode: 413, message: 'The body is over 8 MB. Ask for less at once.' },
  route_not_found: { statusCode: 404, message: 'Served are POST /decode, POST /encode, and GET /.' },
  internal_error: { statusCode: 500, message: 'Something failed that should not; the log has more.' },
} as const;

/** One of the refusals. */
export type CodecRefusalCode = keyof typeof REFUSALS;

/** Thrown to refuse. */
export class CodecRefusal extends Error {
  override readonly name = 'CodecRefusal';
  readonly statusCode: number;

  constructor(readonly code: CodecRefusalCode) {
    super(REFUSALS[code].message);
    this.statusCode = REFUSALS[code].statusCode;
  }
}

/** The refusal for anything that was thrown. */
export function toRefusal(error: unknown): CodecRefusal {
  if (error instanceof CodecRefusal) return error;
  const { code, statusCode = 500 } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new CodecRefusal('body_too_large');
  return new CodecRefusal(statusCode < 500 ? 'body_invalid' : 'internal_error');
}
